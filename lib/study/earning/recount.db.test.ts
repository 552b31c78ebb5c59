import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import { profiles, rankings, studyDays, studyPartners, studyTotals, userAchievements, xpEntries } from '@/db/schema'
import { purgeOldRows, retention } from '@/lib/retention'
import { createPerson } from '@/lib/testing/people'
import { queriesOf } from '@/lib/testing/queries'
import { sample } from '@/lib/testing/sample'
import { finishedSession, study } from '@/lib/testing/study'
import { dayMs, hourMs, minuteMs } from '@/lib/time'
import { recordSession } from './record-session'
import { recountPeople, recountPerson, repairPerson } from './recount'
import { recountPartners } from './recount-partners'

vi.mock('@/db/client', async (original) => {
  const client = await original<typeof import('@/db/client')>()
  return { ...client, transaction: vi.fn(client.transaction) }
})

const histories = sample(4, 100)
vi.setConfig({ testTimeout: 60_000 })

const now = new Date('2026-11-23T12:00Z')
const from = Date.UTC(2026, 9, 1)

const recount = (userId: string, fix = false) =>
  fix ? transaction(repairPerson(userId, now)) : recountPerson(db, userId, now)

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

/** Found by chance: a session that arrives late begins a day and so ends the last study day earlier. */
const shortLastDay = { seed: -778508563, path: '335', numRuns: 1 }
/** Found by chance: a break in another zone makes a comeback of a return. */
const breakMakesComeback = { seed: 1075337605, path: '1294', numRuns: 1 }

test.each([{ numRuns: histories }, shortLastDay, breakMakesComeback])(
  'after any history in any order, no stored total differs',
  async (runs) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const people = await Promise.all([createPerson(), createPerson()])
        for (const [index, { start, minutes, offsetMs, type, timeZone, room }] of steps.entries()) {
          const userId = people[index % 2]?.id ?? ''
          if (timeZone)
            await transaction((tx) => tx.update(profiles).set({ timeZone }).where(eq(profiles.userId, userId)))
          const startedAt = new Date(start + offsetMs)
          await study(
            { userId, startedAt, minutes, type, roomId: room, roomName: room },
            new Date(now.getTime() + index),
          )
        }
        for (const { id } of people) expect(await recount(id)).toEqual([])
      }),
      runs,
    )
    expect(await recountPartners({ fix: false })).toEqual([])
    expect(await recountPeople({ fix: false, now })).toEqual([])
  },
)

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

test('a dry run writes nothing and reads the sessions of one person or one room at a time', async () => {
  const userId = await somebody()
  await transaction((tx) => tx.update(studyTotals).set({ xp: 1 }).where(eq(studyTotals.userId, userId)))
  vi.mocked(transaction).mockClear()
  const queries = await queriesOf(async () => {
    await recountPartners({ fix: false })
    expect(await recountPeople({ fix: false, now })).toContainEqual(
      expect.objectContaining({ userId, what: 'total xp' }),
    )
  })
  expect(transaction).not.toHaveBeenCalled()
  const ofSessions = queries.filter((query) => query.includes('from "study_sessions"'))
  expect(ofSessions.length).toBeGreaterThan(0)
  expect(ofSessions.filter((query) => !/"study_sessions"."(user_id|room_id)" = /.test(query))).toEqual([])
  await recountPeople({ fix: true, now })
  expect(transaction).toHaveBeenCalledTimes(1)
})

test('two people who share a moment in two rooms share it once, also when one of the sessions is long', async () => {
  const [a, b] = await Promise.all([createPerson(), createPerson()])
  for (const { id: userId } of [a, b]) {
    await study({ userId, minutes: 120, roomId: 'long', startedAt: new Date(from) })
    await study({ userId, minutes: 30, roomId: 'long', startedAt: new Date(from + 10 * minuteMs) })
    await study({ userId, minutes: 30, roomId: 'short', startedAt: new Date(from + 100 * minuteMs) })
  }
  expect(await recountPartners({ fix: false })).toEqual([])
  await transaction((tx) => tx.delete(studyPartners).where(eq(studyPartners.userId, a.id)))
  expect(await recountPartners({ fix: true })).toEqual([
    { userId: a.id, what: `seconds with ${b.id}`, stored: undefined, expected: 130 * 60 },
  ])
})

test('periods of leaderboards that are deleted by their age are not missed, and do not come back', async () => {
  const userId = await somebody()
  const later = new Date(now.getTime() + 300 * dayMs)
  await purgeOldRows(later, { rules: retention.filter(({ table }) => table === rankings) })
  expect(await recountPerson(db, userId, now)).not.toEqual([])
  expect(await recountPerson(db, userId, later)).toEqual([])
  await transaction((tx) => tx.update(studyTotals).set({ xp: 1 }).where(eq(studyTotals.userId, userId)))
  await transaction(repairPerson(userId, later))
  const left = await db.select({ period: rankings.period }).from(rankings).where(eq(rankings.userId, userId))
  expect(left).toEqual([{ period: 'all' }])
})

test('what is found out now is paid on the study day of the person, also before their first session', async () => {
  const [{ id: userId }, { id: partnerId }] = [
    await createPerson({ timeZone: 'Pacific/Kiritimati' }),
    await createPerson(),
  ]
  await transaction((tx) =>
    tx.insert(studyPartners).values({ userId, partnerId, togetherSeconds: 600, lastTogetherAt: now }),
  )
  await transaction(repairPerson(userId, new Date('2026-11-23T16:00Z')))
  const [paid] = await db.select().from(xpEntries).where(eq(xpEntries.userId, userId))
  expect(paid).toMatchObject({ sourceId: 'table-for-two', day: '2026-11-24' })
  await transaction((tx) => tx.delete(studyPartners).where(eq(studyPartners.userId, userId)))
})
