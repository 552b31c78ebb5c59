import { eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { memberships, notifications, reports } from '@/db/schema'
import { listBlocked } from '@/lib/accounts/blocks'
import { blockPerson } from '@/lib/accounts/commands/blocks'
import type { Viewer } from '@/lib/accounts/viewer'
import { newUuid } from '@/lib/ids'
import { roomChannel } from '@/lib/realtime/channels'
import { listMyRooms, listRooms } from '@/lib/rooms/browse-queries'
import { changeMessage } from '@/lib/rooms/messages/change'
import { markRead, postMessage } from '@/lib/rooms/messages/commands'
import { listMessages } from '@/lib/rooms/messages/queries'
import { getRoom, getRoomAsMember, getRoomState, mayListen } from '@/lib/rooms/queries'
import { report } from '@/lib/rooms/report'
import { browseRoomsSchema, changeRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom } from '@/lib/rooms/seats/join'
import { leaveOnLogOut, leaveRoom } from '@/lib/rooms/seats/leave'
import { freeGoneSeats, notePresence, noteReturn, noteTabClosed, reconcilePresence } from '@/lib/rooms/seats/presence'
import { commandTimer } from '@/lib/rooms/timer/commands'
import { createViewer, signInCookie } from '@/lib/testing/people'
import { openRoom } from '@/lib/testing/rooms'
import { after, minuteMs, secondMs } from '@/lib/time'
import { changeRoom, closeRoom, liftBan, listBans, lockRoom, muteMember, removeMember, transferHost } from './commands'

vi.setConfig({ testTimeout: 30_000 })

const published = vi.hoisted(() => [] as { channel: string; event: string; payload: unknown }[])
const realtime = vi.hoisted(() => ({ present: new Map<string, Set<string>>(), isDown: false }))

vi.mock('@/lib/realtime/publish', () => ({
  fitsInEvent: () => true,
  publish: async (channel: string, event: string, payload: unknown) => void published.push({ channel, event, payload }),
  disconnectSessions: async () => {},
}))
vi.mock('@/lib/realtime/presence', () => ({
  listPresent: async (channel: string) => (realtime.isDown ? null : (realtime.present.get(channel) ?? new Set())),
  listOccupied: async () =>
    realtime.isDown ? null : new Map([...realtime.present].map(([name, ids]) => [name, ids.size])),
}))

beforeEach(() => {
  published.length = 0
  realtime.present.clear()
  realtime.isDown = false
})

const now = new Date('2026-03-01T10:00:00Z')
const later = (ms: number) => after(now, ms)

async function roomWith(guests: Viewer[], fields: Record<string, unknown> = {}) {
  const { host, code } = await openRoom(now, { guests, name: 'Hosting', ...fields })
  return { host, code, room: await getRoomAsMember(host, code, now) }
}

const say = (who: Viewer, code: string, body: string, extra: { replyToSeq?: number } = {}) =>
  postMessage(who, { code, clientId: newUuid(), body, ...extra }, now)

test('who was banned hears nothing that is said afterwards, and comes back by no way', async () => {
  const guest = await createViewer()
  const { host, code, room } = await roomWith([guest])
  expect(await mayListen(guest, room.id, 1, now)).toBe(true)
  await removeMember(host, { code, personId: guest.id, isBanned: true }, now)
  await say(host, code, 'between us')
  const heard = published.filter(({ channel, event }) => channel === room.channel && event === 'message.posted')
  expect(heard).toEqual([])
  expect(published.at(-1)?.channel).toBe(roomChannel(room.id, 2))
  for (const version of [1, 2]) expect(await mayListen(guest, room.id, version, now)).toBe(false)
  await expect(joinRoom(guest, code, now)).rejects.toMatchObject({ code: 'not-found' })
  await expect(getRoom(guest, code, now)).rejects.toMatchObject({ code: 'not-found' })
  await expect(listMessages(guest, { code }, now)).rejects.toMatchObject({ code: 'not-found' })
  await expect(say(guest, code, 'hello?')).rejects.toMatchObject({ code: 'not-found' })
  expect((await listRooms(guest, browseRoomsSchema.parse({}), now)).rooms.map((card) => card.code)).not.toContain(code)
  expect((await listBans(host, code, now)).map(({ id }) => id)).toEqual([guest.id])
  await liftBan(host, { code, personId: guest.id }, now)
  await joinRoom(guest, code, now)
  expect(await mayListen(guest, room.id, 2, now)).toBe(true)
})

test('after somebody was shown out, the others hear on the old channel that it moved, and nobody may listen there', async () => {
  const [shown, stays] = [await createViewer(), await createViewer()]
  const { host, code, room } = await roomWith([shown, stays])
  published.length = 0
  await removeMember(host, { code, personId: shown.id, isBanned: false }, now)
  const left = { revision: room.lastRevision + 1, personIds: [shown.id] }
  expect(published).toEqual([{ channel: room.channel, event: 'channel.moved', payload: { version: 2, left } }])
  expect(await mayListen(stays, room.id, 2, now)).toBe(true)
  for (const who of [host, stays, shown]) expect(await mayListen(who, room.id, 1, now)).toBe(false)
  expect(await mayListen(shown, room.id, 2, now)).toBe(false)
})

test("nobody but the host has a host's powers, and a stranger does not learn that there is a room", async () => {
  const [guest, stranger] = [await createViewer(), await createViewer()]
  const { host, code } = await roomWith([guest], { visibility: 'private' })
  const change = changeRoomSchema.parse({ code, name: 'Mine', maxMembers: 2, visibility: 'public' })
  for (const who of [guest, stranger]) {
    const tries = [
      () => changeRoom(who, change, now),
      () => lockRoom(who, { code, isLocked: true }, now),
      () => transferHost(who, { code, personId: who.id }, now),
      () => muteMember(who, { code, personId: host.id, isMuted: true }, now),
      () => removeMember(who, { code, personId: host.id, isBanned: true }, now),
      () => listBans(who, code, now),
      () => liftBan(who, { code, personId: who.id }, now),
      () => closeRoom(who, code, now),
    ]
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'not-found' })
  }
  const seen = await listRooms(stranger, browseRoomsSchema.parse({ q: 'Hosting' }), now)
  expect(seen.rooms.map((card) => card.code)).not.toContain(code)
  await expect(listMessages(stranger, { code }, now)).rejects.toMatchObject({ code: 'not-found' })
  await expect(getRoomState(stranger, code, now)).rejects.toMatchObject({ code: 'not-found' })
  await expect(report(stranger, { code, personId: host.id, reason: 'curious' }, now)).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(commandTimer(stranger, { code, version: 0, command: { kind: 'start' } }, now)).rejects.toMatchObject({
    code: 'not-found',
  })
  expect((await getRoomAsMember(host, code, now)).name).toBe('Hosting')
})

