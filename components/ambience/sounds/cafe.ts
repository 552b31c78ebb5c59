import { type CreateVoice, chain, filter, gain, noise, type Planner, pluck, scatter, voice, wander } from './voice'

/** Where the vowels of a murmur lie, in hertz. */
const vowels = [
  [320, 900],
  [420, 1_150],
  [560, 1_000],
  [480, 1_500],
  [380, 1_800],
] as const

/** Partials of a cup on its saucer, as ratios. */
const china = [1, 1.52, 2.38] as const

/** A room of people too far away to be understood, cups and spoons, the hum of the machine. */
export const createCafe: CreateVoice = (context, random) => {
  const output = gain(context, 1)
  const planners: Planner[] = []
  const murmur = noise(context, 'pink', random)

  vowels.forEach(([low, high], table) => {
    const place = context.createStereoPanner()
    place.pan.value = -0.7 + (1.4 * table) / (vowels.length - 1)
    const level = gain(context, 0)
    for (const [hz, loudness] of [
      [low, 1],
      [high, 0.34],
    ] as const)
      chain(murmur.output, filter(context, 'bandpass', hz, 3.2), gain(context, loudness), level)
    chain(level, place, output)
    planners.push(speak(level.gain, random))
  })

  const room = noise(context, 'brown', random)
  const hum = gain(context, 0.12)
  chain(room.output, filter(context, 'lowpass', 340), hum, output)
  planners.push(wander(hum.gain, 0.09, 0.16, 5, random))

  const warm = filter(context, 'lowpass', 4_800)
  warm.connect(output)
  const clink = (at: number) => {
    const hz = 1_900 + random() * 1_500
    const pan = random() * 1.5 - 0.75
    const strokes = random() < 0.3 ? 3 : 1
    for (let stroke = 0; stroke < strokes; stroke++)
      china.forEach((ratio, index) => {
        pluck(context, warm, at + stroke * (0.13 + random() * 0.05), {
          hz: hz * ratio,
          loudness: (0.03 * (0.4 + random())) / (1 + index * 1.4),
          decay: 0.32 / ratio,
          pan,
        })
      })
  }
  planners.push(scatter(4.5, random, clink, 1.2))
  return voice(output, planners, [murmur.stop, room.stop])
}

/** Syllables, words and silences of one table: level ramps at the pace of talk. */
function speak(level: AudioParam, random: () => number): Planner {
  let at = -1
  let syllables = 0
  return (from, to) => {
    if (at < 0) {
      at = from
      level.setValueAtTime(0.12, from)
    }
    while (at < to) {
      if (syllables-- > 0) {
        level.linearRampToValueAtTime(0.35 + random() * 0.65, at + 0.06 + random() * 0.05)
        at += 0.14 + random() * 0.14
        level.linearRampToValueAtTime(0.14 + random() * 0.12, at)
      } else {
        syllables = 4 + Math.floor(random() * 16)
        at += 0.3 + random() * 1.6
        level.linearRampToValueAtTime(0.08 + random() * 0.06, at)
      }
    }
  }
}
