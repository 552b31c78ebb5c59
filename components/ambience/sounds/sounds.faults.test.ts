/** Each sound, rendered in a browser's OfflineAudioContext and measured. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bench, openBench } from '../browser-bench'
import { sounds } from './sounds'

const seconds = 26

type Measured = {
  peak: number
  rms: number
  /** Root mean square of each second. */
  perSecond: number[]
  /** Largest step between two samples, and the largest a second away from any loop seam or start. */
  startStep: number
  /** Share of the power in bands of an octave from 60 Hz on. */
  bands: number[]
  /** Best match of the sound with itself some seconds later, 0-1. */
  echo: number
}

let bench: Bench

beforeAll(async () => {
  bench = await openBench(`
    import { sounds } from './components/ambience/sounds/sounds'
    import { ringBell, bellSeconds } from './components/ambience/bell'
    Object.assign(globalThis, { sounds, ringBell, bellSeconds })
  `)
  await bench.page.evaluate(installMeasures)
}, 60_000)

afterAll(() => bench.close())

/** Runs in the page. */
function installMeasures() {
  const seeded = (seed: number) => () => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return seed / 4_294_967_296
  }
  const rms = (data: Float32Array) => Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length)

  /** Power in octaves from 60 Hz: a difference of one-pole low passes, which is enough to tell sounds apart. */
  function octaves(data: Float32Array, rate: number): number[] {
    const edges = [60, 120, 240, 480, 960, 1_920, 3_840, 7_680]
    const lowPassed = edges.map((hz) => {
      const keep = Math.exp((-2 * Math.PI * hz) / rate)
      let level = 0
      return data.map((value) => {
        level = value + keep * (level - value)
        return level
      })
    })
    const powers = lowPassed.map((low, index) => {
      const below = lowPassed[index - 1]
      return rms(below ? low.map((value, at) => value - (below[at] ?? 0)) : low) ** 2
    })
    const top = lowPassed.at(-1)
    powers.push(rms(data.map((value, at) => value - (top?.[at] ?? 0))) ** 2)
    const all = powers.reduce((sum, power) => sum + power, 0)
    return powers.map((power) => power / all)
  }

  /** How well one second matches another `lag` later. A loop that can be heard matches nearly whole. */
  function echoOf(data: Float32Array, rate: number): number {
    let best = 0
    const from = 4 * rate
    for (const lagSeconds of [7.31, 11.87]) {
      const lag = Math.round(lagSeconds * rate)
      let product = 0
      let one = 0
      let two = 0
      for (let index = 0; index < rate; index++) {
        const a = data[from + index] ?? 0
        const b = data[from + lag + index] ?? 0
        product += a * b
        one += a * a
        two += b * b
      }
      best = Math.max(best, Math.abs(product) / Math.sqrt(one * two || 1))
    }
    return best
  }

  function measure(data: Float32Array, rate: number) {
    const slices = Array.from({ length: Math.floor(data.length / rate) }, (_, at) =>
      data.slice(at * rate, (at + 1) * rate),
    )
    return {
      peak: data.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
      rms: rms(data),
      perSecond: slices.map(rms),
      startStep: Math.max(...Array.from(data.slice(1, 200), (value, at) => Math.abs(value - (data[at] ?? 0)))),
      bands: octaves(data, rate),
      echo: echoOf(data, rate),
    }
  }

  // What the bundle and the tools put into the page is no part of the types.
  const page = globalThis as unknown as Record<string, unknown>
  page.renderSound = async (id: string, length: number) => {
    const known = page.sounds as {
      id: string
      load: () => Promise<
        (
          context: BaseAudioContext,
          random: () => number,
        ) => { output: AudioNode; schedule(from: number, to: number): void }
      >
    }[]
    const sound = known.find((one) => one.id === id)
    if (!sound) throw new Error(id)
    const context = new OfflineAudioContext(2, length * 44_100, 44_100)
    const voice = (await sound.load())(context, seeded(7))
    const fade = context.createGain()
    fade.gain.setValueAtTime(0, 0)
    fade.gain.setTargetAtTime(1, 0, 0.25)
    voice.output.connect(fade).connect(context.destination)
    for (let at = 0; at < length; at++) voice.schedule(at, at + 1)
    return measure((await context.startRendering()).getChannelData(0), 44_100)
  }
  page.renderBell = async (ended: string) => {
    const ring = page.ringBell as (context: BaseAudioContext, to: AudioNode, at: number, ended: string) => void
    const context = new OfflineAudioContext(1, 5 * 44_100, 44_100)
    ring(context, context.destination, 0.05, ended)
    const data = (await context.startRendering()).getChannelData(0)
    return { ...measure(data, 44_100), end: rms(data.slice(-4_410)) }
  }
}

const render = (id: string) =>
  bench.page.evaluate(
    ([sound, length]) =>
      // What the bundle and the tools put into the page is no part of the types.
      (globalThis as unknown as { renderSound(id: string, seconds: number): Promise<Measured> }).renderSound(
        sound,
        length,
      ),
    [id, seconds] as const,
  )

const measured = new Map<string, Measured>()

describe.each(sounds.map(({ id }) => id))('%s', (id) => {
  test('is heard all the time, never clips, begins without a click and does not repeat', {
    timeout: 60_000,
  }, async () => {
    const sound = await render(id)
    measured.set(id, sound)
    expect(sound.rms).toBeGreaterThan(0.015)
    expect(sound.peak).toBeLessThan(0.999)
    for (const level of sound.perSecond.slice(2)) expect(level).toBeGreaterThan(sound.rms * 0.12)
    expect(sound.startStep).toBeLessThan(0.02)
    expect(sound.echo).toBeLessThan(0.8)
  })
})

test('no two sounds have the same spectrum', () => {
  const all = [...measured]
  for (const [index, [one, a]] of all.entries())
    for (const [two, b] of all.slice(index + 1)) {
      const apart = a.bands.reduce((sum, share, band) => sum + Math.abs(share - (b.bands[band] ?? 0)), 0)
      expect(apart, `${one} and ${two}`).toBeGreaterThan(0.12)
    }
})

test.each(['focus', 'break'])('the bell after a %s rings, softly, and fades away', async (ended) => {
  const bell = await bench.page.evaluate(
    (kind) =>
      // What the bundle and the tools put into the page is no part of the types.
      (globalThis as unknown as { renderBell(kind: string): Promise<Measured & { end: number }> }).renderBell(kind),
    ended,
  )
  expect(bell.peak).toBeGreaterThan(0.05)
  expect(bell.peak).toBeLessThan(0.9)
  expect(bell.startStep).toBeLessThan(0.02)
  expect(bell.end).toBeLessThan(0.002)
})
