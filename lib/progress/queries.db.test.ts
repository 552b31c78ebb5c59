import { TZDate } from '@date-fns/tz'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import { plannedSessions, studySessions, tasks } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { addDays, studyDay } from '@/lib/calendar/study-day'
import { newId } from '@/lib/ids'
import { createRoom } from '@/lib/rooms/commands'
import { removeMember } from '@/lib/rooms/hosting/commands'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom } from '@/lib/rooms/seats/join'
import { setGoals, setRestDays } from '@/lib/study/goals/commands'
import { createPerson, createViewer, viewerOf } from '@/lib/testing/people'
import { Random } from '@/lib/testing/random'
import { study } from '@/lib/testing/study'
import { dayMs, hourMs, minuteMs } from '@/lib/time'
import { listAchievements } from './badges'
import { getGoals } from './goals'
import { getStreakDays } from './headline'
import { listPartners } from './partners'
import { getDashboardNumbers, getProgress } from './queries'

const now = new Date('2026-11-25T18:00Z') // a Wednesday
const today = '2026-11-25'
const timeZone = 'America/New_York'
const week = { from: '2026-11-19', to: today }

let viewer: Viewer
let taskId: string

beforeAll(async () => {
  const person = await createPerson({ timeZone })
  taskId = newId()
  await transaction((tx) =>
    tx.insert(tasks).values({ id: taskId, userId: person.id, name: 'Essay', position: 'a0', createdAt: now }),
  )
  const random = new Random(7)
  for (let day = 40; day >= 0; day--) {
    const startedAt = new Date(now.getTime() - day * dayMs - random.between(2, 20) * hourMs)
    const room = random.chance(0.4) ? { roomId: 'quiet', roomName: 'Quiet floor' } : {}
    const task = random.chance(0.5) ? { taskId } : {}
    await study({ userId: person.id, minutes: random.between(11, 110), startedAt, ...room, ...task })
  }
  viewer = await viewerOf(person)
})

/** An independent count: every minute of every session is put on the wall clock of the person, one by one. */
async function naive(from: string, to: string) {
  const sessions = await db.select().from(studySessions).where(eq(studySessions.userId, viewer.id))
  const figures = { minutes: 0, byTask: 0, byRoom: 0, byHour: Array.from({ length: 24 }, () => 0) }
  for (const { startedAt, endedAt, taskId: task, roomId } of sessions) {
    for (let at = startedAt.getTime(); at < endedAt.getTime(); at += minuteMs) {
      const day = studyDay(new Date(at), timeZone, 4)
      if (day < from || day > to) continue
      figures.minutes++
      if (task) figures.byTask++
      if (roomId) figures.byRoom++
      const hour = new TZDate(at, timeZone).getHours()
      figures.byHour[hour] = (figures.byHour[hour] ?? 0) + 1
    }
  }
  return figures
}

