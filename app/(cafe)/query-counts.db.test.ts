/** What a page asks of the database, from the cookie to the last figure: it must not creep up. */
import { beforeAll, expect, test, vi } from 'vitest'
import { savePlan } from '@/lib/planner/commands'
import { savePlanSchema } from '@/lib/planner/schemas'
import { createRoom } from '@/lib/rooms/room-commands'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { createPerson, signInCookie, viewerOf } from '@/lib/testing/people'
import { queriesOf } from '@/lib/testing/queries'
import { study } from '@/lib/testing/study'
import { after, dayMs } from '@/lib/time'
import DashboardPage from './dashboard/page'
import LeaderboardPage from './leaderboard/page'
import ProgressPage from './progress/page'

const jar = vi.hoisted(() => new Map<string, { value: string }>())
vi.mock('next/headers', () => ({ cookies: async () => jar }))

/** One of them asks whether minutes in a room are due, so that no page shows yesterday's figure. */
const maxQueries = 6
const search = (wanted: Record<string, string>) => ({ searchParams: Promise.resolve(wanted) })

beforeAll(async () => {
  const now = new Date()
  const person = await createPerson()
  const { name, value } = await signInCookie(person)
  jar.set(name, { value })
  const viewer = await viewerOf(person)
  for (let day = 12; day > 0; day--)
    await study({ userId: person.id, startedAt: after(now, -day * dayMs), roomId: 'quiet', roomName: 'Quiet floor' })
  await createRoom(viewer, createRoomSchema.parse({ name: 'Table', maxMembers: 4, visibility: 'public' }), now)
  const plan = { title: 'Algebra', category: 'study', date: '2099-01-01', time: '14:30', minutes: '60' }
  await savePlan(viewer, savePlanSchema.parse(plan), now)
})

test.each<[string, () => Promise<unknown>]>([
  ['the dashboard', () => DashboardPage()],
  ['progress, seven days', () => ProgressPage(search({}))],
  ['progress, a year', () => ProgressPage(search({ from: '2020-01-01', to: '2020-12-31' }))],
  ['the leaderboard', () => LeaderboardPage(search({}))],
  ['the leaderboard of my rooms', () => LeaderboardPage(search({ period: 'all', scope: 'rooms' }))],
])('%s: at most six', async (_, page) => {
  const { length: count } = await queriesOf(page)
  expect(count).toBeGreaterThan(1)
  expect(count).toBeLessThanOrEqual(maxQueries)
})

test('the count counts', async () => {
  const { length: twice } = await queriesOf(async () => {
    await ProgressPage(search({}))
    await ProgressPage(search({}))
  })
  const { length: once } = await queriesOf(() => ProgressPage(search({})))
  expect(twice).toBe(2 * once)
})
