/**
 * What every ambient sound is made of: coloured noise without an audible seam, slow random movement, and small events
 * strewn over time. All of it is scheduled on the audio clock, so it renders the same in an OfflineAudioContext.
 */

/** A running sound. `output` is connected by whoever plays it. */
export type Voice = {
  output: AudioNode
  /** Plans everything that happens in `[from, to)` (context seconds). Called with windows that follow each other. */
  schedule(from: number, to: number): void
  stop(): void
}

/** Builds a sound in a context. `random` gives 0-1; tests pass a seeded one. */
export type CreateVoice = (context: BaseAudioContext, random: () => number) => Voice

export type NoiseColor = 'white' | 'pink' | 'brown'

/** Two lengths without a common measure: layered, they repeat after more than an hour. */
const loopSeconds = [7.31, 11.87] as const
/** The end of a loop is blended into its beginning over this time, so that the seam is continuous. */
const seamSeconds = 0.25

/** Noise of one colour with its peaks near 1, whose end runs on into its beginning. */
export function fillNoise(data: Float32Array, color: NoiseColor, seam: number, random: () => number): void {
  const raw = new Float32Array(data.length + seam)
  const next = { white: whiteNoise, pink: pinkNoise, brown: brownNoise }[color](random)
  for (let index = 0; index < raw.length; index++) raw[index] = next()
  for (let index = 0; index < data.length; index++) {
    const value = raw[index] ?? 0
    if (index >= seam) data[index] = value
    else {
      // Equal power, because the two halves know nothing of each other.
      const part = (index / seam) * (Math.PI / 2)
      data[index] = value * Math.sin(part) + (raw[data.length + index] ?? 0) * Math.cos(part)
    }
  }
  normalise(data)
}

function whiteNoise(random: () => number) {
  return () => random() * 2 - 1
}

/** Paul Kellet's refined filter: -3 dB an octave within 0.05 dB above 9 Hz. */
function pinkNoise(random: () => number) {
  const b = [0, 0, 0, 0, 0, 0, 0]
  const poles = [0.99886, 0.99332, 0.969, 0.8665, 0.55, -0.7616]
  const gains = [0.0555179, 0.0750759, 0.153852, 0.3104856, 0.5329522, -0.016898]
  return () => {
    const white = random() * 2 - 1
    let sum = white * 0.5362 + (b[6] ?? 0)
    poles.forEach((pole, index) => {
      b[index] = pole * (b[index] ?? 0) + white * (gains[index] ?? 0)
      sum += b[index] ?? 0
    })
    b[6] = white * 0.115926
    return sum
  }
}

/** A leaky integrator: -6 dB an octave without wandering off. */
function brownNoise(random: () => number) {
  let level = 0
  return () => {
    level = level * 0.996 + (random() * 2 - 1) * 0.07
    return level
  }
}

/** Mean 0, and four standard deviations fit: louder peaks are rare and held back. */
function normalise(data: Float32Array): void {
  let sum = 0
  let squares = 0
  for (const value of data) sum += value
  const mean = sum / data.length
  for (const value of data) squares += (value - mean) ** 2
  const scale = 1 / (4 * Math.sqrt(squares / data.length) || 1)
  for (let index = 0; index < data.length; index++)
    data[index] = Math.max(-1, Math.min(1, ((data[index] ?? 0) - mean) * scale))
}

const buffers = new WeakMap<BaseAudioContext, Map<string, AudioBuffer>>()

function noiseBuffer(context: BaseAudioContext, color: NoiseColor, seconds: number, random: () => number): AudioBuffer {
  const known = buffers.get(context) ?? new Map<string, AudioBuffer>()
  buffers.set(context, known)
  const key = `${color}/${seconds}`
  const made = known.get(key)
  if (made) return made
  const buffer = context.createBuffer(2, Math.round(seconds * context.sampleRate), context.sampleRate)
  const seam = Math.round(seamSeconds * context.sampleRate)
  for (let channel = 0; channel < 2; channel++) fillNoise(buffer.getChannelData(channel), color, seam, random)
  known.set(key, buffer)
  return buffer
}

/** Endless stereo noise of one colour. */
export function noise(context: BaseAudioContext, color: NoiseColor, random: () => number) {
  const output = context.createGain()
  output.gain.value = Math.SQRT1_2
  const sources = loopSeconds.map((seconds) => {
    const source = context.createBufferSource()
    source.buffer = noiseBuffer(context, color, seconds, random)
    source.loop = true
    source.connect(output)
    source.start(0, random() * seconds)
    return source
  })
  const stop = () => {
    for (const source of sources) source.stop()
  }
  return { output, stop }
}

export function filter(context: BaseAudioContext, type: BiquadFilterType, hz: number, q = 0.7): BiquadFilterNode {
  const node = context.createBiquadFilter()
  node.type = type
  node.frequency.value = hz
  node.Q.value = q
  return node
}

export function gain(context: BaseAudioContext, value: number): GainNode {
  const node = context.createGain()
  node.gain.value = value
  return node
}

/** Connects nodes one after the other; answers the last. */
export function chain(first: AudioNode, ...rest: AudioNode[]): AudioNode {
  return rest.reduce((from, to) => {
    from.connect(to)
    return to
  }, first)
}

/** Something that plans itself over time. */
export type Planner = (from: number, to: number) => void

/** Moves a parameter between `low` and `high`, in random steps of about `seconds`, as wind does. */
export function wander(param: AudioParam, low: number, high: number, seconds: number, random: () => number): Planner {
  let at = -1
  return (from, to) => {
    if (at < 0) {
      at = from
      param.setValueAtTime(low + (high - low) * random(), from)
    }
    while (at < to) {
      at += seconds * (0.5 + random())
      param.linearRampToValueAtTime(low + (high - low) * random(), at)
    }
  }
}

/** Strews events over time: on average one each `seconds`, never sooner than `leastSeconds` after the last. */
export function scatter(seconds: number, random: () => number, play: (at: number) => void, leastSeconds = 0): Planner {
  let next = -1
  const gap = () => leastSeconds - Math.log(1 - random() * 0.999) * (seconds - leastSeconds)
  return (from, to) => {
    if (next < from) next = from + gap() * random()
    while (next < to) {
      play(next)
      next += gap()
    }
  }
}

/** A voice from its parts. */
export function voice(output: AudioNode, planners: readonly Planner[], stops: readonly (() => void)[]): Voice {
  return {
    output,
    schedule(from, to) {
      for (const plan of planners) plan(from, to)
    },
    stop() {
      for (const stop of stops) stop()
      output.disconnect()
    },
  }
}

/** A short tone or noise with a soft attack and an exponential end: no clicks, and freed by itself. */
export function pluck(
  context: BaseAudioContext,
  destination: AudioNode,
  at: number,
  {
    hz,
    loudness,
    attack = 0.004,
    decay,
    pan = 0,
  }: { hz: number; loudness: number; attack?: number; decay: number; pan?: number },
): OscillatorNode {
  const tone = context.createOscillator()
  tone.frequency.value = hz
  const envelope = context.createGain()
  envelope.gain.setValueAtTime(0, at)
  envelope.gain.linearRampToValueAtTime(loudness, at + attack)
  envelope.gain.setTargetAtTime(0, at + attack, decay / 4)
  const place = context.createStereoPanner()
  place.pan.value = pan
  tone.connect(envelope).connect(place).connect(destination)
  tone.start(at)
  tone.stop(at + attack + decay * 2)
  return tone
}
