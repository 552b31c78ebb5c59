import { expect, test } from 'vitest'
import { clockText } from './clock-text'

test('a second is shown until it is over, and never less than nothing', () => {
  expect(clockText(25 * 60_000)).toBe('25:00')
  expect(clockText(25 * 60_000 - 1)).toBe('25:00')
  expect(clockText(24 * 60_000 + 59_000)).toBe('24:59')
  expect(clockText(1)).toBe('00:01')
  expect(clockText(0)).toBe('00:00')
  expect(clockText(-5_000)).toBe('00:00')
  expect(clockText(180 * 60_000)).toBe('180:00')
})
