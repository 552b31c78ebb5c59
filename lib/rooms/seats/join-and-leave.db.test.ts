import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import { bans, memberships, rooms } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { listRooms } from '@/lib/rooms/browse-queries'
import { createRoom, deleteExpiredRooms } from '@/lib/rooms/commands'
import { lockRoom } from '@/lib/rooms/hosting/commands'
import { browseRoomsSchema, createRoomSchema } from '@/lib/rooms/schemas'
import { createViewer } from '@/lib/testing/people'
import { after, minuteMs } from '@/lib/time'
import { joinRoom } from './join'
import { leaveRoom } from './leave'

const now = new Date('2026-03-01T10:00:00Z')
const plain = { name: 'Quiet corner', maxMembers: 3, visibility: 'public' }

const open = (host: Viewer, more: object = {}) => createRoom(host, createRoomSchema.parse({ ...plain, ...more }), now)

async function roomOf(code: string) {
  const [room] = await db.select().from(rooms).where(eq(rooms.code, code))
  if (!room) throw new Error(`no room ${code}`)
  const people = await db.select().from(memberships).where(eq(memberships.roomId, room.id))
  return { ...room, seated: people.filter((person) => person.isActive).map((person) => person.userId) }
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : `thrown: ${String(error)}`),
  )

test('whoever opens a room is its host and sits in it', async () => {
  const host = await createViewer()
  const { code } = await open(host)
  const room = await roomOf(code)
  expect(room).toMatchObject({ hostId: host.id, activeMembers: 1, expiresAt: null, seated: [host.id] })
})

test('joining twice takes one seat, also at the same instant', async () => {
  const [host, guest] = await Promise.all([createViewer(), createViewer()])
  const { code } = await open(host)
  await Promise.all(Array.from({ length: 6 }, () => joinRoom(guest, code, now)))
  expect(await roomOf(code)).toMatchObject({ activeMembers: 2 })
})

test('a full room refuses, and whoever sits there may still come back in', async () => {
  const [host, a, b, late] = await Promise.all(Array.from({ length: 4 }, () => createViewer()))
  if (!host || !a || !b || !late) throw new Error('four people')
  const { code } = await open(host)
  await joinRoom(a, code, now)
  await joinRoom(b, code, now)
  expect(await codeOf(joinRoom(late, code, now))).toBe('full')
  expect(await codeOf(joinRoom(b, code, now))).toBe('done')
  expect(await roomOf(code)).toMatchObject({ activeMembers: 3 })
})

test('many at once for the last seat: exactly one gets in', async () => {
  const host = await createViewer()
  const crowd = await Promise.all(Array.from({ length: 12 }, () => createViewer()))
  const { code } = await open(host, { maxMembers: 2 })
  const answers = await Promise.all(crowd.map((person) => codeOf(joinRoom(person, code, now))))
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
  expect(answers.filter((answer) => answer === 'full')).toHaveLength(11)
  const room = await roomOf(code)
  expect(room.activeMembers).toBe(2)
  expect(room.seated).toHaveLength(2)
})

test('the last one out starts the expiry, the next one in clears it', async () => {
  const [host, guest] = await Promise.all([createViewer(), createViewer()])
  const { code } = await open(host)
  await leaveRoom(host, code, now)
  await leaveRoom(host, code, after(now, minuteMs))
  expect(await roomOf(code)).toMatchObject({ activeMembers: 0, expiresAt: after(now, 30 * minuteMs) })
  await joinRoom(guest, code, after(now, 10 * minuteMs))
  expect(await roomOf(code)).toMatchObject({ activeMembers: 1, expiresAt: null, hostId: guest.id })
})

test('a room that is kept open does not expire', async () => {
  const host = await createViewer()
  const { code } = await open(host, { lifetime: 'kept' })
  await leaveRoom(host, code, now)
  expect(await roomOf(code)).toMatchObject({ activeMembers: 0, expiresAt: null })
})

test('a host who leaves hands over to whoever has been there longest', async () => {
  const [host, first, second] = await Promise.all(Array.from({ length: 3 }, () => createViewer()))
  if (!host || !first || !second) throw new Error('three people')
  const { code } = await open(host)
  await joinRoom(first, code, after(now, minuteMs))
  await joinRoom(second, code, after(now, 2 * minuteMs))
  await leaveRoom(host, code, after(now, 3 * minuteMs))
  expect(await roomOf(code)).toMatchObject({ hostId: first.id, seated: expect.arrayContaining([second.id]) })
})

