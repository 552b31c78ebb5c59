import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import { profiles, rankings, studyDays, studySessions, studyTotals, xpEntries } from '@/db/schema'
import { createPerson } from '@/lib/testing/people'
import { finishedSession, study } from '@/lib/testing/study'
import { recordSession } from './record-session'

const at = (text: string) => new Date(`${text}Z`)

const totalsOf = async (userId: string) =>
  (await db.select().from(studyTotals).where(eq(studyTotals.userId, userId)))[0]
const daysOf = (userId: string) =>
  db
    .select({ day: studyDays.day, minutes: studyDays.focusMinutes, sessions: studyDays.sessions, xp: studyDays.xp })
    .from(studyDays)
    .where(eq(studyDays.userId, userId))
    .orderBy(studyDays.day)

test('the first session pays its minutes and the first badge', async () => {
  const { id: userId } = await createPerson()
  const earned = await study({ userId, startedAt: at('2026-11-23T10:00') })
  expect(earned).toMatchObject({ minutes: 25, xpEarned: 25, totalXp: 75, level: 1, leveledUp: false })
  expect(earned).toMatchObject({ streakDays: 1, todayMinutes: 25 })
  expect(earned.achievements.map(({ id }) => id)).toEqual(['getting-started'])
  expect(await totalsOf(userId)).toMatchObject({ focusMinutes: 25, sessions: 1, xp: 75, streakDays: 1 })
})

test('a repeated finish answers the same and pays nothing', async () => {
  const { id: userId } = await createPerson()
  const session = finishedSession({ userId, startedAt: at('2026-11-23T10:00') })
  const first = await transaction((tx) => recordSession(tx, session, session.endedAt))
  const before = await totalsOf(userId)
  const again = await transaction((tx) => recordSession(tx, session, at('2026-11-25T10:00')))
  expect(again).toEqual(first)
  expect({ ...(await totalsOf(userId)), updatedAt: 0 }).toEqual({ ...before, updatedAt: 0 })
})

test('two finishes of one session in the same instant pay once', async () => {
  const { id: userId } = await createPerson()
  const session = finishedSession({ userId, startedAt: at('2026-11-23T10:00') })
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => transaction((tx) => recordSession(tx, session, session.endedAt))),
  )
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(await totalsOf(userId)).toMatchObject({ focusMinutes: 25, xp: 75 })
})

test('a session id of somebody else is not found', async () => {
  const [mine, yours] = await Promise.all([createPerson(), createPerson()])
  const session = finishedSession({ userId: mine.id, startedAt: at('2026-11-23T10:00') })
  await transaction((tx) => recordSession(tx, session, session.endedAt))
  const theft = transaction((tx) => recordSession(tx, { ...session, userId: yours.id }, session.endedAt))
  await expect(theft).rejects.toMatchObject({ code: 'not-found' })
})

test('breaks are remembered and earn nothing', async () => {
  const { id: userId } = await createPerson()
  const earned = await study({ userId, type: 'break', minutes: 5, startedAt: at('2026-11-23T10:00') })
  expect(earned).toMatchObject({ minutes: 5, xpEarned: 0, totalXp: 0, streakDays: 0, achievements: [] })
  const [row] = await db.select().from(studySessions).where(eq(studySessions.userId, userId))
  expect(row).toMatchObject({ type: 'break', minutes: 5 })
  expect(await daysOf(userId)).toEqual([{ day: '2026-11-23', minutes: 0, sessions: 0, xp: 0 }])
  expect(await db.select().from(xpEntries).where(eq(xpEntries.userId, userId))).toEqual([])
})

test('a session over the day border is split at it, in the zone of the person', async () => {
  const { id: userId } = await createPerson({ timeZone: 'Europe/Berlin' })
  // The day starts at 04:00, which is 03:00 UTC in winter.
  await study({ userId, minutes: 50, startedAt: at('2026-11-23T02:30') })
  expect(await daysOf(userId)).toEqual([
    { day: '2026-11-22', minutes: 30, sessions: 0, xp: 30 },
    { day: '2026-11-23', minutes: 20, sessions: 1, xp: 20 },
  ])
  expect(await totalsOf(userId)).toMatchObject({ focusMinutes: 50, sessions: 1, streakDays: 2 })
})

test('pauses and what was trimmed do not count', async () => {
  const { id: userId } = await createPerson()
  const from = at('2026-11-23T10:10').getTime()
  const session = finishedSession({
    userId,
    startedAt: at('2026-11-23T10:00'),
    endedAt: at('2026-11-23T11:00'),
    activeMs: 40 * 60_000,
    pauses: [{ from, to: from + 10 * 60_000 }],
  })
  const earned = await transaction((tx) => recordSession(tx, session, session.endedAt))
  expect(earned.minutes).toBe(40)
  const [day] = await db.select().from(studyDays).where(eq(studyDays.userId, userId))
  expect(day?.focusMsByHour[10]).toBe(40 * 60_000)
})

