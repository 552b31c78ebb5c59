import { describe, expect, test } from 'vitest'
import { gainOf } from './mixer'
import { fillNoise, type NoiseColor, scatter } from './voice'

function seeded(seed: number) {
  return () => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return seed / 4_294_967_296
  }
}

describe.each(['white', 'pink', 'brown'] as NoiseColor[])('%s noise', (color) => {
  const data = new Float32Array(44_100)
  fillNoise(data, color, 4_410, seeded(3))
  const steps = Array.from(data.slice(1), (value, index) => Math.abs(value - (data[index] ?? 0)))

  test('stays within bounds around zero', () => {
    expect(Math.max(...data.map(Math.abs))).toBeLessThanOrEqual(1)
    expect(Math.abs(data.reduce((sum, value) => sum + value, 0) / data.length)).toBeLessThan(0.01)
  })

  test('runs on from its end to its beginning: the seam is no larger a step than any other', () => {
    const seam = Math.abs((data[0] ?? 0) - (data.at(-1) ?? 0))
    expect(seam).toBeLessThanOrEqual(Math.max(...steps))
  })
})

test('brown falls off more steeply than white: its steps are smaller', () => {
  const roughness = (color: NoiseColor) => {
    const data = new Float32Array(20_000)
    fillNoise(data, color, 2_000, seeded(5))
    return data.slice(1).reduce((sum, value, index) => sum + Math.abs(value - (data[index] ?? 0)), 0) / data.length
  }
  expect(roughness('brown')).toBeLessThan(roughness('pink') / 2)
  expect(roughness('pink')).toBeLessThan(roughness('white'))
})

test('strewn events come at their pace, in order, each window once', () => {
  const times: number[] = []
  const plan = scatter(0.5, seeded(11), (at) => times.push(at), 0.1)
  for (let from = 0; from < 200; from += 4) plan(from, from + 4)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(times.length).toBeGreaterThan(330)
  expect(times.length).toBeLessThan(480)
  expect(Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? 0)))).toBeGreaterThanOrEqual(0.0999)
})

test('volume is heard in ratios and bounded', () => {
  expect([gainOf(-1), gainOf(0), gainOf(0.5), gainOf(1), gainOf(7)]).toEqual([0, 0, 0.25, 1, 1])
})
