/** A room that is kept open belongs to somebody: whoever stands in for them keeps order, and takes nothing away. */
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import { bans, memberships, rooms, users } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { newUuid } from '@/lib/ids'
import { listRooms } from '@/lib/rooms/browse-queries'
import { changeMessage } from '@/lib/rooms/messages/change'
import { postMessage } from '@/lib/rooms/messages/commands'
import { getRoom, getRoomAsMember, getRoomState, mayListen } from '@/lib/rooms/queries'
import { browseRoomsSchema, changeRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom } from '@/lib/rooms/seats/join'
import { leaveRoom } from '@/lib/rooms/seats/leave'
import { freeGoneSeats } from '@/lib/rooms/seats/presence'
import { commandTimer } from '@/lib/rooms/timer/commands'
import { createViewer } from '@/lib/testing/people'
import { answerOf, openRoom } from '@/lib/testing/rooms'
import { after, minuteMs, secondMs } from '@/lib/time'
import { changeRoom, closeRoom, liftBan, listBans, lockRoom, muteMember, removeMember, transferHost } from './commands'
import { giveUpRooms } from './give-up-rooms'

vi.setConfig({ testTimeout: 30_000 })
vi.mock('@/lib/realtime/publish', () => import('@/lib/testing/silent-realtime'))
vi.mock('@/lib/realtime/presence', () => import('@/lib/testing/silent-realtime'))

const now = new Date('2026-03-01T10:00:00Z')
const later = (ms: number) => after(now, ms)

const keptRoom = async (owner: Viewer, fields: object = {}) =>
  (await openRoom(now, { host: owner, name: 'Thesis corner', maxMembers: 4, lifetime: 'kept', ...fields })).code

const rowOf = async (code: string) => (await db.select().from(rooms).where(eq(rooms.code, code)))[0]
const roleIn = async (viewer: Viewer, code: string) => (await getRoomAsMember(viewer, code, now)).role

const renamed = (code: string, more: object = {}) =>
  changeRoomSchema.parse({ code, name: 'Mine now', maxMembers: 4, visibility: 'public', lifetime: 'kept', ...more })

test('a stranger who sits down in an empty kept room keeps order there, and can take nothing from its owner', async () => {
  const [owner, stranger, other] = [await createViewer(), await createViewer(), await createViewer()]
  const code = await keptRoom(owner)
  await postMessage(owner, { code, clientId: newUuid(), body: 'my notes' }, now)
  await leaveRoom(owner, code, now)
  await joinRoom(stranger, code, now)
  await joinRoom(other, code, later(secondMs))
  expect(await roleIn(stranger, code)).toBe('acting')

  const personId = owner.id
  expect(await answerOf(removeMember(stranger, { code, personId, isBanned: true }, now))).toBe('conflict')
  expect(await answerOf(muteMember(stranger, { code, personId, isMuted: true }, now))).toBe('conflict')
  for (const lifetime of ['kept', 'temporary'])
    expect(await answerOf(changeRoom(stranger, renamed(code, { lifetime }), now))).toBe('not-found')
  expect(await answerOf(closeRoom(stranger, code, now))).toBe('not-found')
  const taken = changeMessage(stranger, { code, seq: 1, change: { kind: 'delete' } }, now)
  expect(await answerOf(taken)).toBe('not-found')

  // What keeping order takes.
  const timer = { code, version: 0, command: { kind: 'settings', focusMinutes: 30 } as never }
  expect(await answerOf(muteMember(stranger, { code, personId: other.id, isMuted: true }, now))).toBe('done')
  expect(await answerOf(lockRoom(stranger, { code, isLocked: true }, now))).toBe('done')
  expect(await answerOf(removeMember(stranger, { code, personId: other.id, isBanned: false }, now))).toBe('done')
  expect(await answerOf(commandTimer(stranger, timer, now))).not.toBe('not-found')

  // Locked by the stand-in, and open to the owner, who is host at once.
  await joinRoom(owner, code, later(minuteMs))
  expect([await roleIn(owner, code), await roleIn(stranger, code)]).toEqual(['owner', 'member'])
  expect(await rowOf(code)).toMatchObject({ hostId: owner.id, name: 'Thesis corner', lastSeq: 1 })
  expect(await answerOf(removeMember(stranger, { code, personId: owner.id, isBanned: false }, now))).toBe('not-found')
  expect(await answerOf(changeRoom(owner, renamed(code), now))).toBe('done')
  const { people } = await getRoomState(owner, code, now)
  expect(people.map(({ id, isHost, isOwner }) => [id, isHost, isOwner])).toEqual([
    [stranger.id, false, false],
    [owner.id, true, true],
  ])
})

