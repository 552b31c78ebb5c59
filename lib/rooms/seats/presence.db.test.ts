/** Many rooms are asked about at once: a few at a time, and one that fails stops no other. */
import { and, eq, inArray } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import { memberships, rooms } from '@/db/schema'
import { newId } from '@/lib/ids'
import { roomChannel } from '@/lib/realtime/channels'
import { createRoom } from '@/lib/rooms/commands'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { createViewer } from '@/lib/testing/people'
import { after, minuteMs } from '@/lib/time'
import { freeGoneSeats, reconcilePresence } from './presence'

vi.setConfig({ testTimeout: 60_000 })
vi.mock('@/lib/realtime/publish', () => ({
  fitsInEvent: () => true,
  publish: async () => {},
  disconnectSessions: async () => {},
}))
const { server } = vi.hoisted(() => ({
  server: { brokenChannel: '', asked: 0, open: 0, maxOpen: 0, occupied: new Map<string, number>() },
}))
vi.mock('@/lib/realtime/presence', () => ({
  listOccupied: async () => server.occupied,
  listPresent: async (channel: string) => {
    server.asked++
    server.open++
    server.maxOpen = Math.max(server.maxOpen, server.open)
    await new Promise(setImmediate)
    server.open--
    if (channel === server.brokenChannel) throw new Error('broken')
    return new Set()
  },
}))

const now = new Date('2026-03-01T10:00:00Z')
const count = 13
let ids: string[]

beforeEach(async () => {
  ids = []
  for (let n = 0; n < count; n++) {
    const input = createRoomSchema.parse({ name: `Room ${n}`, maxMembers: 4, visibility: 'public' })
    const { code } = await createRoom(await createViewer(), input, now)
    const [room] = await db.select({ id: rooms.id }).from(rooms).where(eq(rooms.code, code))
    ids.push(room?.id ?? '')
  }
  Object.assign(server, { asked: 0, open: 0, maxOpen: 0, brokenChannel: roomChannel(ids[3] ?? '', 1) })
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

const seated = () =>
  db
    .select({ roomId: memberships.roomId, goneSince: memberships.goneSince })
    .from(memberships)
    .where(and(inArray(memberships.roomId, ids), eq(memberships.isActive, true)))

test('the seats of all rooms but the one that failed are freed, ten rooms at a time', async () => {
  await transaction((tx) => tx.update(memberships).set({ goneSince: now }).where(inArray(memberships.roomId, ids)))
  expect(await freeGoneSeats(after(now, 5 * minuteMs))).toBe(count - 1)
  expect((await seated()).map(({ roomId }) => roomId)).toEqual([ids[3]])
  expect(server).toMatchObject({ asked: count, maxOpen: 10 })
})

test('the grace begins for everybody who is missing, but in the room that failed', async () => {
  // A room is asked about when it has connections, and fewer than seats: each gets a second seat.
  const other = await createViewer()
  const seat = { userId: other.id, isActive: true, joinedAt: now, lastSeenAt: now }
  await transaction((tx) => tx.insert(memberships).values(ids.map((roomId) => ({ ...seat, id: newId(), roomId }))))
  server.occupied = new Map(ids.map((id) => [roomChannel(id, 1), 1]))
  expect(await reconcilePresence(now)).toBe(2 * (count - 1))
  const began = (await seated()).filter(({ goneSince }) => goneSince !== null)
  expect(began).toHaveLength(2 * (count - 1))
  expect(server).toMatchObject({ asked: count, maxOpen: 10 })
})
