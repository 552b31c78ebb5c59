/** The bell at the end of a session: two soft strokes of a small brass bell, the second a fourth lower for a break. */

/** Partials of a small bell: ratio to the strike note, loudness, seconds until inaudible. After Risset's additive bell. */
const partials = [
  { ratio: 0.56, gain: 0.5, seconds: 3.2 },
  { ratio: 0.92, gain: 0.32, seconds: 2.6 },
  { ratio: 1.19, gain: 0.5, seconds: 2.0 },
  { ratio: 1.7, gain: 0.3, seconds: 1.4 },
  { ratio: 2.0, gain: 0.4, seconds: 1.1 },
  { ratio: 2.74, gain: 0.16, seconds: 0.7 },
  { ratio: 4.07, gain: 0.08, seconds: 0.4 },
] as const

/** How long the whole bell sounds, in seconds. */
export const bellSeconds = 4.4

const strokes = {
  focus: [
    { at: 0, hz: 659.3, gain: 0.2 },
    { at: 0.62, hz: 880, gain: 0.15 },
  ],
  break: [
    { at: 0, hz: 587.3, gain: 0.2 },
    { at: 0.62, hz: 440, gain: 0.15 },
  ],
} as const

/** Rings at `when` (context time). `ended` is what came to its end. Works in an OfflineAudioContext too. */
export function ringBell(
  context: BaseAudioContext,
  destination: AudioNode,
  when: number,
  ended: keyof typeof strokes,
): void {
  const warm = context.createBiquadFilter()
  warm.type = 'lowpass'
  warm.frequency.value = 5_200
  warm.connect(destination)
  for (const stroke of strokes[ended]) {
    for (const partial of partials) {
      const start = when + stroke.at
      const tone = context.createOscillator()
      tone.frequency.value = stroke.hz * partial.ratio
      const envelope = context.createGain()
      envelope.gain.setValueAtTime(0, start)
      // Ten milliseconds of attack: struck with felt, and no click.
      envelope.gain.linearRampToValueAtTime(stroke.gain * partial.gain, start + 0.01)
      envelope.gain.setTargetAtTime(0, start + 0.01, partial.seconds / 6)
      tone.connect(envelope).connect(warm)
      tone.start(start)
      tone.stop(start + partial.seconds + 0.2)
    }
  }
}