test.each([
  ['the last seven days', week],
  ['one day', { from: '2026-11-20', to: '2026-11-20' }],
  ['a month', { from: addDays(today, -29), to: today }],
])('every number of %s is what counting minute by minute gives', async (_, range) => {
  const page = await getProgress(viewer, range, now)
  const expected = await naive(range.from, range.to)
  expect(page.total.minutes).toBe(expected.minutes)
  expect(page.bars.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(expected.minutes)
  expect(page.byHour).toEqual(expected.byHour)
  expect(page.byTask.find(({ name }) => name === 'Essay')?.minutes ?? 0).toBe(expected.byTask)
  expect(page.byRoom.find(({ name }) => name === 'Quiet floor')?.minutes ?? 0).toBe(expected.byRoom)
  expect(page.byTask.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(expected.minutes)
})

test('today and this week are what counting gives, from Monday to today', async () => {
  const [page, dashboard] = await Promise.all([getProgress(viewer, week, now), getDashboardNumbers(viewer, now)])
  expect(page.today.minutes).toBe((await naive(today, today)).minutes)
  expect(page.week.minutes).toBe((await naive('2026-11-23', today)).minutes)
  expect(page.week).toMatchObject({ from: '2026-11-23', goalMinutes: 2_400, isOwnGoal: false })
  const { next: _, weekDays, ...headline } = dashboard
  expect(headline).toEqual({ today: page.today, week: page.week, streak: page.streak, level: page.level })
  expect(weekDays.map(({ day }) => day)).toEqual([0, 1, 2, 3, 4, 5, 6].map((offset) => addDays('2026-11-23', offset)))
})

test('ten recent sessions, the newest first, within the range', async () => {
  const page = await getProgress(viewer, { from: addDays(today, -60), to: addDays(today, -10) }, now)
  expect(page.recent).toHaveLength(10)
  const ends = page.recent.map(({ endedAt }) => endedAt.getTime())
  expect(ends).toEqual([...ends].sort((a, b) => b - a))
  expect(Math.max(...ends)).toBeLessThan(now.getTime() - 9 * dayMs)
  expect(page.recent.every(({ xp, minutes }) => xp === minutes)).toBe(true)
})

test('badges come by the day they were unlocked, the newest first', async () => {
  const { badges } = await getProgress(viewer, week, now)
  const times = badges.map(({ unlockedAt }) => unlockedAt.getTime())
  expect(badges.length).toBeGreaterThan(5)
  expect(times).toEqual([...times].sort((a, b) => b - a))
  const all = await listAchievements(viewer, now)
  expect(
    all
      .filter(({ unlockedAt }) => unlockedAt)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(badges.map(({ id }) => id).sort())
  const open = all.filter(({ unlockedAt }) => !unlockedAt)
  expect(open.every(({ reached, requirement }) => reached < requirement)).toBe(true)
})

test('somebody new has zeros and nothing breaks', async () => {
  const page = await getProgress(await createViewer(), week, now)
  expect(page).toMatchObject({
    today: { minutes: 0, goalMinutes: null },
    week: { minutes: 0, percent: 0 },
    streak: { days: 0, freezes: 0 },
    level: { level: 1, xp: 0, toNext: 100 },
    total: { minutes: 0, sessions: 0, studiedDays: 0, days: 7 },
    byTask: [],
    byRoom: [],
    plans: { planned: 0, done: 0 },
    recent: [],
    badges: [],
  })
  expect(page.bars).toHaveLength(7)
})

test('plans of the range, kept or not, and the next one on the dashboard', async () => {
  const person = await createViewer()
  const plan = (day: string, hour: number, doneAt: Date | null) => ({
    id: newId(),
    userId: person.id,
    title: `Plan of ${day}`,
    category: 'study' as const,
    startsAt: new Date(`${day}T${hour}:00:00Z`),
    minutes: 60,
    day,
    doneAt,
    createdAt: now,
    updatedAt: now,
  })
  await transaction((tx) =>
    tx
      .insert(plannedSessions)
      .values([
        plan('2026-11-20', 10, now),
        plan('2026-11-21', 10, null),
        plan('2026-11-26', 10, null),
        plan('2026-11-27', 10, null),
      ]),
  )
  expect((await getProgress(person, week, now)).plans).toEqual({ planned: 2, done: 1 })
  expect((await getDashboardNumbers(person, now)).next?.title).toBe('Plan of 2026-11-26')
})

test('goals hold from their day on, and a change does not rewrite the past', async () => {
  const person = await createViewer()
  await setGoals(person, { weeklyHours: 10, dailyMinutes: 60, weeklySessions: 0 }, new Date('2026-11-16T12:00Z'))
  await setGoals(person, { weeklyHours: 20, dailyMinutes: 60, weeklySessions: 5 }, now)
  const page = await getGoals(person, now)
  expect(page.goals.map(({ kind, target }) => [kind, target])).toEqual([
    ['weekly-minutes', 1_200],
    ['daily-minutes', 60],
    ['weekly-sessions', 5],
  ])
  expect(
    page.history.filter(({ kind }) => kind === 'weekly-minutes').map(({ fromDay, target }) => [fromDay, target]),
  ).toEqual([
    [today, 1_200],
    ['2026-11-16', 600],
  ])
  // Two of seven days are over: an even pace would have done 2/7.
  expect(page.goals[0]).toMatchObject({ done: 0, due: 343, ahead: -343, isReached: false })
  expect((await getProgress(person, week, now)).week).toMatchObject({ goalMinutes: 1_200, isOwnGoal: true })
})

test('partners are those one really sat with, not those who blocked', async () => {
  const [me, friend, stranger] = await Promise.all([createViewer(), createViewer(), createViewer()])
  const startedAt = new Date('2026-11-24T10:00Z')
  await study({ userId: me.id, minutes: 50, startedAt, roomId: 'r1', roomName: 'One' })
  await study({
    userId: friend.id,
    minutes: 50,
    startedAt: new Date('2026-11-24T10:20Z'),
    roomId: 'r1',
    roomName: 'One',
  })
  await study({ userId: stranger.id, minutes: 50, startedAt, roomId: 'r2', roomName: 'Two' })
  const partners = await listPartners(me, now)
  expect(partners.map(({ username, togetherMinutes }) => [username, togetherMinutes])).toEqual([[friend.username, 30]])
  const mine = await listAchievements(me, now)
  expect(mine.find(({ id }) => id === 'table-for-two')?.unlockedAt).not.toBeNull()
})

test('in which room a partner sits is not said to people who are banned from it', async () => {
  const [me, host, friend] = [await createViewer(), await createViewer(), await createViewer()]
  const startedAt = new Date('2026-11-24T10:00Z')
  const together = { minutes: 50, startedAt, roomId: 'r1', roomName: 'One' }
  for (const { id: userId } of [me, friend]) await study({ ...together, userId })
  const room = createRoomSchema.parse({ name: 'Later name', maxMembers: '4', visibility: 'public' })
  const { code } = await createRoom(host, room, now)
  await joinRoom(friend, code, now)
  const roomOf = async () => (await listPartners(me, now)).find(({ id }) => id === friend.id)?.room
  expect(await roomOf()).toEqual({ code, name: 'Later name' })
  await removeMember(host, { code, personId: me.id, isBanned: true }, now)
  expect(await roomOf()).toBeNull()
})

test('the streak on a public page is the one that stands today, not the one that was stored', async () => {
  const person = await createPerson()
  for (const day of ['20', '21', '22']) await study({ userId: person.id, startedAt: new Date(`2026-11-${day}T10:00Z`) })
  const on = (text: string) => getStreakDays(person.id, new Date(text))
  expect([await on('2026-11-22T23:00Z'), await on('2026-11-23T23:00Z')]).toEqual([3, 3])
  // The study day begins at four: the 23rd is over, and nothing covers it.
  expect([await on('2026-11-24T03:59Z'), await on('2026-11-24T04:00Z')]).toEqual([3, 0])
  const viewer = await viewerOf(person)
  expect((await getDashboardNumbers(viewer, new Date('2026-11-24T04:00Z'))).streak.days).toBe(0)
  expect(await getStreakDays('nobody', now)).toBe(0)
})

test('rest days keep the streak on a public page, too', async () => {
  const person = await createViewer()
  await setRestDays(person, { weekdays: [1, 2] }, new Date('2026-11-20T10:00Z'))
  await study({ userId: person.id, startedAt: new Date('2026-11-22T10:00Z') })
  expect(await getStreakDays(person.id, new Date('2026-11-25T10:00Z'))).toBe(1)
})
