import { afterEach, expect, test, vi } from 'vitest'
import { dueText } from '@/components/study/tasks/due-text'
import { formatDate, formatDay, formatMoment, formatRange, formatTime } from './format'

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
  ['2026-10-28', '2026-11-03', '28 Oct – 3 Nov 2026'],
  ['2026-12-28', '2027-01-03', '28 Dec 2026 – 3 Jan 2027'],
  ['2026-11-07', '2026-11-07', 'Saturday, 7 November 2026'],
])('%s to %s is %s', (from, to, words) => expect(formatRange(from, to)).toBe(words.replace(' – ', '\u2009–\u2009')))