test('mute, lock, hand over, fewer seats than people', async () => {
  const [guest, late] = [await createViewer(), await createViewer()]
  const { host, code } = await roomWith([guest])
  await muteMember(host, { code, personId: guest.id, isMuted: true }, now)
  await expect(say(guest, code, 'but')).rejects.toMatchObject({ code: 'conflict' })
  await muteMember(host, { code, personId: guest.id, isMuted: false }, now)
  await say(guest, code, 'thanks')
  await lockRoom(host, { code, isLocked: true }, now)
  await expect(joinRoom(late, code, now)).rejects.toMatchObject({ code: 'conflict' })
  await lockRoom(host, { code, isLocked: false }, now)
  await joinRoom(late, code, now)
  const small = changeRoomSchema.parse({ code, name: 'Small', maxMembers: 2, visibility: 'public' })
  await expect(changeRoom(host, small, now)).rejects.toMatchObject({ code: 'invalid' })
  await transferHost(host, { code, personId: guest.id }, now)
  expect((await getRoomAsMember(guest, code, now)).role).toBe('host')
  await expect(lockRoom(host, { code, isLocked: true }, now)).rejects.toMatchObject({ code: 'not-found' })
})

test("a lost connection keeps its seat for the grace, and then the host's place goes to the longest present", async () => {
  const [first, second] = [await createViewer(), await createViewer()]
  const { host, code, room } = await roomWith([first, second])
  realtime.present.set(room.channel, new Set([first.id, second.id]))
  await notePresence([{ kind: 'left', channel: room.channel, userId: host.id }], now)
  expect(await freeGoneSeats(later(59 * secondMs), { roomId: room.id })).toBe(0)
  realtime.isDown = true
  expect(await freeGoneSeats(later(61 * secondMs), { roomId: room.id })).toBe(0)
  realtime.isDown = false
  const freed = await Promise.all([
    freeGoneSeats(later(61 * secondMs), { roomId: room.id }),
    freeGoneSeats(later(61 * secondMs), { roomId: room.id }),
  ])
  expect(freed.reduce((sum, n) => sum + n)).toBe(1)
  const state = await getRoomState(first, code, later(62 * secondMs))
  expect(state.room.role).toBe('host')
  expect(state.people.map(({ id }) => id)).toEqual([first.id, second.id])
  expect(state.room.activeMembers).toBe(2)
})

