import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { transaction } from '@/db/client'
import { profiles, rankings, studyDays, studyPartners, studyTotals, userAchievements, xpEntries } from '@/db/schema'
import { createPerson } from '@/lib/testing/people'
import { sample } from '@/lib/testing/sample'
import { finishedSession, study } from '@/lib/testing/study'
import { dayMs, hourMs, minuteMs } from '@/lib/time'
import { recordSession } from './record-session'
import { recountPeople, recountPerson } from './recount'
import { recountPartners } from './recount-partners'

const histories = sample(4, 100)

const now = new Date('2026-11-23T12:00Z')
const from = Date.UTC(2026, 9, 1)

const recount = (userId: string, fix = false) => transaction((tx) => recountPerson(tx, userId, { fix, now }))

const step = fc.record({
  start: fc.integer({ min: 0, max: 40 * 24 }).map((hours) => from + hours * hourMs),
  minutes: fc.integer({ min: 1, max: 150 }),
  offsetMs: fc.integer({ min: 0, max: hourMs }),
  type: fc.constantFrom('focus' as const, 'focus' as const, 'break' as const),
  timeZone: fc.option(fc.constantFrom('Pacific/Apia', 'Pacific/Honolulu', 'Europe/Berlin', 'Australia/Lord_Howe'), {
    freq: 6,
  }),
  room: fc.option(fc.constantFrom('room-a', 'room-b')),
})

test('after any history in any order, no stored total differs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const people = await Promise.all([createPerson(), createPerson()])
      for (const [index, { start, minutes, offsetMs, type, timeZone, room }] of steps.entries()) {
        const userId = people[index % 2]?.id ?? ''
        if (timeZone)
          await transaction((tx) => tx.update(profiles).set({ timeZone }).where(eq(profiles.userId, userId)))
        const startedAt = new Date(start + offsetMs)
        await study({ userId, startedAt, minutes, type, roomId: room, roomName: room }, new Date(now.getTime() + index))
      }
      for (const { id } of people) expect(await recount(id)).toEqual([])
    }),
    { numRuns: histories },
  )
  expect(await recountPartners({ fix: false })).toEqual([])
  expect(await recountPeople({ fix: false, now })).toEqual([])
})

test('any order of the same sessions leaves the same totals', async () => {
  const sessions = (userId: string) =>
    Array.from({ length: 20 }, (_, index) =>
      finishedSession({
        userId,
        minutes: 30 + index,
        startedAt: new Date(from + index * dayMs + (index % 7) * 3 * hourMs),
      }),
    )
  const [inOrder, backwards] = await Promise.all([createPerson(), createPerson()])
  for (const session of sessions(inOrder.id)) await transaction((tx) => recordSession(tx, session, now))
  for (const session of sessions(backwards.id).reverse()) await transaction((tx) => recordSession(tx, session, now))
  const totals = async (userId: string) =>
    transaction(async (tx) => {
      const [row] = await tx.select().from(studyTotals).where(eq(studyTotals.userId, userId))
      return { ...row, userId: '' }
    })
  expect(await totals(backwards.id)).toEqual(await totals(inOrder.id))
})

let rooms = 0

async function somebody() {
  const roomId = `room-of-two-${++rooms}`
  const [a, b] = await Promise.all([createPerson(), createPerson()])
  for (const { id: userId } of [a, b])
    for (let day = 0; day < 9; day++)
      await study({ userId, minutes: 100, roomId, startedAt: new Date(from + day * dayMs + 10 * hourMs) })
  return a.id
}

const damages: [string, (userId: string) => Promise<unknown>][] = [
  ['XP', (id) => transaction((tx) => tx.update(studyTotals).set({ xp: 1 }).where(eq(studyTotals.userId, id)))],
  [
    'a streak',
    (id) => transaction((tx) => tx.update(studyTotals).set({ streakDays: 99 }).where(eq(studyTotals.userId, id))),
  ],
  [
    'minutes of a day',
    (id) => transaction((tx) => tx.update(studyDays).set({ focusMinutes: 7 }).where(eq(studyDays.userId, id))),
  ],
  [
    'the ledger',
    (id) =>
      transaction((tx) =>
        tx
          .update(xpEntries)
          .set({ focusMs: 5 * minuteMs })
          .where(eq(xpEntries.userId, id)),
      ),
  ],
  ['lost pay', (id) => transaction((tx) => tx.delete(xpEntries).where(eq(xpEntries.userId, id)))],
  ['a lost badge', (id) => transaction((tx) => tx.delete(userAchievements).where(eq(userAchievements.userId, id)))],
  [
    'a leaderboard',
    (id) => transaction((tx) => tx.update(rankings).set({ minutes: 1 }).where(eq(rankings.userId, id))),
  ],
]

test.each(damages)('damage to %s is found and repaired', async (_, damage) => {
  const userId = await somebody()
  expect(await recount(userId)).toEqual([])
  await damage(userId)
  expect((await recount(userId)).length).toBeGreaterThan(0)
  expect((await recount(userId, true)).length).toBeGreaterThan(0)
  expect(await recount(userId)).toEqual([])
})

test('damage to company is found and repaired', async () => {
  const userId = await somebody()
  await transaction((tx) =>
    tx.update(studyPartners).set({ togetherSeconds: 3 }).where(eq(studyPartners.userId, userId)),
  )
  expect((await recountPartners({ fix: true })).length).toBe(1)
  expect(await recountPartners({ fix: false })).toEqual([])
})
