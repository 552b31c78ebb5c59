import { type CreateVoice, chain, filter, gain, noise, voice } from './voice'

/** A deep, even rumble, like a cabin in flight. */
export const createBrownNoise: CreateVoice = (context, random) => {
  const rumble = noise(context, 'brown', random)
  const output = chain(
    rumble.output,
    filter(context, 'highpass', 30),
    filter(context, 'lowpass', 700, 0.4),
    gain(context, 0.9),
  )
  return voice(output, [], [rumble.stop])
}