test('whoever is back, or was never gone, keeps the seat; reports about an old channel mean nothing', async () => {
  const guest = await createViewer()
  const { host, code, room } = await roomWith([guest])
  await notePresence([{ kind: 'left', channel: room.channel, userId: guest.id }], now)
  await notePresence([{ kind: 'joined', channel: room.channel, userId: guest.id }], later(5 * secondMs))
  await notePresence([{ kind: 'left', channel: roomChannel(room.id, 99), userId: host.id }], now)
  await notePresence([{ kind: 'left', channel: 'presence-room-nonsense', userId: host.id }], now)
  expect(await freeGoneSeats(later(10 * minuteMs), { roomId: room.id })).toBe(0)
  // The report of the return was lost, but the realtime server knows better.
  await notePresence([{ kind: 'left', channel: room.channel, userId: guest.id }], now)
  realtime.present.set(room.channel, new Set([guest.id, host.id]))
  expect(await freeGoneSeats(later(10 * minuteMs), { roomId: room.id })).toBe(0)
  expect((await getRoomState(host, code, now)).people).toHaveLength(2)
})

test('a departure that is reported again does not make the grace longer', async () => {
  const guest = await createViewer()
  const { host, code, room } = await roomWith([guest])
  realtime.present.set(room.channel, new Set([host.id]))
  const went = [{ kind: 'left' as const, channel: room.channel, userId: guest.id }]
  await notePresence(went, now)
  await notePresence(went, later(50 * secondMs))
  expect(await freeGoneSeats(later(61 * secondMs), { roomId: room.id })).toBe(1)
  expect((await getRoomState(host, code, later(61 * secondMs))).people.map(({ id }) => id)).toEqual([host.id])
})

test('a closed tab frees its seat soon; a reload, or another tab, keeps it', async () => {
  const [closed, reloaded, twoTabs] = [await createViewer(), await createViewer(), await createViewer()]
  const { host, code, room } = await roomWith([closed, reloaded, twoTabs])
  realtime.present.set(room.channel, new Set([host.id, twoTabs.id]))
  for (const who of [closed, reloaded, twoTabs]) await noteTabClosed(who, code, now)
  await noteReturn(reloaded, room.id, later(2 * secondMs))
  expect(await freeGoneSeats(later(14 * secondMs), { roomId: room.id })).toBe(0)
  expect(await freeGoneSeats(later(16 * secondMs), { roomId: room.id })).toBe(1)
  const moved = (await getRoomAsMember(host, code, now)).channel
  const state = await getRoomState(host, code, later(17 * secondMs))
  expect(state.people.map(({ id }) => id)).toEqual([host.id, reloaded.id, twoTabs.id])
  // Whoever came back has the long grace again.
  await notePresence([{ kind: 'left', channel: moved, userId: reloaded.id }], later(20 * secondMs))
  realtime.present.set(moved, new Set([host.id, twoTabs.id]))
  expect(await freeGoneSeats(later(60 * secondMs), { roomId: room.id })).toBe(0)
  expect(await freeGoneSeats(later(81 * secondMs), { roomId: room.id })).toBe(1)
})