test('minutes cannot be forged: no more counts than time has passed', async () => {
  const { id: userId } = await createPerson()
  const session = finishedSession({
    userId,
    startedAt: at('2026-11-23T10:00'),
    endedAt: at('2026-11-23T10:10'),
    activeMs: 600 * 60_000,
  })
  const earned = await transaction((tx) => recordSession(tx, session, session.endedAt))
  expect(earned).toMatchObject({ minutes: 10, xpEarned: 10 })
})

test('a moment is paid once even when two sessions ran at the same time', async () => {
  const { id: userId } = await createPerson()
  await study({ userId, minutes: 50, startedAt: at('2026-11-23T10:00') })
  const second = await study({ userId, minutes: 50, startedAt: at('2026-11-23T10:30') })
  expect(second).toMatchObject({ minutes: 50, xpEarned: 30, todayMinutes: 80 })
})

test('after four hours a day pays a quarter', async () => {
  const { id: userId } = await createPerson()
  await study({ userId, minutes: 240, startedAt: at('2026-11-23T06:00') })
  const later = await study({ userId, minutes: 60, startedAt: at('2026-11-23T12:00') })
  expect(later.xpEarned).toBe(15)
})

test('a leaderboard gets the minutes in every period', async () => {
  const { id: userId } = await createPerson()
  for (const hour of ['00', '06', '12']) await study({ userId, minutes: 300, startedAt: at(`2026-11-24T${hour}:00`) })
  const rows = await db.select().from(rankings).where(eq(rankings.userId, userId)).orderBy(rankings.period)
  expect(rows.map(({ period, minutes }) => [period, minutes])).toEqual([
    ['2026-11', 900],
    ['2026-11-23', 240],
    ['2026-11-24', 660],
    ['all', 900],
    ['week-2026-11-23', 900],
  ])
  expect(rows.every(({ isListed }) => isListed)).toBe(true)
})

test('a day brings at most twelve hours to a leaderboard, in whichever order they came', async () => {
  const { id: userId } = await createPerson()
  for (const hour of ['16', '04', '10']) await study({ userId, minutes: 300, startedAt: at(`2026-11-24T${hour}:00`) })
  const rows = await db.select().from(rankings).where(eq(rankings.userId, userId))
  expect(rows.map(({ minutes }) => minutes)).toEqual([720, 720, 720, 720])
  expect(await totalsOf(userId)).toMatchObject({ focusMinutes: 900 })
})

test('people without a verified address earn and are not listed', async () => {
  const { id: userId } = await createPerson({ isVerified: false })
  await study({ userId, startedAt: at('2026-11-23T10:00') })
  const rows = await db.select().from(rankings).where(eq(rankings.userId, userId))
  expect(rows.map(({ isListed }) => isListed)).toEqual([false, false, false, false])
})

test('a week of days earns a freeze, which saves a missed day by itself', async () => {
  const { id: userId } = await createPerson()
  for (const day of ['10', '11', '12', '13', '14', '15', '16'])
    await study({ userId, startedAt: at(`2026-11-${day}T10:00`) })
  const back = await study({ userId, startedAt: at('2026-11-18T10:00') })
  expect(back.streakDays).toBe(8)
  const rows = await db.select().from(studyDays).where(eq(studyDays.userId, userId)).orderBy(studyDays.day)
  expect(rows.filter(({ isFrozen }) => isFrozen).map(({ day }) => day)).toEqual(['2026-11-17'])
  // A session of the missed day that arrives late melts it, and gives the freeze back.
  await study({ userId, startedAt: at('2026-11-17T10:00') }, at('2026-11-18T12:00'))
  expect(await totalsOf(userId)).toMatchObject({ streakDays: 9, freezePoints: 9 })
  const [melted] = await db.select().from(studyDays).where(eq(studyDays.day, '2026-11-17'))
  expect(melted?.isFrozen).toBe(false)
})

test('changing zones neither doubles nor loses a day', async () => {
  const { id: userId } = await createPerson({ timeZone: 'Pacific/Honolulu' })
  await study({ userId, startedAt: at('2026-11-20T20:00') }) // 10:00 on the 20th
  await study({ userId, startedAt: at('2026-11-21T20:00') }) // 10:00 on the 21st
  await transaction((tx) =>
    tx.update(profiles).set({ timeZone: 'Pacific/Kiritimati' }).where(eq(profiles.userId, userId)),
  )
  // A day later by the sun, two days later by the calendar: the 22nd never was.
  const there = await study({ userId, startedAt: at('2026-11-22T20:00') }) // 10:00 on the 23rd
  expect(there.streakDays).toBe(3)
  expect((await daysOf(userId)).map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-21', '2026-11-23'])
})
