/** What a page asks of the database, from the cookie to the last figure, does not grow with what is there. What it costs is the bench's affair. */
import { expect, test, vi } from 'vitest'
import type { Viewer } from '@/lib/accounts/viewer'
import { savePlan } from '@/lib/planner/commands'
import { savePlanSchema } from '@/lib/planner/schemas'
import { createRoom } from '@/lib/rooms/commands'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom } from '@/lib/rooms/seats/join'
import { setGoals } from '@/lib/study/goals/commands'
import { createPerson, signInCookie, viewerOf } from '@/lib/testing/people'
import { queriesOf } from '@/lib/testing/queries'
import { study } from '@/lib/testing/study'
import { after, dayMs } from '@/lib/time'
import DashboardPage from './dashboard/page'
import LeaderboardPage from './leaderboard/page'
import ProgressPage from './progress/page'

const jar = vi.hoisted(() => new Map<string, { value: string }>())
vi.mock('next/headers', () => ({ cookies: async () => jar }))

const search = (wanted: Record<string, string>) => ({ searchParams: Promise.resolve(wanted) })

const pages: Record<string, () => Promise<unknown>> = {
  'the dashboard': () => DashboardPage(),
  'progress, seven days': () => ProgressPage(search({})),
  'progress, a year': () => ProgressPage(search({ from: '2020-01-01', to: '2020-12-31' })),
  'the leaderboard': () => LeaderboardPage(search({})),
  'the leaderboard of my rooms': () => LeaderboardPage(search({ period: 'all', scope: 'rooms' })),
}

/** How many statements each page sends for the person whose cookie this is. */
async function counts(cookie: { name: string; value: string }): Promise<Record<string, number>> {
  jar.set(cookie.name, { value: cookie.value })
  const found: Record<string, number> = {}
  // The first look may note that somebody was seen, or that a board is to be listed anew.
  for (const page of Object.values(pages)) await page()
  for (const [name, page] of Object.entries(pages)) found[name] = (await queriesOf(page)).length
  return found
}

async function createStudent() {
  const person = await createPerson()
  return { person, viewer: await viewerOf(person), cookie: await signInCookie(person) }
}

const openTable = async (viewer: Viewer, name: string, now: Date) =>
  (await createRoom(viewer, createRoomSchema.parse({ name, maxMembers: 12, visibility: 'public' }), now)).code

test('no page asks more for more days, sessions, rooms, plans, goals and people', async () => {
  const now = new Date()
  const { person, viewer, cookie } = await createStudent()
  const studyIn = (userId: string, day: number, roomName: string) =>
    study({ userId, startedAt: after(now, -day * dayMs), roomId: roomName, roomName })
  await studyIn(person.id, 1, 'Quiet floor')
  const little = await counts(cookie)

  for (let day = 14; day > 1; day--) await studyIn(person.id, day, `Floor ${day}`)
  const code = await openTable(viewer, 'Table', now)
  await openTable(viewer, 'Second table', now)
  for (let n = 0; n < 8; n++) {
    const guest = await createStudent()
    await studyIn(guest.person.id, 1, 'Quiet floor')
    await joinRoom(guest.viewer, code, now)
    const plan = { title: `Algebra ${n}`, category: 'study', date: '2099-01-01', time: '14:30', minutes: '60' }
    await savePlan(viewer, savePlanSchema.parse(plan), now)
    await setGoals(viewer, { weeklyHours: n + 1, dailyMinutes: 30 + n, weeklySessions: n + 2 }, after(now, n))
  }
  expect(await counts(cookie)).toEqual(little)
})

test('the count counts', async () => {
  const { cookie } = await createStudent()
  jar.set(cookie.name, { value: cookie.value })
  await ProgressPage(search({}))
  const { length: twice } = await queriesOf(async () => {
    await ProgressPage(search({}))
    await ProgressPage(search({}))
  })
  const { length: once } = await queriesOf(() => ProgressPage(search({})))
  expect(once).toBeGreaterThan(1)
  expect(twice).toBe(2 * once)
})
