import { afterEach, expect, test, vi } from 'vitest'
import { dueText } from '@/components/study/tasks/due-text'
import {
  count,
  formatClock,
  formatDate,
  formatDay,
  formatDuration,
  formatElapsed,
  formatMoment,
  formatNumber,
  formatRange,
  formatRoughly,
  formatTime,
} from './format'

afterEach(() => vi.restoreAllMocks())

test('server and browser write the same words, whatever locale data they have', () => {
  // As Safari's engine has it: "Wed, 23 Sept" where Chromium says "Wed 23 Sept".
  vi.spyOn(Intl.DateTimeFormat.prototype as { format: unknown }, 'format', 'get').mockReturnValue(() => 'Wed, 23 Sept')
  vi.spyOn(Intl.DateTimeFormat.prototype, 'formatRange').mockReturnValue('23, Sept to 24')
  const instant = new Date('2026-09-23T22:05:09Z')
  expect(formatDay('2026-09-23')).toBe('Wed 23 Sept')
  expect(formatDay('2026-03-01', 'date')).toBe('1 Mar')
  expect(formatDay('2026-03-01', 'short')).toBe('Sun')
  expect(formatDay('2026-11-23', 'long')).toBe('Monday, 23 November 2026')
  expect(formatDay('2026-11-23', 'month')).toBe('November 2026')
  expect(formatDay('2026-05-23', 'monthShort')).toBe('May')
  expect(formatTime(instant, 'Europe/Berlin')).toBe('00:05')
  expect(formatMoment(instant, 'Europe/Berlin')).toBe('Thu 24 Sept, 00:05')
  expect(formatDate(instant, 'America/New_York')).toBe('23 Sept 2026')
  expect(formatTime(instant, 'Mars/Olympus')).toBe('22:05')
  expect(dueText('2026-09-23', '2026-09-20').words).toBe('Wed 23 Sept')
})

test.each([
  ['2026-11-01', '2026-11-07', '1 – 7 Nov 2026'],
  ['2026-11-19', '2026-11-25', '19 – 25 Nov 2026'],
  ['2026-10-28', '2026-11-03', '28 Oct – 3 Nov 2026'],
  ['2026-12-28', '2027-01-03', '28 Dec 2026 – 3 Jan 2027'],
  ['2026-11-07', '2026-11-07', 'Saturday, 7 November 2026'],
])('%s to %s is %s', (from, to, words) => expect(formatRange(from, to)).toBe(words.replace(' – ', '\u2009–\u2009')))

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000]

test.each([
  [25 * minute, '25:00', '25:00'],
  [25 * minute - 1, '25:00', '24:59'],
  [24 * minute + 59 * second, '24:59', '24:59'],
  [24 * minute + 59 * second + 1, '25:00', '24:59'],
  [1, '00:01', '00:00'],
  [0, '00:00', '00:00'],
  [-5 * second, '00:00', '00:00'],
  [99 * minute + 59_999, '100:00', '99:59'],
  [180 * minute, '180:00', '180:00'],
])('%s ms left read %s, and %s once they have passed', (ms, left, elapsed) => {
  expect([formatClock(ms), formatElapsed(ms)]).toEqual([left, elapsed])
})

test.each([
  [0, '0 min', '0 minutes'],
  [1, '1 min', '1 minute'],
  [25, '25 min', '25 minutes'],
  [59, '59 min', '59 minutes'],
  [60, '1 h', '1 h'],
  [65, '1 h 5 min', '1 h 5 min'],
  [80, '1 h 20 min', '1 h 20 min'],
  [1_500, '25 h', '25 h'],
])('%s minutes are %s, or %s in a sentence', (minutes, short, long) => {
  expect([formatDuration(minutes), formatDuration(minutes, 'long')]).toEqual([short, long])
})

test.each([
  [10, 'less than a minute'],
  [minute, '1 minute'],
  [5 * minute + 59_000, '5 minutes'],
  [3 * hour, '3 h'],
  [47 * hour, '47 h'],
  [2 * day, '2 days'],
])('%s ms ago is roughly %s', (ms, words) => expect(formatRoughly(ms)).toBe(words))

test('numbers and what they count', () => {
  expect([7, 1_234, 1_234_567].map(formatNumber)).toEqual(['7', '1,234', '1,234,567'])
  expect([count(1, 'day'), count(2, 'day'), count(2, 'person', 'people')]).toEqual(['1 day', '2 days', '2 people'])
  expect(count(1_200, 'session')).toBe('1,200 sessions')
})

test('a moment reads as the clock on each wall', () => {
  const at = new Date('2026-11-25T23:30Z')
  const now = new Date('2026-12-01T12:00Z')
  expect(formatTime(at, 'UTC')).toBe('23:30')
  expect(formatTime(at, 'Asia/Kathmandu')).toBe('05:15')
  expect(formatMoment(at, 'Pacific/Honolulu', now)).toBe('Wed 25 Nov, 13:30')
  expect(formatMoment(at, 'UTC', new Date('2027-01-01T12:00Z'))).toBe('Wed 25 Nov 2026, 23:30')
  expect(formatTime(at, 'Mars/Olympus')).toBe('23:30')
})