test('whoever is on the way to the new channel of a room that moved does not lose the seat', async () => {
  const [leaver, twoTabs, neverThere] = [await createViewer(), await createViewer(), await createViewer()]
  const { host, code, room } = await roomWith([leaver, twoTabs, neverThere])
  // One of two tabs was closed: the other one keeps the seat, once it is on the new channel.
  await noteTabClosed(twoTabs, code, now)
  await leaveRoom(leaver, code, later(16 * secondMs))
  const moved = (await getRoomAsMember(host, code, now)).channel
  await reconcilePresence(later(17 * secondMs))
  expect(await freeGoneSeats(later(17 * secondMs), { roomId: room.id })).toBe(0)
  const [hosts] = await db.select().from(memberships).where(eq(memberships.userId, host.id))
  expect(hosts?.goneSince).toBeNull()
  realtime.present.set(moved, new Set([host.id, twoTabs.id]))
  expect(await freeGoneSeats(later(27 * secondMs), { roomId: room.id })).toBe(0)
  await reconcilePresence(later(27 * secondMs))
  expect(await freeGoneSeats(later(88 * secondMs), { roomId: room.id })).toBe(1)
  const { people } = await getRoomState(host, code, later(88 * secondMs))
  expect(people.map(({ id }) => id)).toEqual([host.id, twoTabs.id])
})

test('several lost connections are cleared with one move of the room', async () => {
  const [first, second] = [await createViewer(), await createViewer()]
  const { host, code, room } = await roomWith([first, second])
  realtime.present.set(room.channel, new Set([host.id]))
  const went = [first, second].map(({ id }) => ({ kind: 'left' as const, channel: room.channel, userId: id }))
  await notePresence(went, now)
  published.length = 0
  expect(await freeGoneSeats(later(61 * secondMs), { roomId: room.id })).toBe(2)
  expect(published.map(({ channel, event }) => [channel, event])).toEqual([[room.channel, 'channel.moved']])
  const { channel } = await getRoomAsMember(host, code, now)
  const left = { revision: room.lastRevision + 2, personIds: expect.arrayContaining([first.id, second.id]) }
  expect(published[0]?.payload).toEqual({ version: Number(channel.split('-v')[1]), left })
})

test('people who never connected are noticed by comparing, and their seats are freed', async () => {
  const guest = await createViewer()
  const { host, code, room } = await roomWith([guest])
  realtime.present.set(room.channel, new Set([host.id]))
  await reconcilePresence(now)
  const [seat] = await db.select().from(memberships).where(eq(memberships.userId, guest.id))
  expect(seat?.goneSince).toEqual(now)
  await freeGoneSeats(later(2 * minuteMs), { roomId: room.id })
  expect((await getRoomState(host, code, later(2 * minuteMs))).people.map(({ id }) => id)).toEqual([host.id])
})

test('signing out gives the seats up', async () => {
  const guest = await createViewer()
  const { host, code } = await roomWith([guest])
  await leaveOnLogOut(guest, now)
  expect((await getRoomState(host, code, now)).people.map(({ id }) => id)).toEqual([host.id])
})

test('logging out on one device keeps the seat of somebody who is logged in on another', async () => {
  const guest = await createViewer()
  const { host, code } = await roomWith([guest])
  await signInCookie(guest)
  await leaveOnLogOut(guest, new Date())
  expect((await getRoomState(host, code, now)).people.map(({ id }) => id)).toEqual([host.id, guest.id])
})

test('edits, deletions and reactions reach a screen that missed them, by their revision', async () => {
  const guest = await createViewer()
  const { host, code } = await roomWith([guest])
  const first = await say(guest, code, 'frist')
  const second = await say(host, code, 'answer', { replyToSeq: first.seq })
  expect(second.replyTo).toMatchObject({ seq: 1, username: guest.username, excerpt: 'frist' })
  await changeMessage(guest, { code, seq: 1, change: { kind: 'edit', body: 'first' } }, now)
  await Promise.all([
    changeMessage(host, { code, seq: 1, change: { kind: 'react', emoji: '👍', isOn: true } }, now),
    changeMessage(guest, { code, seq: 1, change: { kind: 'react', emoji: '👍', isOn: true } }, now),
  ])
  await changeMessage(host, { code, seq: 2, change: { kind: 'delete' } }, now)
  const repaired = await listMessages(guest, { code, after: 2, revision: 0 }, now)
  expect(repaired.messages).toEqual([])
  // The guest who came was one change of the room, too.
  expect(repaired.revision).toBe(5)
  expect(
    repaired.changed?.map(({ seq, body, isDeleted, reactions }) => ({
      seq,
      body,
      isDeleted,
      n: reactions[0]?.by.length ?? 0,
    })),
  ).toEqual([
    { seq: 1, body: 'first', isDeleted: false, n: 2 },
    { seq: 2, body: '', isDeleted: true, n: 0 },
  ])
  await changeMessage(guest, { code, seq: 1, change: { kind: 'react', emoji: '👍', isOn: false } }, now)
  expect((await listMessages(guest, { code, after: 2, revision: 5 }, now)).changed?.[0]?.reactions[0]?.by).toEqual([
    host.id,
  ])
})

