/**
 * What the two pages of rooms ask of the database, however much there is. The frame around them asks for the viewer, as
 * they do: React remembers the answer for the request, so that it costs nothing more.
 */
import { beforeAll, expect, test, vi } from 'vitest'
import { queryLog } from '@/db/query-log'
import { sessionCookie } from '@/lib/accounts/session-token'
import type { Viewer } from '@/lib/accounts/viewer'
import { newUuid } from '@/lib/ids'
import { createRoom } from '@/lib/rooms/commands'
import { changeMessage } from '@/lib/rooms/messages/change'
import { postMessage } from '@/lib/rooms/messages/commands'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom } from '@/lib/rooms/seats/join'
import { leaveRoom } from '@/lib/rooms/seats/leave'
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
vi.mock('@/lib/realtime/publish', () => import('@/lib/testing/silent-realtime'))

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

test('a room with hundreds of messages asks for the same as one with a page of them, and for no more rows', async () => {
  const [short, long] = [await openRoom(), await openRoom()]
  await fillWithMessages(short, viewer, 60, now)
  await fillWithMessages(long, viewer, 400, now)
  const asked = vi.spyOn(queryLog, 'logQuery')
  expect(await open(long)).toEqual(await open(short))
  const pages = asked.mock.calls.filter(([query]) => query.includes('order by "messages"."seq" desc'))
  // The range has two known ends: without its lower one PostgreSQL reads a room from its beginning
  // (docs/decisions/019-message-pages-are-ranges.md).
  for (const [query] of pages) expect(query).toMatch(/"messages"\."seq" >= [^ ]+\) order by/)
  expect(pages.map(([, values]) => values.slice(-2))).toEqual([
    [350, 51],
    [10, 51],
  ])
  asked.mockRestore()
})
