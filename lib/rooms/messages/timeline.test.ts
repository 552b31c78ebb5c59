import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageView } from '@/lib/rooms/views'
import {
  askAfter,
  hasHole,
  hasMissedChange,
  openTimeline,
  unreadAt,
  withChanges,
  withFailed,
  withHistory,
  withMessages,
  withSending,
} from './timeline'

const untouched = {
  revision: 0,
  editedAt: null,
  isDeleted: false,
  isHidden: false,
  replyTo: null,
  reactions: [],
}

const message = (seq: number): MessageView => ({
  id: `id-${seq}`,
  seq,
  clientId: `client-${seq}`,
  author: null,
  body: `message ${seq}`,
  createdAt: '2026-03-01T10:00:00.000Z',
  ...untouched,
})
const messages = (...seqs: number[]) => seqs.map(message)
const seqs = (timeline: { messages: readonly MessageView[] }) => timeline.messages.map(({ seq }) => seq)

/** Deliveries of 1…n: cut into pieces, shuffled, some repeated. */
const deliveries = fc.integer({ min: 1, max: 40 }).chain((count) =>
  fc
    .array(fc.integer({ min: 1, max: count }), { maxLength: 80 })
    .chain((repeats) =>
      fc.shuffledSubarray([...Array.from({ length: count }, (_, n) => n + 1), ...repeats], {
        minLength: count + repeats.length,
      }),
    )
    .map((order) => ({ count, order })),
)

test('whatever order and repetition, each message stands once, in the order of the room', () => {
  fc.assert(
    fc.property(deliveries, fc.integer({ min: 1, max: 5 }), ({ count, order }, size) => {
      let timeline = openTimeline([], false)
      for (let at = 0; at < order.length; at += size)
        timeline = withMessages(timeline, messages(...order.slice(at, at + size)))
      expect(seqs(timeline)).toEqual(Array.from({ length: count }, (_, n) => n + 1))
      expect(hasHole(timeline)).toBe(false)
    }),
  )
})

test('asking after the number it names always fills every hole', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (arrived) => {
      const partial = withMessages(openTimeline([], false), messages(...arrived))
      const first = Math.min(...arrived)
      const last = Math.max(...arrived)
      const after = askAfter(partial)
      const answer = messages(...Array.from({ length: last - after }, (_, n) => after + n + 1))
      const repaired = withMessages(partial, answer)
      expect(seqs(repaired)).toEqual(Array.from({ length: last - first + 1 }, (_, n) => first + n))
    }),
  )
})

test('a sent message is shown at once and replaced by its confirmation, wherever that comes from', () => {
  const sent = withSending(openTimeline(messages(1), false), 'client-2', 'message 2')
  expect(sent.pending).toMatchObject([{ body: 'message 2', state: 'sending' }])
  const confirmed = withMessages(sent, messages(2))
  expect(confirmed.pending).toEqual([])
  expect(seqs(withMessages(confirmed, messages(2)))).toEqual([1, 2])
})

test('a failure after the confirmation changes nothing; a retry keeps its place', () => {
  const two = withSending(withSending(openTimeline([], false), 'client-1', 'a'), 'client-9', 'b')
  const failed = withFailed(two, 'client-1', 'no network')
  const again = withSending(failed, 'client-1', 'a')
  expect(again.pending.map(({ clientId, state }) => [clientId, state])).toEqual([
    ['client-1', 'sending'],
    ['client-9', 'sending'],
  ])
  const confirmed = withMessages(again, messages(1))
  expect(withFailed(confirmed, 'client-1', 'late').pending.map(({ clientId }) => clientId)).toEqual(['client-9'])
})

test('history goes in front and says whether there is more', () => {
  const timeline = withHistory(openTimeline(messages(4, 5), true), messages(1, 2, 3), false)
  expect(seqs(timeline)).toEqual([1, 2, 3, 4, 5])
  expect(timeline.hasMore).toBe(false)
})

