import { type CreateVoice, chain, filter, gain, noise, type Planner, voice } from './voice'

/** Waves on a beach: each comes in, breaks and runs back over the stones; the deep is always there. */
export const createOcean: CreateVoice = (context, random) => {
  const output = gain(context, 0.95)
  const deep = noise(context, 'brown', random)
  chain(deep.output, filter(context, 'lowpass', 190), gain(context, 0.42), output)
  const water = noise(context, 'pink', random)
  // Two sets of waves, left and right of the listener, so that one is often coming while the other goes.
  const planners = [-0.45, 0.45].map((pan, index) => {
    const level = gain(context, 0.05)
    const brightness = filter(context, 'lowpass', 500, 0.4)
    const place = context.createStereoPanner()
    place.pan.value = pan
    chain(water.output, filter(context, 'highpass', 140), brightness, level, place, output)
    return waves(level.gain, brightness.frequency, index * 4.5, random)
  })
  return voice(output, planners, [deep.stop, water.stop])
}

function waves(level: AudioParam, brightness: AudioParam, delay: number, random: () => number): Planner {
  let at = -1
  return (from, to) => {
    if (at < 0) {
      level.setValueAtTime(0.12, from)
      brightness.setValueAtTime(500, from)
      at = from + delay
      level.linearRampToValueAtTime(0.12, at)
      brightness.linearRampToValueAtTime(500, at)
    }
    while (at < to) {
      const height = 0.55 + random() * 0.45
      const rise = 2.2 + random() * 1.6
      const run = 3.2 + random() * 2.4
      level.linearRampToValueAtTime(0.3 * height, at + rise * 0.7)
      level.linearRampToValueAtTime(0.95 * height, at + rise)
      level.linearRampToValueAtTime(0.36 * height, at + rise + run * 0.35)
      level.linearRampToValueAtTime(0.08 + random() * 0.06, at + rise + run)
      brightness.linearRampToValueAtTime(900, at + rise * 0.7)
      brightness.linearRampToValueAtTime(2_600 + 2_400 * height, at + rise + 0.15)
      brightness.linearRampToValueAtTime(1_500, at + rise + run * 0.4)
      brightness.linearRampToValueAtTime(480, at + rise + run)
      at += rise + run + random() * 2
      level.linearRampToValueAtTime(0.09, at)
    }
  }
}