test('who is muted, or no longer verified, changes nothing either, but may take back their own words', async () => {
  const guest = await createViewer()
  const { host, code } = await roomWith([guest])
  await say(guest, code, 'mine')
  const change = (who: Viewer, wanted: Parameters<typeof changeMessage>[1]['change']) =>
    changeMessage(who, { code, seq: 1, change: wanted }, now)
  const unverified = { ...guest, isVerified: false }
  await expect(say(unverified, code, 'and')).rejects.toMatchObject({ code: 'unverified' })
  await expect(change(unverified, { kind: 'delete' })).rejects.toMatchObject({ code: 'unverified' })
  await muteMember(host, { code, personId: guest.id, isMuted: true }, now)
  await expect(change(guest, { kind: 'edit', body: 'louder' })).rejects.toMatchObject({ code: 'conflict' })
  await expect(change(guest, { kind: 'react', emoji: '👍', isOn: true })).rejects.toMatchObject({ code: 'conflict' })
  expect(await change(guest, { kind: 'delete' })).toMatchObject({ isDeleted: true })
})

test('a message carries so many kinds of reaction and no more; one more of a kind it has is welcome', async () => {
  const guest = await createViewer()
  const { host, code } = await roomWith([guest])
  await say(host, code, 'well?')
  const react = (who: Viewer, emoji: string) =>
    changeMessage(who, { code, seq: 1, change: { kind: 'react', emoji, isOn: true } }, now)
  const kinds = [...'😀😁😂😃😄😅😆😇😈😉😊😋']
  for (const emoji of kinds) await react(host, emoji)
  await expect(react(guest, '😌')).rejects.toMatchObject({ code: 'conflict' })
  expect((await react(guest, '😀')).reactions.find(({ emoji }) => emoji === '😀')?.by).toHaveLength(2)
})

test('a mention tells people of this room only, and a room is handed only to somebody in it', async () => {
  const [guest, stranger] = [await createViewer(), await createViewer()]
  const { host, code } = await roomWith([guest])
  await roomWith([stranger])
  await say(host, code, `@${guest.username} and @${stranger.username}`)
  const told = await db.select().from(notifications).where(eq(notifications.kind, 'mention'))
  expect(told.map(({ userId }) => userId)).toContain(guest.id)
  expect(told.map(({ userId }) => userId)).not.toContain(stranger.id)
  await expect(transferHost(host, { code, personId: stranger.id }, now)).rejects.toMatchObject({ code: 'conflict' })
  expect((await getRoomAsMember(host, code, now)).role).toBe('host')
})

test('the wrong person, and too late', async () => {
  const [guest, other] = [await createViewer(), await createViewer()]
  const { host, code } = await roomWith([guest, other])
  await say(guest, code, 'mine')
  const edit = { kind: 'edit' as const, body: 'not yours' }
  await expect(changeMessage(host, { code, seq: 1, change: edit }, now)).rejects.toMatchObject({ code: 'not-found' })
  await expect(changeMessage(other, { code, seq: 1, change: { kind: 'delete' } }, now)).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(changeMessage(guest, { code, seq: 1, change: edit }, later(16 * minuteMs))).rejects.toMatchObject({
    code: 'conflict',
  })
  await changeMessage(host, { code, seq: 1, change: { kind: 'delete' } }, later(16 * minuteMs))
  await expect(changeMessage(guest, { code, seq: 1, change: edit }, now)).rejects.toMatchObject({ code: 'not-found' })
})

