/** Each scene, drawn in a browser and measured: it is there, it lives, it stands still when asked, it stays readable. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bench, openBench } from './browser-bench'
import { scenes } from './scenes'

let bench: Bench

beforeAll(async () => {
  bench = await openBench(`
    import { scenes } from './components/ambience/scenes'
    import { playScene } from './components/ambience/play-scene'
    Object.assign(globalThis, { scenes, playScene })
  `)
  await bench.page.evaluate(installTools)
}, 60_000)

afterAll(() => bench.close())

type Drawn = { darkest: number; brightest: number; mean: number; spread: number; changed: number; drawMs: number }

/** Runs in the page. */
function installTools() {
  type Renderer = { draw(seconds: number): void; dispose(): void }
  type Create = (canvas: HTMLCanvasElement, isNight: boolean) => Renderer | null
  // What the bundle and the tools put into the page is no part of the types.
  const page = globalThis as unknown as Record<string, unknown>
  const load = (id: string) => {
    const scene = (page.scenes as { id: string; load: () => Promise<Create> }[]).find((one) => one.id === id)
    if (!scene) throw new Error(id)
    return scene.load()
  }
  const linear = (byte: number) => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4)

  /** Two box blurs in each direction: near enough to a Gaussian of this many pixels. */
  function blurred(pixels: Uint8Array, width: number, height: number, radius: number): Uint8Array {
    const passes = [1, width, 1, width]
    return passes.reduce((from, step) => {
      const to = new Uint8Array(from.length)
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          for (let channel = 0; channel < 3; channel++) {
            let sum = 0
            for (let by = -radius; by <= radius; by++) {
              const atX = step === 1 ? Math.min(width - 1, Math.max(0, x + by)) : x
              const atY = step === 1 ? y : Math.min(height - 1, Math.max(0, y + by))
              sum += from[(atY * width + atX) * 4 + channel] ?? 0
            }
            to[(y * width + x) * 4 + channel] = sum / (2 * radius + 1)
          }
      return to
    }, pixels)
  }

  page.drawScene = async (id: string, isNight: boolean) => {
    const canvas = document.createElement('canvas')
    canvas.width = 240
    canvas.height = 150
    const renderer = (await load(id))(canvas, isNight)
    const gl = canvas.getContext('webgl2')
    if (!renderer || !gl) throw new Error('not drawn')
    const shot = (seconds: number) => {
      renderer.draw(seconds)
      const pixels = new Uint8Array(240 * 150 * 4)
      gl.readPixels(0, 0, 240, 150, gl.RGBA, gl.UNSIGNED_BYTE, pixels)
      return pixels
    }
    const first = shot(41)
    const later = shot(57)
    const lights: number[] = []
    // Text lies on glass, which blurs by 22 px of a page: 4 px of this picture.
    const behindGlass = blurred(first, 240, 150, 4)
    const soft: number[] = []
    let changed = 0
    for (let at = 0; at < first.length; at += 4) {
      const [r = 0, g = 0, b = 0] = first.subarray(at, at + 3)
      const [sr = 0, sg = 0, sb = 0] = behindGlass.subarray(at, at + 3)
      soft.push(0.2126 * linear(sr) + 0.7152 * linear(sg) + 0.0722 * linear(sb))
      lights.push(0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b))
      if (Math.abs(r - (later[at] ?? 0)) + Math.abs(g - (later[at + 1] ?? 0)) + Math.abs(b - (later[at + 2] ?? 0)) > 6)
        changed++
    }
    // What a frame costs the main thread: the calls, not the pixels, which are drawn elsewhere.
    const began = performance.now()
    for (let frame = 0; frame < 20; frame++) renderer.draw(50 + frame / 30)
    const drawMs = (performance.now() - began) / 20
    renderer.dispose()
    const mean = lights.reduce((sum, light) => sum + light, 0) / lights.length
    const spread = Math.sqrt(lights.reduce((sum, light) => sum + (light - mean) ** 2, 0) / lights.length)
    return {
      darkest: Math.min(...soft),
      brightest: Math.max(...soft),
      mean,
      spread,
      changed: changed / lights.length,
      drawMs,
    }
  }

  page.countDraws = async (isStill: boolean, isHidden: boolean) => {
    let draws = 0
    const create = (canvas: HTMLCanvasElement) => {
      canvas.getContext('2d')
      return { draw: () => draws++, setNight() {}, dispose() {} }
    }
    const host = document.createElement('div')
    host.style.cssText = 'position:fixed;inset:0'
    document.body.append(host)
    Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true })
    const play = page.playScene as (host: HTMLElement, create: unknown, wishes: object) => { stop(): void }
    const player = play(host, create, { isNight: false, isStill })
    const frames = (count: number) =>
      new Promise<void>((resolve) => {
        const next = () => (count-- > 0 ? requestAnimationFrame(next) : resolve())
        next()
      })
    await frames(10)
    const before = draws
    await frames(30)
    const after = draws
    player.stop()
    const stopped = draws
    await frames(10)
    host.remove()
    return { before, after, afterStop: draws - stopped }
  }
}