const changed = (seq: number, revision: number): MessageView => ({ ...message(seq), revision, body: `r${revision}` })

test('changes may come in any order, twice, and mixed with a repair: the newest state of each stands', () => {
  const all = Array.from({ length: 12 }, (_, at) => changed((at % 4) + 1, at + 1))
  const start = openTimeline([1, 2, 3, 4].map(message), false)
  const order = fc.shuffledSubarray([...all, ...all], { minLength: 1 })
  fc.assert(
    fc.property(order, (changes) => {
      let timeline = start
      for (const one of changes) timeline = withChanges(timeline, [one])
      timeline = withChanges(timeline, all, 12)
      expect(timeline.messages.map(({ body }) => body)).toEqual(['r9', 'r10', 'r11', 'r12'])
      expect(timeline.revision).toBe(12)
    }),
  )
})

test('a jump in the revisions is noticed', () => {
  const timeline = openTimeline([message(1)], false, { revision: 4 })
  expect(hasMissedChange(timeline, changed(1, 5))).toBe(false)
  expect(hasMissedChange(timeline, changed(1, 6))).toBe(true)
})

test('what was waiting before a reload and has arrived meanwhile is not pending any more', () => {
  const pending = [
    { clientId: 'client-1', body: 'message 1', state: 'sending' as const },
    { clientId: 'client-9', body: 'message 9', state: 'sending' as const },
  ]
  expect(openTimeline([message(1)], false, { pending }).pending.map(({ clientId }) => clientId)).toEqual(['client-9'])
})

test('a reply follows the words it answers: edited there, it shows the new ones; deleted, none', () => {
  const reply = { ...message(2), replyTo: { seq: 1, username: 'ada', excerpt: 'message 1' } }
  const page = openTimeline([message(1), reply], false)
  const excerptOf = (timeline: typeof page) => timeline.messages[1]?.replyTo?.excerpt
  const edited = withChanges(page, [{ ...message(1), body: 'kinder', revision: 1 }])
  expect(excerptOf(edited)).toBe('kinder')
  const deleted = withChanges(edited, [{ ...message(1), body: '', isDeleted: true, revision: 2 }])
  expect(excerptOf(deleted)).toBe('')
  // A late event of the edit brings nothing back; nor is the answered message needed to be on the page.
  expect(excerptOf(withChanges(deleted, [{ ...message(1), body: 'kinder', revision: 1 }]))).toBe('')
  const alone = openTimeline([reply], true)
  expect(
    withChanges(alone, [{ ...message(1), body: '', isDeleted: true, revision: 1 }]).messages[0]?.replyTo?.excerpt,
  ).toBe('')
})

test('the unread are counted from where somebody had read to, without their own words and what came later', () => {
  const by = (seq: number, id: string | null) => ({
    ...message(seq),
    author: id ? { id, username: id, avatarUrl: null } : null,
  })
  const said = [by(11, 'ada'), by(12, 'bob'), by(13, null), by(14, 'ada'), by(15, 'bob')]
  expect(unreadAt({ readSeq: 11, lastSeq: 14 }, said, 'ada')).toEqual({ from: 12, count: 2 })
  expect(unreadAt({ readSeq: 11, lastSeq: 14 }, said, 'bob')).toEqual({ from: 13, count: 2 })
  expect(unreadAt({ readSeq: 14, lastSeq: 14 }, said, 'ada')).toEqual({ from: null, count: 0 })
  expect(unreadAt({ readSeq: 13, lastSeq: 14 }, said, 'ada')).toEqual({ from: null, count: 0 })
  // Seven more stand before what is here.
  expect(unreadAt({ readSeq: 3, lastSeq: 15 }, said, 'ada')).toEqual({ from: 12, count: 10 })
  expect(unreadAt({ readSeq: 0, lastSeq: 0 }, [], 'ada')).toEqual({ from: null, count: 0 })
})
