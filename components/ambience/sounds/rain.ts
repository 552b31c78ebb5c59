import { type CreateVoice, chain, filter, gain, noise, pluck, scatter, voice, wander } from './voice'

/** Steady rain on a window: a bright wash that swells and thins, single drops on the sill, a little depth. */
export const createRain: CreateVoice = (context, random) => {
  const output = gain(context, 0.85)
  const wash = noise(context, 'pink', random)
  const level = gain(context, 0.7)
  chain(wash.output, filter(context, 'highpass', 700), filter(context, 'lowpass', 8_500, 0.4), level, output)
  const depth = noise(context, 'brown', random)
  chain(depth.output, filter(context, 'lowpass', 260), gain(context, 0.22), output)

  const drop = (at: number) => {
    // A drop's note falls a little as its bubble closes.
    const hz = 1_300 + random() * 3_400
    const tone = pluck(context, output, at, {
      hz,
      loudness: 0.006 + 0.022 * random() ** 3,
      attack: 0.002,
      decay: 0.02 + random() * 0.03,
      pan: random() * 1.6 - 0.8,
    })
    tone.frequency.setValueAtTime(hz, at)
    tone.frequency.exponentialRampToValueAtTime(hz * 0.72, at + 0.05)
  }
  const planners = [wander(level.gain, 0.55, 0.85, 4, random), scatter(0.055, random, drop)]
  return voice(output, planners, [wash.stop, depth.stop])
}
