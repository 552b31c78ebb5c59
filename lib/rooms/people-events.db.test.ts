/** What is said of people at a table, and that a screen which applies it shows what the server would answer. */
import { and, eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import { memberships } from '@/db/schema'
import { blockPerson } from '@/lib/accounts/commands/blocks'
import type { Viewer } from '@/lib/accounts/viewer'
import { createViewer } from '@/lib/testing/people'
import { queriesOf } from '@/lib/testing/queries'
import { after, minuteMs, secondMs } from '@/lib/time'
import { createRoom } from './commands'
import type { PeopleChanged, RoomEvents } from './events'
import { muteMember, removeMember, transferHost } from './hosting/commands'
import { getRoomState } from './queries'
import { withPeopleChanged, withPeopleLeft } from './room-state'
import { createRoomSchema } from './schemas'
import { joinRoom } from './seats/join'
import { leaveRoom } from './seats/leave'
import { freeGoneSeats, noteReturn } from './seats/presence'
import type { RoomState } from './views'

const published = vi.hoisted(() => [] as { channel: string; event: string; payload: unknown }[])
vi.mock('@/lib/realtime/publish', () => ({
  fitsInEvent: () => true,
  publish: async (channel: string, event: string, payload: unknown) => void published.push({ channel, event, payload }),
  disconnectSessions: async () => {},
}))
vi.mock('@/lib/realtime/presence', () => ({ listPresent: async () => new Set(), listOccupied: async () => new Map() }))

const now = new Date('2026-03-01T10:00:00Z')

beforeEach(() => {
  published.length = 0
})

async function openRoom(guests: readonly Viewer[] = []) {
  const host = await createViewer()
  const input = createRoomSchema.parse({ name: 'Open table', maxMembers: 10, visibility: 'public' })
  const { code } = await createRoom(host, input, now)
  for (const guest of guests) await joinRoom(guest, code, now)
  published.length = 0
  return { host, code }
}

/** The screen of somebody who sits there and never asks again. */
async function openScreen(viewer: Viewer, code: string) {
  let state: RoomState | null = await getRoomState(viewer, code, now)
  published.length = 0
  return () => {
    for (const { event, payload } of published.splice(0)) {
      if (!state) return state
      if (event === 'people.changed') state = withPeopleChanged(state, payload as PeopleChanged, viewer.id)
      const { left } = event === 'channel.moved' ? (payload as RoomEvents['channel.moved']) : {}
      if (left && state) state = withPeopleLeft(state, left, viewer.id)
    }
    return state
  }
}

/** What the server answers, but for what a screen follows by other ways: the name of the channel. */
const shown = (state: RoomState | null) => state && { ...state, room: { ...state.room, channel: '' } }

const goneFor = (viewer: Viewer, ms: number) =>
  transaction((tx) =>
    tx
      .update(memberships)
      .set({ goneSince: after(now, -ms) })
      .where(and(eq(memberships.userId, viewer.id), eq(memberships.isActive, true))),
  )

test('a screen that only listens shows what the server would answer: joining, muting, handing over, leaving, returning', async () => {
  const [ann, ben, cy] = [await createViewer(), await createViewer(), await createViewer()]
  const { host, code } = await openRoom([ann])
  const screens = [
    [host, await openScreen(host, code)],
    [ann, await openScreen(ann, code)],
  ] as const
  const agree = async (what: string) => {
    const events = [...published]
    for (const [viewer, look] of screens) {
      published.splice(0, published.length, ...events)
      expect(shown(look()), what).toEqual(shown(await getRoomState(viewer, code, now)))
    }
  }
  await joinRoom(ben, code, now)
  await agree('joined')
  await joinRoom(cy, code, after(now, secondMs))
  await agree('a second one joined')
  await joinRoom(cy, code, now)
  expect(published).toEqual([])
  await muteMember(host, { code, personId: ann.id, isMuted: true }, now)
  await agree('muted')
  await muteMember(host, { code, personId: ann.id, isMuted: false }, now)
  await agree('unmuted')
  await leaveRoom(ben, code, now)
  await agree('left')
  await removeMember(host, { code, personId: cy.id, isBanned: false }, now)
  await agree('removed')
  await joinRoom(ben, code, after(now, minuteMs))
  await agree('came again')
})

test('handing a room over reaches the others in the event, and the next host in the same way', async () => {
  const ann = await createViewer()
  const { host, code } = await openRoom([ann])
  const look = await openScreen(ann, code)
  await transferHost(host, { code, personId: ann.id }, now)
  expect(shown(look())).toEqual(shown(await getRoomState(ann, code, now)))
})

test('several who lost their connection go in one event, and who was out of sight comes back in one', async () => {
  const [ann, ben, cy] = [await createViewer(), await createViewer(), await createViewer()]
  const { host, code } = await openRoom([ann, ben, cy])
  await goneFor(cy, 3 * minuteMs)
  const look = await openScreen(host, code)
  await noteReturn(cy, (await getRoomState(host, code, now)).room.id, now)
  expect(published.map(({ event }) => event)).toEqual(['people.changed'])
  expect(shown(look())).toEqual(shown(await getRoomState(host, code, now)))
  for (const gone of [ann, ben]) await goneFor(gone, 2 * minuteMs)
  await freeGoneSeats(now, { userId: ann.id })
  await freeGoneSeats(now, { userId: ben.id })
  expect(published.map(({ event }) => event)).toEqual(['channel.moved', 'channel.moved'])
  expect(shown(look())).toEqual(shown(await getRoomState(host, code, now)))
})

test('who was away for a moment is still at the table: nothing is said', async () => {
  const ann = await createViewer()
  const { host, code } = await openRoom([ann])
  await goneFor(ann, 30 * secondMs)
  await noteReturn(ann, (await getRoomState(host, code, now)).room.id, now)
  expect(published).toEqual([])
  const [seat] = await db.select().from(memberships).where(eq(memberships.userId, ann.id))
  expect(seat?.goneSince).toBeNull()
})

test('a host who leaves is not named on the channel they could still hear the next host on: each screen asks', async () => {
  const ann = await createViewer()
  const { host, code } = await openRoom([ann])
  await leaveRoom(host, code, now)
  expect(published).toMatchObject([{ event: 'channel.moved', payload: { version: 2 } }])
  expect(published[0]?.payload).not.toHaveProperty('left')
})

test('across a block an event says only that there is something: no name, no id, no word of the change', async () => {
  const [ann, foe] = [await createViewer(), await createViewer()]
  const { host, code } = await openRoom([ann])
  await blockPerson(ann, { personId: foe.id, isBlocked: true }, now)
  await joinRoom(foe, code, now)
  await muteMember(host, { code, personId: foe.id, isMuted: true }, now)
  await leaveRoom(foe, code, now)
  expect(published.map(({ event }) => event)).toEqual(['people.changed', 'people.changed', 'channel.moved'])
  expect(JSON.stringify(published)).not.toContain(foe.id)
  expect(JSON.stringify(published)).not.toContain(foe.username)
})

test('a block between others at the table keeps nothing back about somebody who has none', async () => {
  const [ann, foe, ben] = [await createViewer(), await createViewer(), await createViewer()]
  const { code } = await openRoom([ann, foe])
  await blockPerson(ann, { personId: foe.id, isBlocked: true }, now)
  await joinRoom(ben, code, now)
  expect(published).toMatchObject([{ payload: { change: { kind: 'joined', person: { username: ben.username } } } }])
})

test('ten people who join cost the table nothing: every screen follows without a single statement', async () => {
  const ann = await createViewer()
  const { host, code } = await openRoom([ann])
  const look = await openScreen(host, code)
  for (let n = 0; n < 8; n++) await joinRoom(await createViewer(), code, after(now, n))
  expect(published).toHaveLength(8)
  const asked = await queriesOf(async () => void look())
  expect(asked).toEqual([])
  const here = look()?.people.map(({ id }) => id)
  expect(here).toEqual((await getRoomState(host, code, now)).people.map(({ id }) => id))
  expect(here).toHaveLength(10)
})
