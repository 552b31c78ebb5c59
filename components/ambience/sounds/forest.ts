import { type CreateVoice, chain, filter, gain, noise, pluck, scatter, voice, wander } from './voice'

/** A wood in the morning: wind in the crowns, leaves close by, birds that answer each other. */
export const createForest: CreateVoice = (context, random) => {
  const output = gain(context, 0.9)
  const wind = noise(context, 'pink', random)
  const gusts = gain(context, 0.4)
  const body = filter(context, 'bandpass', 420, 0.5)
  chain(wind.output, body, gusts, output)
  const leaves = noise(context, 'white', random)
  const rustle = gain(context, 0.05)
  chain(leaves.output, filter(context, 'highpass', 2_600), filter(context, 'lowpass', 7_000, 0.4), rustle, output)

  const far = filter(context, 'lowpass', 5_600)
  far.connect(output)
  const bird = (at: number) => {
    const pan = random() * 1.7 - 0.85
    const hz = 2_100 + random() * 1_900
    const notes = 2 + Math.floor(random() * 5)
    const step = 0.1 + random() * 0.12
    const bend = random() < 0.5 ? 1.22 : 0.84
    const loudness = 0.018 + random() * 0.05
    for (let index = 0; index < notes; index++) {
      const start = at + index * step
      const pitch = hz * (1 + (random() - 0.5) * 0.12)
      const tone = pluck(context, far, start, { hz: pitch, loudness, attack: 0.018, decay: step * 0.8, pan })
      tone.frequency.setValueAtTime(pitch, start)
      tone.frequency.exponentialRampToValueAtTime(pitch * bend, start + step * 0.8)
    }
  }
  const planners = [
    wander(gusts.gain, 0.22, 0.72, 3.2, random),
    wander(body.frequency, 300, 620, 4.1, random),
    wander(rustle.gain, 0.02, 0.13, 1.9, random),
    scatter(2.6, random, bird, 0.5),
  ]
  return voice(output, planners, [wind.stop, leaves.stop])
}
