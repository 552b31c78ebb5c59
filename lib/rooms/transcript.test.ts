import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageView } from '@/lib/realtime/events'
import { toTranscript } from './transcript'

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
  toTranscript(messages, zone).map((block) => [block.day, block.author?.id ?? null, block.messages.length])

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

test('midnight is the reader’s midnight and starts a new block', () => {
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

test('the day is the one that a calendar on the wall shows, in every zone', () => {
  // Half and quarter hours from Greenwich, and clocks that change at midnight.
  const zones = ['UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Havana', 'Pacific/Apia', 'Africa/Cairo']
  const instant = fc.date({ min: new Date('2010-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at)
      expect(shape([said('ada', at.toISOString())], zone)).toEqual([[day, 'ada', 1]])
    }),
  )
})