test('who went and came back stands behind those who stayed', async () => {
  const [host, first, second] = await Promise.all(Array.from({ length: 3 }, () => createViewer()))
  if (!host || !first || !second) throw new Error('three people')
  const { code } = await open(host)
  await joinRoom(first, code, after(now, minuteMs))
  await joinRoom(second, code, after(now, 2 * minuteMs))
  await leaveRoom(first, code, after(now, 3 * minuteMs))
  await joinRoom(first, code, after(now, 4 * minuteMs))
  await leaveRoom(host, code, after(now, 5 * minuteMs))
  expect(await roomOf(code)).toMatchObject({ hostId: second.id })
})

test('an expired room is gone for everybody before the cron route deletes it', async () => {
  const [host, guest] = await Promise.all([createViewer(), createViewer()])
  const { code } = await open(host)
  await leaveRoom(host, code, now)
  const later = after(now, 30 * minuteMs)
  expect(await codeOf(joinRoom(guest, code, later))).toBe('not-found')
  const listed = (at: Date) => listRooms(guest, browseRoomsSchema.parse({ sort: 'new' }), at)
  expect((await listed(after(later, -1))).rooms.map((card) => card.code)).toContain(code)
  expect((await listed(later)).rooms.map((card) => card.code)).not.toContain(code)
  expect(await codeOf(joinRoom(guest, code, after(later, -1)))).toBe('done')
})

test('expired rooms are deleted once, however many do it at once; others stay', async () => {
  const host = await createViewer()
  const [gone, kept] = [await open(host), await open(host)]
  await leaveRoom(host, gone.code, now)
  const later = after(now, 31 * minuteMs)
  const counts = await Promise.all(Array.from({ length: 5 }, () => deleteExpiredRooms(later)))
  expect(Math.max(...counts)).toBeGreaterThanOrEqual(1)
  expect(counts.filter((count) => count > 0)).toHaveLength(1)
  await expect(roomOf(gone.code)).rejects.toThrow('no room')
  expect(await roomOf(kept.code)).toMatchObject({ activeMembers: 1 })
})

test('unverified people neither open nor join; banned people find nothing', async () => {
  const host = await createViewer()
  const unverified = await createViewer({ isVerified: false })
  const banned = await createViewer()
  const { code } = await open(host)
  expect(await codeOf(open(unverified))).toBe('unverified')
  expect(await codeOf(joinRoom(unverified, code, now))).toBe('unverified')
  const { id: roomId } = await roomOf(code)
  await transaction((tx) => tx.insert(bans).values({ roomId, userId: banned.id, createdAt: now }))
  expect(await codeOf(joinRoom(banned, code, now))).toBe('not-found')
})

test('the list shows public rooms only, finds by name and description in any case, and takes wildcards literally', async () => {
  const host = await createViewer()
  const name = `Ünïcode ${Date.now()}`
  await open(host, { name, description: '100%_real' })
  await open(host, { name, visibility: 'private' })
  const find = (q: string) => listRooms(host, browseRoomsSchema.parse({ q }), now)
  expect(await find(name.toUpperCase())).toMatchObject({ total: 1, rooms: [{ name, isMember: true }] })
  expect((await find('100%_REAL')).total).toBeGreaterThanOrEqual(1)
  expect((await find('%')).rooms.every((room) => room.description.includes('%'))).toBe(true)
})

test('the list is narrowed to a subject, and to rooms with a seat: neither full nor locked', async () => {
  const [host, guest] = await Promise.all([createViewer(), createViewer()])
  const name = `Narrow ${host.username}`
  const [free, full, locked, other] = [
    await open(host, { name, subject: 'maths' }),
    await open(host, { name, subject: 'maths', maxMembers: 2 }),
    await open(host, { name, subject: 'maths' }),
    await open(await createViewer(), { name, subject: 'law' }),
  ]
  await joinRoom(guest, full.code, now)
  await lockRoom(host, { code: locked.code, isLocked: true }, now)
  const find = async (wanted: object) =>
    (await listRooms(guest, browseRoomsSchema.parse({ q: name, ...wanted }), now)).rooms.map(({ code }) => code).sort()
  expect(await find({ subject: 'law' })).toEqual([other.code])
  expect(await find({ subject: 'maths', seat: '1' })).toEqual([free.code])
  expect(await find({})).toHaveLength(4)
})
