/** One person keeps only so many rooms open: however they come to them, and however many they open at once. */
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import { rooms } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { newId } from '@/lib/ids'
import { newRoomCode } from '@/lib/rooms/code'
import { createRoom } from '@/lib/rooms/commands'
import { roomLimits } from '@/lib/rooms/rules'
import { changeRoomSchema, createRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom } from '@/lib/rooms/seats/join'
import { leaveRoom } from '@/lib/rooms/seats/leave'
import { createViewer } from '@/lib/testing/people'
import { changeRoom, closeRoom, transferHost } from './commands'
import { tooManyKeptRooms } from './kept-rooms'

vi.setConfig({ testTimeout: 30_000 })
vi.mock('@/lib/realtime/publish', () => ({
  fitsInEvent: () => true,
  publish: async () => {},
  disconnectSessions: async () => {},
}))
vi.mock('@/lib/realtime/presence', () => ({ listPresent: async () => new Set(), listOccupied: async () => null }))

const now = new Date('2026-03-01T10:00:00Z')
const max = roomLimits.keptRoomsAPerson
const fields = (lifetime: 'kept' | 'temporary') => ({ name: 'Corner', maxMembers: 4, visibility: 'public', lifetime })
const open = (viewer: Viewer, lifetime: 'kept' | 'temporary' = 'kept') =>
  createRoom(viewer, createRoomSchema.parse(fields(lifetime)), now)
const change = (viewer: Viewer, code: string, lifetime: 'kept' | 'temporary' = 'kept') =>
  changeRoom(viewer, changeRoomSchema.parse({ ...fields(lifetime), code }), now)
const refused = { code: 'invalid', fields: { lifetime: tooManyKeptRooms } }

/** Rooms that stand empty and belong to this person, as many as are missing to `count`. */
async function keep(person: Viewer, count: number): Promise<void> {
  const room = {
    name: 'Corner',
    searchText: 'corner\n',
    createdById: person.id,
    maxMembers: 4,
    isPublic: true,
    isTemporary: false,
    lastActivityAt: now,
    createdAt: now,
  }
  const rows = Array.from({ length: count }, () => ({ ...room, id: newId(), code: newRoomCode() }))
  await transaction((tx) => tx.insert(rooms).values(rows))
}
const keptBy = (person: Viewer) => db.$count(rooms, eq(rooms.createdById, person.id))

let person: Viewer
beforeEach(async () => {
  person = await createViewer()
})

test('one too many is refused beside its field, by words that name the limit; rooms for today are not counted', async () => {
  await keep(person, max - 1)
  const { code } = await open(person)
  await expect(open(person)).rejects.toMatchObject(refused)
  expect(tooManyKeptRooms).toContain(String(max))
  const today = await open(person, 'temporary')
  await leaveRoom(person, today.code, now)
  await closeRoom(person, code, now)
  await open(person)
})

test('of three opened in the same instant one stays', async () => {
  await keep(person, max - 1)
  // Connections that are open already, or the first one would be done before the second is there.
  await Promise.all(Array.from({ length: 5 }, () => keptBy(person)))
  const tries = await Promise.allSettled([open(person), open(person), open(person)])
  expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(await keptBy(person)).toBe(max)
})

test('a room for today cannot become one too many; what is kept above the limit stays and can be changed', async () => {
  const today = await open(person, 'temporary')
  const { code } = await open(person)
  await keep(person, max + 1)
  await expect(change(person, today.code)).rejects.toMatchObject(refused)
  await change(person, today.code, 'temporary')
  await change(person, code)
  const [room] = await db.select({ isTemporary: rooms.isTemporary }).from(rooms).where(eq(rooms.code, code))
  expect(room?.isTemporary).toBe(false)
})

test('a kept room is not handed to somebody who has as many already; a room for today is', async () => {
  const [kept, today, heir] = [await open(person), await open(person, 'temporary'), await createViewer()]
  await keep(heir, max)
  for (const { code } of [kept, today]) await joinRoom(heir, code, now)
  await expect(transferHost(person, { code: kept.code, personId: heir.id }, now)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(String(max)),
  })
  await transferHost(person, { code: today.code, personId: heir.id }, now)
})
