import { and, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, inject, test, vi } from 'vitest'
import { db } from '@/db/client'
import { studyDays, studyPartners, studySessions, studyTotals } from '@/db/schema'
import { createPerson } from '@/lib/testing/people'
import { study } from '@/lib/testing/study'
import { minuteMs, secondMs } from '@/lib/time'
import { recountPerson } from './recount'
import { recountPartners } from './recount-partners'

vi.setConfig({ testTimeout: 60_000 })

const start = new Date('2026-11-23T10:00Z')
const recount = (userId: string) => recountPerson(db, userId, start)

async function numbersOf(userId: string) {
  const [totals] = await db.select().from(studyTotals).where(eq(studyTotals.userId, userId))
  return totals
}

async function togetherSeconds(userId: string, partnerId: string): Promise<number> {
  const [row] = await db
    .select({ seconds: studyPartners.togetherSeconds })
    .from(studyPartners)
    .where(and(eq(studyPartners.userId, userId), eq(studyPartners.partnerId, partnerId)))
  return row?.seconds ?? 0
}

test('one minute in six rooms and alone is one session and one minute together', async () => {
  const [a, b] = await Promise.all([createPerson(), createPerson()])
  const now = new Date(start.getTime() + minuteMs)
  // In the order in which rooms end their phases, which is not the same for both.
  for (const room of [1, 2, 3, 4, 5, 6])
    await study({ userId: a.id, startedAt: start, minutes: 1, roomId: `six-${room}` }, now)
  for (const room of [6, 5, 4, 3, 2, 1])
    await study({ userId: b.id, startedAt: start, minutes: 1, roomId: `six-${room}` }, now)
  await study({ userId: a.id, startedAt: start, minutes: 1 }, now)
  expect(await numbersOf(a.id)).toMatchObject({ focusMinutes: 1, sessions: 1 })
  expect([await togetherSeconds(a.id, b.id), await togetherSeconds(b.id, a.id)]).toEqual([60, 60])
  for (const { id } of [a, b]) expect(await recount(id)).toEqual([])
  expect(await recountPartners({ fix: false })).toEqual([])
})

test('a session of which less than a minute is left to credit is none, for the day and for the week', async () => {
  const { id: userId } = await createPerson()
  await study({ userId, startedAt: start, minutes: 25 })
  const inside = await study({
    userId,
    startedAt: new Date(start.getTime() + 5 * minuteMs),
    minutes: 20.5,
    plannedMinutes: null,
  })
  expect(inside.minutes).toBe(20)
  expect(await numbersOf(userId)).toMatchObject({ focusMinutes: 25, sessions: 1 })
  const days = await db.select({ sessions: studyDays.sessions }).from(studyDays).where(eq(studyDays.userId, userId))
  expect(days).toEqual([{ sessions: 1 }])
  expect(await recount(userId)).toEqual([])
})

test('the longest session is the longest credited one', async () => {
  const { id: userId } = await createPerson()
  await study({ userId, startedAt: start, minutes: 60 })
  const long = await study({ userId, startedAt: start, minutes: 95 })
  expect(long.achievements.map(({ id }) => id)).not.toContain('deep-focus')
  expect(await numbersOf(userId)).toMatchObject({ focusMinutes: 95, sessions: 2, longestSessionMinutes: 60 })
  expect(await recount(userId)).toEqual([])
})

const seat = fc.record({
  person: fc.constantFrom(0, 1, 2),
  room: fc.constantFrom('x', 'y', 'z', null),
  fromSecond: fc.integer({ min: 0, max: 3_600 }),
  seconds: fc.integer({ min: 60, max: 2_400 }),
})
const histories = inject('dialect') === 'sqlite' ? 25 : 4

test('no two people are together longer than both were credited, in whatever rooms and order', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(seat, { minLength: 2, maxLength: 14 }), async (seats) => {
      run++
      const people = await Promise.all([createPerson(), createPerson(), createPerson()])
      for (const { person, room, fromSecond, seconds } of seats)
        await study({
          userId: people[person]?.id ?? '',
          startedAt: new Date(start.getTime() + fromSecond * secondMs),
          minutes: seconds / 60,
          plannedMinutes: null,
          roomId: room && `${room}-${run}`,
        })
      for (const [one, other] of [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const) {
        const [a, b] = [people[one]?.id ?? '', people[other]?.id ?? '']
        expect(await togetherSeconds(a, b)).toBe(
          naiveTogether(
            seats.filter(({ person }) => person === one),
            seats.filter(({ person }) => person === other),
          ),
        )
        expect(await togetherSeconds(b, a)).toBe(await togetherSeconds(a, b))
      }
      for (const { id } of people) {
        expect(await recount(id)).toEqual([])
        const rows = await db.select().from(studySessions).where(eq(studySessions.userId, id))
        const totals = await numbersOf(id)
        if (rows.length > 0) expect(totals?.sessions ?? 0).toBeLessThanOrEqual(totals?.focusMinutes ?? 0)
      }
    }),
    { numRuns: histories },
  )
  expect(await recountPartners({ fix: false })).toEqual([])
})

type Seat = { room: string | null; fromSecond: number; seconds: number }

/** A naive oracle: the seconds in which both sat in one room, each once. */
function naiveTogether(some: readonly Seat[], others: readonly Seat[]): number {
  const shared = new Set<number>()
  for (const one of some)
    for (const other of others)
      if (one.room !== null && one.room === other.room)
        for (let second = one.fromSecond; second < one.fromSecond + one.seconds; second++)
          if (second >= other.fromSecond && second < other.fromSecond + other.seconds) shared.add(second)
  return shared.size
}
