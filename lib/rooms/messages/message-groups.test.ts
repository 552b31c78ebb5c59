import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { dayBounds } from '@/lib/calendar/study-day'
import type { MessageView } from '@/lib/rooms/views'
import { hourMs } from '@/lib/time'
import { groupMessages } from './message-groups'

afterEach(() => vi.restoreAllMocks())

const untouched = {
  revision: 0,
  editedAt: null,
  isDeleted: false,
  isHidden: false,
  replyTo: null,
  reactions: [],
}

let seq = 0
const said = (by: string | null, createdAt: string): MessageView => ({
  id: String(++seq),
  seq,
  clientId: String(seq),
  author: by ? { id: by, username: by, avatarUrl: null } : null,
  body: 'x',
  createdAt,
  ...untouched,
})
const shape = (messages: MessageView[], zone = 'UTC') =>
  groupMessages(messages, zone).map((group) => [group.day, group.author?.id ?? null, group.messages.length])

test('what one person says in one go stands together', () => {
  const chat = [
    said('ada', '2026-03-01T10:00:00Z'),
    said('ada', '2026-03-01T10:04:00Z'),
    said('bob', '2026-03-01T10:04:30Z'),
    said('ada', '2026-03-01T10:05:00Z'),
    said('ada', '2026-03-01T10:10:00Z'),
  ]
  expect(shape(chat)).toEqual([
    ['2026-03-01', 'ada', 2],
    [null, 'bob', 1],
    [null, 'ada', 1],
    [null, 'ada', 1],
  ])
})

test('midnight is the reader’s midnight and starts a new group', () => {
  const chat = [said('ada', '2026-03-01T22:59:00Z'), said('ada', '2026-03-01T23:01:00Z')]
  expect(shape(chat, 'Europe/Berlin')).toEqual([
    ['2026-03-01', 'ada', 1],
    ['2026-03-02', 'ada', 1],
  ])
  expect(shape(chat, 'UTC')).toEqual([['2026-03-01', 'ada', 2]])
})

test('messages of deleted accounts are never joined: they may be of different people', () => {
  expect(shape([said(null, '2026-03-01T10:00:00Z'), said(null, '2026-03-01T10:00:01Z')])).toHaveLength(2)
})

test.each([
  // Written down from the tables of the tz database, not asked of the engine that is being judged.
  ['2026-03-01T18:14:59Z', 'Asia/Kathmandu', '2026-03-01'],
  ['2026-03-01T18:15:00Z', 'Asia/Kathmandu', '2026-03-02'],
  ['2026-07-01T13:29:59Z', 'Australia/Lord_Howe', '2026-07-01'],
  ['2026-07-01T13:30:00Z', 'Australia/Lord_Howe', '2026-07-02'],
  ['2026-01-01T12:59:59Z', 'Australia/Lord_Howe', '2026-01-01'],
  ['2026-01-01T13:00:00Z', 'Australia/Lord_Howe', '2026-01-02'],
  // Cuba skips the first hour of this day: midnight is 01:00.
  ['2026-03-08T04:59:59Z', 'America/Havana', '2026-03-07'],
  ['2026-03-08T05:00:00Z', 'America/Havana', '2026-03-08'],
  // Samoa crossed the date line: there was no 30 December.
  ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
  ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
  ['2028-02-29T23:59:59Z', 'UTC', '2028-02-29'],
  ['2026-12-31T23:59:59Z', 'UTC', '2026-12-31'],
  ['2026-12-31T10:00:00Z', 'Pacific/Kiritimati', '2027-01-01'],
])('%s in %s is %s', (at, zone, day) => {
  expect(shape([said('ada', at)], zone)).toEqual([[day, 'ada', 1]])
})

test('the day does not depend on how an engine writes dates', () => {
  // Safari's engine writes other short dates than Chromium's for the same locale; here it writes none that can be read.
  // (`format` is a getter, which the types of Intl hide.)
  vi.spyOn(Intl.DateTimeFormat.prototype as { format: unknown }, 'format', 'get').mockReturnValue(() => '1/3/26')
  expect(shape([said('ada', '2026-03-01T22:00:00Z')], 'America/Santiago')).toEqual([['2026-03-01', 'ada', 1]])
})

test('a zone that this browser does not know reads as UTC: the room still opens', () => {
  expect(shape([said('ada', '2026-03-01T23:30:00Z')], 'Mars/Olympus')).toEqual([['2026-03-01', 'ada', 1]])
})

test('in every zone a message stands under the day of its midnight', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const instant = fc.date({ min: new Date('2010-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
      const [[day] = []] = shape([said('ada', at.toISOString())], zone)
      const { from, to } = dayBounds(String(day), zone, 0)
      expect(from.getTime()).toBeLessThanOrEqual(at.getTime())
      // A clock that is set back over midnight shows yesterday once more, for an hour at most.
      expect(to.getTime() + hourMs).toBeGreaterThan(at.getTime())
    }),
  )
})
