import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '@/lib/ids'
import { listRooms } from '@/lib/rooms/browse-queries'
import { createRoom } from '@/lib/rooms/commands'
import { browseRoomsSchema, createRoomSchema } from '@/lib/rooms/schemas'
import { createViewer } from '@/lib/testing/people'
import { db, transaction } from './client'
import { blocks, memberships, mentions, messages, notifications, rooms } from './schema'
import { upkeep } from './upkeep'

const now = new Date('2026-03-01T10:00:00Z')
const roomOf = (name: string) => createRoomSchema.parse({ name, maxMembers: '4', visibility: 'public' })

test.each([
  ['istanbul', 'İstanbul'],
  ['STRASSE', 'Straße'],
  ['straße', 'STRASSE 7'],
  ['ΟΔΟΣ', 'οδος'],
  ['σισυφος', 'ΣΊΣΥΦΟΣ'],
  ['Cafe', 'Café crème'],
  ['CRÈME', 'Cafe creme'],
  ['zerowidth', 'a\u200bzero\u200bwidth'],
  ['zero\u200dwidth', 'azerowidth'],
  ['100%', '100\u00ad% über_all'],
  ['uber_', '100% über_all'],
])('%s finds %s, also in a room of an earlier version', async (q, name) => {
  const viewer = await createViewer()
  const { code } = await createRoom(viewer, roomOf(name), now)
  const found = async () =>
    (await listRooms(viewer, browseRoomsSchema.parse({ q }), now)).rooms.some((room) => room.code === code)
  expect(await found()).toBe(true)
  const earlier = { searchText: `${name.normalize('NFKC').toLowerCase()}\n` }
  await transaction((tx) => tx.update(rooms).set(earlier).where(eq(rooms.code, code)))
  await transaction(upkeep)
  expect(await found()).toBe(true)
})

test.each([
  ['हनद', 'हिन्दी भाषा सभा'],
  ['하', '한국어'],
  ['cafe', 'cafarelli'],
])('%s does not find %s', async (q, name) => {
  const viewer = await createViewer()
  const { code } = await createRoom(viewer, roomOf(name), now)
  const found = (await listRooms(viewer, browseRoomsSchema.parse({ q }), now)).rooms.some((room) => room.code === code)
  expect(found).toBe(false)
})

test('notices of deleted words and across blocks go, the others stay', async () => {
  const [ada, bob] = [await createViewer(), await createViewer()]
  const { code } = await createRoom(ada, roomOf('Earlier'), now)
  const [room] = await db.select({ id: rooms.id }).from(rooms).where(eq(rooms.code, code))
  const [deleted, stands] = [newId(), newId()]
  await transaction(async (tx) => {
    for (const [at, id] of [deleted, stands].entries()) {
      const said = {
        id,
        roomId: room?.id ?? '',
        seq: at + 1,
        authorId: ada.id,
        clientId: id,
        body: 'x',
        createdAt: now,
      }
      await tx.insert(messages).values({ ...said, deletedAt: id === deleted ? now : null })
      await tx.insert(mentions).values({ messageId: id, userId: bob.id })
      const notice = { id: newId(), userId: bob.id, kind: 'mention' as const, title: 't', body: id, createdAt: now }
      await tx.insert(notifications).values({ ...notice, dedupeKey: `mention:${id}` })
    }
  })
  const left = async () =>
    (await db.select().from(notifications).where(eq(notifications.userId, bob.id))).map(({ body }) => body)
  await transaction(upkeep)
  expect(await left()).toEqual([stands])
  await transaction((tx) => tx.insert(blocks).values({ blockerId: bob.id, blockedId: ada.id, createdAt: now }))
  await transaction(upkeep)
  expect(await left()).toEqual([])
})

test('notices of words changed after somebody had left go; those changed before stay', async () => {
  const [ada, bob] = [await createViewer(), await createViewer()]
  const { code } = await createRoom(ada, roomOf('Earlier'), now)
  const [room] = await db.select({ id: rooms.id }).from(rooms).where(eq(rooms.code, code))
  const roomId = room?.id ?? ''
  const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
  const edits = { untouched: null, before: minutes(1), after: minutes(3) }
  await transaction(async (tx) => {
    const seat = { id: newId(), roomId, userId: bob.id, joinedAt: now, lastSeenAt: now }
    await tx.insert(memberships).values({ ...seat, isActive: false, leftAt: minutes(2), endedBy: 'left' })
    for (const [at, [name, editedAt]] of Object.entries(edits).entries()) {
      const id = newId()
      const said = { id, roomId, seq: at + 1, authorId: ada.id, clientId: id, body: 'x', createdAt: now, editedAt }
      await tx.insert(messages).values(said)
      await tx.insert(mentions).values({ messageId: id, userId: bob.id })
      const notice = { id: newId(), userId: bob.id, kind: 'mention' as const, title: 't', body: name, createdAt: now }
      await tx.insert(notifications).values({ ...notice, dedupeKey: `mention:${id}` })
    }
  })
  const told = async () =>
    (await db.select().from(notifications).where(eq(notifications.userId, bob.id))).map(({ body }) => body).sort()
  await transaction(upkeep)
  expect(await told()).toEqual(['before', 'untouched'])
  await transaction((tx) => tx.update(memberships).set({ isActive: true }).where(eq(memberships.userId, bob.id)))
  await transaction(upkeep)
  expect(await told()).toEqual(['before', 'untouched'])
})
