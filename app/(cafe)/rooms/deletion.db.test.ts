/** Whoever was shown out reads a sentence at the address of the room; to strangers a closed room is none. */
import { beforeAll, expect, test, vi } from 'vitest'
import { RoomNotice } from '@/components/rooms/room-notice'
import { RoomPreview } from '@/components/rooms/room-preview'
import { RoomView } from '@/components/rooms/room-view'
import { sessionCookie } from '@/lib/accounts/session-token'
import type { Viewer } from '@/lib/accounts/viewer'
import { createRoom } from '@/lib/rooms/commands'
import { removeMember } from '@/lib/rooms/hosting/commands'
import { getRoomAsMember } from '@/lib/rooms/queries'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom } from '@/lib/rooms/seats/join'
import { leaveRoom } from '@/lib/rooms/seats/leave'
import { freeGoneSeats, notePresence } from '@/lib/rooms/seats/presence'
import { createViewer, signInCookie } from '@/lib/testing/people'
import { after, minuteMs, secondMs } from '@/lib/time'
import RoomPage from './[code]/page'

const browser = vi.hoisted(() => ({ cookie: '' }))
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (name === sessionCookie() ? { value: browser.cookie } : undefined),
  }),
}))
vi.mock('@/lib/realtime/publish', () => import('@/lib/testing/silent-realtime'))
vi.mock('@/lib/realtime/presence', () => ({ listPresent: async () => new Set(), listOccupied: async () => null }))

const now = new Date()
let host: Viewer
let code: string

beforeAll(async () => {
  host = await createViewer()
  const input = createRoomSchema.parse({ name: 'Secret society', maxMembers: 9, visibility: 'private' })
  code = (await createRoom(host, input, now)).code
})

async function openAs(viewer: Viewer, at = code) {
  browser.cookie = (await signInCookie(viewer)).value
  const { type, props } = await RoomPage({ params: Promise.resolve({ code: at }) })
  return { type, props: props as Record<string, unknown> }
}

test('removed: the host asked you to leave, and the way back in', async () => {
  const guest = await createViewer()
  expect((await openAs(guest)).props).toMatchObject({ endedBy: null })
  await joinRoom(guest, code, now)
  await removeMember(host, { code, personId: guest.id, isBanned: false }, now)
  expect(await openAs(guest)).toMatchObject({ type: RoomPreview, props: { endedBy: 'removed' } })
  await joinRoom(guest, code, now)
  await leaveRoom(guest, code, now)
  expect((await openAs(guest)).props).toMatchObject({ endedBy: 'left' })
})

test('lost connection: the seat was given up', async () => {
  const guest = await createViewer()
  await joinRoom(guest, code, now)
  const { channel, id } = await getRoomAsMember(guest, code, now)
  await notePresence([{ kind: 'left', channel, userId: guest.id }], now)
  await freeGoneSeats(after(now, 2 * minuteMs), { roomId: id })
  expect((await openAs(guest)).props).toMatchObject({ endedBy: 'lost' })
})

test('banned: a sentence for a member, without a word about the room; for a stranger there is no room', async () => {
  const [guest, stranger] = [await createViewer(), await createViewer()]
  await joinRoom(guest, code, now)
  for (const { id } of [guest, stranger]) await removeMember(host, { code, personId: id, isBanned: true }, now)
  const page = await openAs(guest)
  expect(page).toMatchObject({ type: RoomNotice, props: { title: 'You can’t come back to this room' } })
  for (const secret of ['Secret society', host.username, code]) expect(JSON.stringify(page.props)).not.toContain(secret)
  const answer = (at: string, who: Viewer) => openAs(who, at).then(JSON.stringify, (error: Error) => error.message)
  const nothing = await answer('AAAAAA', stranger)
  expect(nothing).toContain('404')
  expect(await answer(code, stranger)).toBe(nothing)
})

test('whoever opens the page again keeps the seat, however long the browser takes to connect', async () => {
  const [back, away] = [await createViewer(), await createViewer()]
  const { code: place } = await createRoom(
    await createViewer(),
    createRoomSchema.parse({ name: 'Slow lane', maxMembers: 9, visibility: 'private' }),
    now,
  )
  for (const guest of [back, away]) await joinRoom(guest, place, now)
  const { channel, id } = await getRoomAsMember(back, place, now)
  const gone = after(now, -50 * secondMs)
  await notePresence(
    [back, away].map(({ id: userId }) => ({ kind: 'left', channel, userId }) as const),
    gone,
  )
  await openAs(back, place)
  expect(await freeGoneSeats(after(now, 15 * secondMs), { roomId: id })).toBe(1)
  expect((await openAs(back, place)).type).toBe(RoomView)
  expect((await openAs(away, place)).props).toMatchObject({ endedBy: 'lost' })
})
