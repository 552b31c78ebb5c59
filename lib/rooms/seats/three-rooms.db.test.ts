/** Nobody sits at more than three tables at once, however fast they run. */
import { and, eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import { memberships, rooms } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { createViewer } from '@/lib/testing/people'
import { openRoom } from '@/lib/testing/rooms'
import { after, minuteMs } from '@/lib/time'
import { joinRoom } from './join'
import { leaveRoom } from './leave'

vi.setConfig({ testTimeout: 60_000 })
vi.mock('@/lib/realtime/publish', () => import('@/lib/testing/silent-realtime'))
vi.mock('@/lib/realtime/presence', () => import('@/lib/testing/silent-realtime'))

const now = new Date('2026-03-01T10:00:00Z')
const open = async (host: Viewer, name: string) => (await openRoom(now, { host, name })).code

/** Rooms of different people, so that nobody sits in many. */
const tables = (names: string[]) => Promise.all(names.map(async (name) => open(await createViewer(), name)))

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? { code: error.code, message: error.message } : String(error)),
  )

async function seatsOf(viewer: Viewer) {
  const held = and(eq(memberships.userId, viewer.id), eq(memberships.isActive, true))
  return (await db.select({ id: memberships.id }).from(memberships).where(held)).length
}

test('a fourth room is refused by name, for joining and for opening, until one is left', async () => {
  const guest = await createViewer()
  const [a = '', b = '', c = '', d = ''] = await tables(['Algebra', 'Biology', 'Chemistry', 'Drama'])
  for (const code of [a, b, c]) await joinRoom(guest, code, now)
  const message = "You're in three rooms already. Leave one first: Algebra, Biology or Chemistry."
  expect(await refusalOf(joinRoom(guest, d, now))).toEqual({ code: 'conflict', message })
  expect(await refusalOf(open(guest, 'Ethics'))).toEqual({ code: 'conflict', message })
  // Where one sits, one comes in.
  expect(await refusalOf(joinRoom(guest, b, now))).toBeNull()
  await leaveRoom(guest, a, now)
  expect(await refusalOf(joinRoom(guest, d, now))).toBeNull()
  expect(await seatsOf(guest)).toBe(3)
  const [room] = await db.select().from(rooms).where(eq(rooms.code, d))
  expect(room?.activeMembers).toBe(2)
})

test('eight joins and openings in the same instant: exactly three seats', async () => {
  for (let round = 0; round < 4; round++) {
    const guest = await createViewer()
    const codes = await tables(['One', 'Two', 'Three', 'Four', 'Five'].map((name) => `Room ${name}`))
    const answers = await Promise.all([
      ...codes.map((code) => refusalOf(joinRoom(guest, code, now))),
      ...['Six', 'Seven', 'Eight'].map((name) => refusalOf(open(guest, `Room ${name}`))),
    ])
    expect(answers.filter((answer) => answer === null)).toHaveLength(3)
    for (const answer of answers) expect([undefined, 'conflict']).toContain((answer as { code?: string } | null)?.code)
    expect(await seatsOf(guest)).toBe(3)
    const counts = await db.select({ code: rooms.code, seats: rooms.activeMembers }).from(rooms)
    const inOthers = counts.filter(({ code }) => codes.includes(code)).reduce((sum, { seats }) => sum + seats - 1, 0)
    expect(inOthers).toBeLessThanOrEqual(3)
  }
})

test('a seat whose connection was lost long ago does not stand in the way', async () => {
  const guest = await createViewer()
  const [a = '', b = '', c = '', d = ''] = await tables(['Aa1', 'Bb1', 'Cc1', 'Dd1'])
  for (const code of [a, b, c]) await joinRoom(guest, code, now)
  await transaction((tx) => tx.update(memberships).set({ goneSince: now }).where(eq(memberships.userId, guest.id)))
  expect(await refusalOf(joinRoom(guest, d, after(now, minuteMs / 2)))).toMatchObject({ code: 'conflict' })
  expect(await refusalOf(joinRoom(guest, d, after(now, 2 * minuteMs)))).toBeNull()
  expect(await seatsOf(guest)).toBe(1)
})