const draw = (id: string, isNight: boolean) =>
  bench.page.evaluate(
    ([scene, night]) =>
      // What the bundle and the tools put into the page is no part of the types.
      (globalThis as unknown as { drawScene(id: string, night: boolean): Promise<Drawn> }).drawScene(scene, night),
    [id, isNight] as const,
  )

/** The promise of `--color-scene-extreme` in app/styles/tokens.css, as relative luminance: L cubed for greys in OKLCH. */
const tokens = readFileSync(new URL('../../app/styles/tokens.css', import.meta.url), 'utf8')
const [, dayL = '', nightL = ''] =
  /--color-scene-extreme: light-dark\(oklch\(([\d.]+)[^)]*\), oklch\(([\d.]+)/.exec(tokens) ?? []

describe.each(scenes.map(({ id }) => id))('%s', (id) => {
  test.each([false, true])('lives within its tones (night: %s)', { timeout: 90_000 }, async (isNight) => {
    const drawn = await draw(id, isNight)
    expect(drawn.spread, 'not one flat colour').toBeGreaterThan(0.003)
    expect(drawn.changed, 'moves').toBeGreaterThan(0.004)
    expect(drawn.drawMs, 'main thread').toBeLessThan(4)
    // Glass promises 4.5:1 for text over anything within these two (app/tokens.test.ts).
    if (isNight) expect(drawn.brightest).toBeLessThanOrEqual(Number(nightL) ** 3 * 1.08)
    else expect(drawn.darkest).toBeGreaterThanOrEqual(Number(dayL) ** 3 * 0.92)
  })

  test('day and night differ', { timeout: 90_000 }, async () => {
    const [day, night] = [await draw(id, false), await draw(id, true)]
    expect(day.mean).toBeGreaterThan(night.mean * 3)
  })
})

describe('the player', () => {
  type Counted = { before: number; after: number; afterStop: number }
  const count = (isStill: boolean, isHidden: boolean) =>
    bench.page.evaluate(
      ([still, hidden]) =>
        // What the bundle and the tools put into the page is no part of the types.
        (globalThis as unknown as { countDraws(still: boolean, hidden: boolean): Promise<Counted> }).countDraws(
          still,
          hidden,
        ),
      [isStill, isHidden] as const,
    )

  test('draws frame after frame, and none after it was stopped', async () => {
    const { before, after, afterStop } = await count(false, false)
    expect(after).toBeGreaterThan(before + 5)
    expect(afterStop).toBe(0)
  })

  test('stands still for those who want less motion: drawn, then left alone', async () => {
    const { before, after } = await count(true, false)
    expect(before).toBeGreaterThan(0)
    expect(after).toBe(before)
  })

  test('sleeps while the page is hidden', async () => {
    const { before, after } = await count(false, true)
    expect(after).toBe(before)
  })
})