test('a stand-in lifts the bans they set, and neither sees nor lifts those of the owner', async () => {
  const [owner, standIn, rude, worse] = [
    await createViewer(),
    await createViewer(),
    await createViewer(),
    await createViewer(),
  ]
  const code = await keptRoom(owner)
  for (const who of [standIn, rude, worse]) await joinRoom(who, code, now)
  await removeMember(owner, { code, personId: worse.id, isBanned: true }, now)
  await leaveRoom(owner, code, now)
  await removeMember(standIn, { code, personId: rude.id, isBanned: true }, now)
  expect((await listBans(standIn, code, now)).map(({ id }) => id)).toEqual([rude.id])
  for (const { id } of [rude, worse]) await liftBan(standIn, { code, personId: id }, now)
  expect(await answerOf(joinRoom(rude, code, now))).toBe('done')
  expect(await answerOf(joinRoom(worse, code, now))).toBe('not-found')
  await joinRoom(owner, code, now)
  expect((await listBans(owner, code, now)).map(({ id }) => id)).toEqual([worse.id])
})

test('a ban from before rooms had owners does not shut the owner out', async () => {
  const [owner, guest] = [await createViewer(), await createViewer()]
  const code = await keptRoom(owner)
  await joinRoom(guest, code, now)
  await leaveRoom(owner, code, now)
  const room = await rowOf(code)
  await transaction((tx) =>
    tx.insert(bans).values({ roomId: room?.id ?? '', userId: owner.id, bannedById: guest.id, createdAt: now }),
  )
  expect((await getRoom(owner, code, now)).member).toBe(false)
  expect(
    (await listRooms(owner, browseRoomsSchema.parse({ q: 'thesis' }), now)).rooms.map((card) => card.code),
  ).toContain(code)
  await joinRoom(owner, code, now)
  const { id, channelVersion } = (await rowOf(code)) ?? { id: '', channelVersion: 0 }
  expect(await mayListen(owner, id, channelVersion, now)).toBe(true)
})

test('handing the room over hands over who owns it; a stand-in hands on what they have', async () => {
  const [owner, heir, third] = [await createViewer(), await createViewer(), await createViewer()]
  const code = await keptRoom(owner)
  await joinRoom(heir, code, now)
  await joinRoom(third, code, later(secondMs))
  await muteMember(owner, { code, personId: heir.id, isMuted: true }, now)
  await transferHost(owner, { code, personId: heir.id }, now)
  expect([await roleIn(owner, code), await roleIn(heir, code)]).toEqual(['member', 'owner'])
  expect((await getRoomAsMember(heir, code, now)).isMuted).toBe(false)
  await leaveRoom(heir, code, now)
  expect(await roleIn(owner, code)).toBe('acting')
  await transferHost(owner, { code, personId: third.id }, now)
  expect([await roleIn(owner, code), await roleIn(third, code)]).toEqual(['member', 'acting'])
  await joinRoom(heir, code, now)
  expect([await roleIn(heir, code), await roleIn(third, code)]).toEqual(['owner', 'member'])
})

test('in a temporary room the host is host in full, and whoever opened it is one of many after leaving', async () => {
  const [creator, next] = [await createViewer(), await createViewer()]
  const code = await keptRoom(creator, { lifetime: 'temporary' })
  await joinRoom(next, code, now)
  expect(await roleIn(creator, code)).toBe('host')
  await leaveRoom(creator, code, now)
  await joinRoom(creator, code, later(secondMs))
  expect([await roleIn(creator, code), await roleIn(next, code)]).toEqual(['member', 'host'])
  // Keeping it open makes it theirs.
  await changeRoom(next, renamed(code), now)
  expect([await roleIn(creator, code), await roleIn(next, code)]).toEqual(['member', 'owner'])
  await changeRoom(next, renamed(code, { name: 'Still mine' }), now)
  expect(await rowOf(code)).toMatchObject({ createdById: next.id, hostId: next.id })
})

test.each(['kept', 'temporary'])('a locked room that everybody has left is open again (%s)', async (lifetime) => {
  const [owner, stranger] = [await createViewer(), await createViewer()]
  const code = await keptRoom(owner, { lifetime })
  await lockRoom(owner, { code, isLocked: true }, now)
  await leaveRoom(owner, code, now)
  expect(await answerOf(joinRoom(stranger, code, later(minuteMs)))).toBe('done')
  // And one that was left locked before locks were lifted.
  await leaveRoom(stranger, code, later(minuteMs))
  await transaction((tx) => tx.update(rooms).set({ isLocked: true }).where(eq(rooms.code, code)))
  expect(await answerOf(joinRoom(stranger, code, later(2 * minuteMs)))).toBe('done')
})

