import { type CreateVoice, chain, filter, gain, noise, scatter, voice, wander } from './voice'

/** A fire in the hearth: the breath of the flames, crackles close together, a pop now and then. */
export const createFire: CreateVoice = (context, random) => {
  const output = gain(context, 0.95)
  const flames = noise(context, 'brown', random)
  const breath = gain(context, 0.5)
  const tone = filter(context, 'lowpass', 420, 0.5)
  chain(flames.output, filter(context, 'highpass', 45), tone, breath, output)
  const hiss = noise(context, 'pink', random)
  const air = gain(context, 0.05)
  chain(hiss.output, filter(context, 'bandpass', 2_400, 0.5), air, output)

  // Crackles are cut from one stretch of noise, each through its own narrow window.
  const spark = noise(context, 'white', random)
  const crackle = (loudness: number, lowHz: number, highHz: number) => (at: number) => {
    const band = filter(context, 'bandpass', lowHz + random() * (highHz - lowHz), 1.2 + random() * 2)
    const envelope = gain(context, 0)
    const place = context.createStereoPanner()
    place.pan.value = random() * 1.2 - 0.6
    const decay = 0.006 + random() * 0.03
    envelope.gain.setValueAtTime(0, at)
    envelope.gain.linearRampToValueAtTime(loudness * (0.25 + random() ** 2), at + 0.0015)
    envelope.gain.setTargetAtTime(0, at + 0.0015, decay / 2)
    // A source that ends takes its nodes with it: thousands of crackles must not pile up.
    const timer = context.createConstantSource()
    timer.start(at)
    timer.stop(at + decay * 8)
    chain(spark.output, band, envelope, place, output)
    timer.onended = () => {
      spark.output.disconnect(band)
      place.disconnect()
    }
  }
  const planners = [
    wander(breath.gain, 0.32, 0.72, 0.9, random),
    wander(tone.frequency, 300, 620, 0.7, random),
    wander(air.gain, 0.03, 0.09, 1.3, random),
    scatter(0.13, random, crackle(0.85, 1_400, 5_200)),
    scatter(1.7, random, crackle(1.5, 480, 1_200)),
  ]
  return voice(output, planners, [flames.stop, hiss.stop, spark.stop])
}