test('a block hides both ways: words, people, mentions; and the words do not go out on the channel', async () => {
  const [ada, bob] = [await createViewer(), await createViewer()]
  const { host, code } = await roomWith([ada, bob])
  await say(ada, code, 'before')
  await blockPerson(bob, { personId: ada.id, isBlocked: true }, now)
  published.length = 0
  const said = await say(ada, code, `after, @${bob.username} @${host.username}`)
  expect(JSON.stringify(published)).not.toContain('after,')
  for (const [who, other] of [
    [bob, ada],
    [ada, bob],
  ] as const) {
    expect((await getRoomState(who, code, now)).people.map(({ id }) => id)).not.toContain(other.id)
  }
  const seen = await listMessages(bob, { code }, now)
  expect(seen.messages.map(({ seq, isHidden, body, author }) => ({ seq, isHidden, body, author }))).toEqual([
    { seq: 1, isHidden: true, body: '', author: null },
    { seq: 2, isHidden: true, body: '', author: null },
  ])
  expect((await listMessages(host, { code }, now)).messages.at(-1)?.body).toBe(said.body)
  published.length = 0
  await say(host, code, 'as she said', { replyToSeq: said.seq })
  expect(JSON.stringify(published)).not.toContain('after,')
  expect((await listMessages(bob, { code }, now)).messages.at(-1)).toMatchObject({ body: 'as she said', replyTo: null })
  const told = await db.select().from(notifications).where(eq(notifications.kind, 'mention'))
  expect(told.filter(({ userId }) => [host.id, bob.id].includes(userId)).map(({ userId }) => userId)).toEqual([host.id])
  await blockPerson(bob, { personId: ada.id, isBlocked: false }, now)
  expect((await listMessages(bob, { code }, now)).messages[1]?.body).toBe(said.body)
})

test('one sees whom one has blocked, and nobody sees who has blocked them', async () => {
  const [ada, bob] = [await createViewer(), await createViewer()]
  await blockPerson(ada, { personId: bob.id, isBlocked: true }, now)
  expect(await listBlocked(ada)).toEqual([{ id: bob.id, username: bob.username }])
  expect(await listBlocked(bob)).toEqual([])
  await blockPerson(bob, { personId: ada.id, isBlocked: false }, now)
  expect(await listBlocked(ada)).toHaveLength(1)
  await blockPerson(ada, { personId: bob.id, isBlocked: false }, now)
  expect(await listBlocked(ada)).toEqual([])
})

test('a report keeps what was said, also when it is deleted afterwards', async () => {
  const [guest, witness] = [await createViewer(), await createViewer()]
  const { code } = await roomWith([guest, witness])
  await say(witness, code, 'hm')
  await say(guest, code, 'something rude')
  await report(witness, { code, seq: 2, reason: 'rude' }, now)
  await changeMessage(guest, { code, seq: 2, change: { kind: 'delete' } }, now)
  const [kept] = await db.select().from(reports).where(eq(reports.reporterId, witness.id))
  expect(kept?.reportedUserId).toBe(guest.id)
  expect(kept?.context.messages.map(({ body }) => body)).toEqual(['hm', 'something rude'])
})

test('unread are the words since one last looked; reading never goes backwards', async () => {
  const guest = await createViewer()
  const { host, code } = await roomWith([])
  for (const body of ['one', 'two', 'three']) await say(host, code, body)
  await joinRoom(guest, code, now)
  const unread = async () => (await listMyRooms(guest, now)).find((card) => card.code === code)?.unread
  expect(await unread()).toBe(0)
  await say(host, code, 'four')
  await say(host, code, 'five')
  expect(await unread()).toBe(2)
  await markRead(guest, { code, seq: 5 }, now)
  await markRead(guest, { code, seq: 4 }, now)
  await markRead(guest, { code, seq: 9_999 }, now)
  expect(await unread()).toBe(0)
})

test('two press Start in the same moment: one does, the other is told', async () => {
  const guest = await createViewer()
  const { host, code } = await roomWith([guest])
  const start = { code, version: 0, command: { kind: 'start' as const } }
  const results = await Promise.allSettled([commandTimer(host, start, now), commandTimer(guest, start, now)])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const listed = await listRooms(guest, browseRoomsSchema.parse({ q: 'Hosting' }), later(13 * minuteMs))
  expect(listed.rooms.find((card) => card.code === code)?.activity).toBe('Focus, 12 min left')
})