test('a lock does not keep out those who lost their connection; it keeps out those who left or were removed', async () => {
  const [owner, lost, gone, removed] = [
    await createViewer(),
    await createViewer(),
    await createViewer(),
    await createViewer(),
  ]
  const code = await keptRoom(owner)
  for (const who of [lost, gone, removed]) await joinRoom(who, code, now)
  await lockRoom(owner, { code, isLocked: true }, now)
  await leaveRoom(gone, code, now)
  await removeMember(owner, { code, personId: removed.id, isBanned: false }, now)
  const lostAt = later(minuteMs)
  await transaction((tx) => tx.update(memberships).set({ goneSince: lostAt }).where(eq(memberships.userId, lost.id)))
  expect(await freeGoneSeats(later(3 * minuteMs), { roomId: (await rowOf(code))?.id ?? '' })).toBe(1)
  const isShownLocked = async (who: Viewer, at: Date) => (await getRoom(who, code, at)).room.isLocked
  expect(await isShownLocked(gone, later(4 * minuteMs))).toBe(true)
  expect(await isShownLocked(lost, later(40 * minuteMs))).toBe(true)
  expect(await isShownLocked(lost, later(4 * minuteMs))).toBe(false)
  for (const who of [gone, removed]) expect(await answerOf(joinRoom(who, code, later(4 * minuteMs)))).toBe('conflict')
  expect(await answerOf(joinRoom(lost, code, later(40 * minuteMs)))).toBe('conflict')
  expect(await answerOf(joinRoom(lost, code, later(4 * minuteMs)))).toBe('done')
})

test('a full room is full for its owner too: nobody loses a seat, and never one more than the maximum', async () => {
  const [owner, a, b] = [await createViewer(), await createViewer(), await createViewer()]
  const code = await keptRoom(owner, { maxMembers: 2 })
  await leaveRoom(owner, code, now)
  await joinRoom(a, code, now)
  await joinRoom(b, code, now)
  expect(await answerOf(joinRoom(owner, code, now))).toBe('full')
  await leaveRoom(b, code, now)
  await joinRoom(owner, code, now)
  expect(await rowOf(code)).toMatchObject({ activeMembers: 2, hostId: owner.id })
})

test('an owner who goes for good leaves the room to somebody who knows it', async () => {
  const [owner, visitor, regular, newcomer] = [
    await createViewer(),
    await createViewer(),
    await createViewer(),
    await createViewer(),
  ]
  const [busy, quiet, never] = [await keptRoom(owner), await keptRoom(owner), await keptRoom(owner)]
  await joinRoom(regular, busy, now)
  await joinRoom(newcomer, busy, later(secondMs))
  await joinRoom(visitor, quiet, now)
  await joinRoom(regular, quiet, now)
  await leaveRoom(regular, quiet, later(minuteMs))
  await removeMember(owner, { code: quiet, personId: visitor.id, isBanned: false }, later(2 * minuteMs))
  for (const code of [quiet, never]) await leaveRoom(owner, code, later(3 * minuteMs))

  await giveUpRooms(owner, later(4 * minuteMs))
  await transaction((tx) => tx.delete(users).where(eq(users.id, owner.id)))
  expect(await rowOf(busy)).toMatchObject({ createdById: regular.id, hostId: regular.id, activeMembers: 2 })
  expect(await rowOf(quiet)).toMatchObject({ createdById: regular.id, activeMembers: 0 })
  // Nobody else was ever in there: whoever comes next decides, and nobody is stuck.
  expect(await rowOf(never)).toMatchObject({ createdById: null })
  await joinRoom(newcomer, never, later(5 * minuteMs))
  expect(await roleIn(newcomer, never)).toBe('host')
  await changeRoom(newcomer, renamed(never), now)
  expect(await roleIn(newcomer, never)).toBe('owner')
})

test('comings and goings keep nobody in a seat who is long gone', async () => {
  const [owner, gone] = [await createViewer(), await createViewer()]
  const code = await keptRoom(owner)
  await joinRoom(gone, code, now)
  const room = await rowOf(code)
  await transaction(async (tx) => {
    await tx.update(memberships).set({ goneSince: now }).where(eq(memberships.userId, gone.id))
    await tx
      .update(rooms)
      .set({ channelMovedAt: later(68 * secondMs) })
      .where(eq(rooms.id, room?.id ?? ''))
  })
  // Perhaps still on the way, then no more.
  expect(await freeGoneSeats(later(69 * secondMs), { userId: gone.id })).toBe(0)
  expect(await freeGoneSeats(later(71 * secondMs), { userId: gone.id })).toBe(1)
})
