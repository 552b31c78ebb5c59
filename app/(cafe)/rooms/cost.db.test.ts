/**
 * What the two pages of rooms ask of the database, however much there is. The frame around them asks for the viewer, as
 * they do: React remembers the answer for the request, so that it costs nothing more.
 */
import { beforeAll, expect, test, vi } from 'vitest'
import { sessionCookie } from '@/lib/accounts/session-token'
import type { Viewer } from '@/lib/accounts/viewer'
import { newUuid } from '@/lib/ids'
import { changeMessage } from '@/lib/rooms/message-commands'
import { postMessage } from '@/lib/rooms/messages'
import { createRoom } from '@/lib/rooms/room-commands'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom, leaveRoom } from '@/lib/rooms/seat-commands'
import { createViewer, signInCookie } from '@/lib/testing/people'
import { queriesOf } from '@/lib/testing/queries'
import { fillWithMessages } from '@/lib/testing/room-fill'
import RoomPage from './[code]/page'
import RoomsPage from './page'

const maxStatements = 5

const browser = vi.hoisted(() => ({ cookie: '' }))
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (name === sessionCookie() ? { value: browser.cookie } : undefined),
  }),
}))
vi.mock('@/lib/realtime/publish', () => ({ fitsInEvent: () => true, publish: async () => {} }))

const now = new Date()
let viewer: Viewer

async function openRoom(fields: object = {}, host = viewer) {
  const input = createRoomSchema.parse({ name: 'Counting', maxMembers: 20, visibility: 'public', ...fields })
  return (await createRoom(host, input, now)).code
}

beforeAll(async () => {
  viewer = await createViewer()
  browser.cookie = (await signInCookie(viewer)).value
})

const openList = (searchParams: Record<string, string>) =>
  queriesOf(() => RoomsPage({ searchParams: Promise.resolve(searchParams) }))
const open = (code: string) => queriesOf(() => RoomPage({ params: Promise.resolve({ code }) }))

test(`the list of rooms asks at most ${maxStatements} questions, with thirty rooms as with none`, async () => {
  const before = await openList({})
  expect(before.length).toBeGreaterThan(0)
  for (let n = 0; n < 30; n++) await openRoom({ name: `Counting ${n}` }, await createViewer())
  const everything: Record<string, string> = { q: 'counting', subject: 'other', seat: '1', sort: 'new', page: '2' }
  for (const wanted of [{}, everything]) {
    const queries = await openList(wanted)
    expect(queries.length).toBeLessThanOrEqual(maxStatements)
    expect(queries).toHaveLength(before.length)
  }
})

test(`a room asks at most ${maxStatements} questions, however many sit and talk there`, async () => {
  const [quiet, busy] = [await openRoom(), await openRoom()]
  for (let n = 0; n < 12; n++) {
    const guest = await createViewer()
    await joinRoom(guest, busy, now)
    const said = { code: busy, clientId: newUuid(), body: `hello @${viewer.username}`, replyToSeq: n || undefined }
    const { seq } = await postMessage(guest, said, now)
    await changeMessage(viewer, { code: busy, seq, change: { kind: 'react', emoji: '👍', isOn: true } }, now)
  }
  expect((await open(quiet)).length).toBeLessThanOrEqual(maxStatements)
  expect((await open(busy)).length).toBeLessThanOrEqual(maxStatements)
  for (const code of [quiet, busy]) await leaveRoom(viewer, code, now)
})

test('a room with 10,000 messages opens as fast as one with a page of them', async () => {
  const [short, long] = [await openRoom(), await openRoom()]
  await fillWithMessages(short, viewer, 60, now)
  await fillWithMessages(long, viewer, 10_000, now)
  const times: Record<string, number[]> = { [short]: [], [long]: [] }
  // Alternating, so that whatever else the machine does meets both alike.
  for (let round = 0; round < 60; round++) {
    for (const code of round % 2 ? [short, long] : [long, short]) {
      const started = performance.now()
      await RoomPage({ params: Promise.resolve({ code }) })
      times[code]?.push(performance.now() - started)
    }
  }
  const median = (code: string) => times[code]?.toSorted((a, b) => a - b)[30] ?? Number.NaN
  expect(await open(long)).toEqual(await open(short))
  expect(median(long)).toBeLessThan(1.5 * median(short))
}, 60_000)
