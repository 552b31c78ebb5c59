import { type CreateVoice, chain, filter, gain, noise, voice } from './voice'

/** A soft, even hiss, its sharpest edge taken off. */
export const createWhiteNoise: CreateVoice = (context, random) => {
  const hiss = noise(context, 'white', random)
  const output = chain(hiss.output, filter(context, 'lowpass', 9_000, 0.5), gain(context, 0.55))
  return voice(output, [], [hiss.stop])
}
