/**
 * `npm run bench:rooms`, the queries: the list of rooms with 10 and with 10,000 rooms (and 100,000 memberships), opening a room with
 * 10,000 messages and with none, and what a room that fills costs those who sit there. On a fresh SQLite file, or on an empty database at BENCH_DATABASE_URL.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localTestEnv } from '@/lib/testing/test-env'
import type { RoomState } from '../lib/rooms/views'

/** What is published, in the place of a realtime server. */
const published: { name: string; data: string }[] = []
const realtime = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString()
  if (body) published.push(JSON.parse(body))
  response.end('{}')
})
await new Promise<void>((done) => realtime.listen(0, '127.0.0.1', done))
const { port } = realtime.address() as AddressInfo

const folder = mkdtempSync(join(tmpdir(), 'cafe-bench-'))
const given = process.env.BENCH_DATABASE_URL
Object.assign(process.env, localTestEnv, {
  DATABASE_URL: given ?? `file:${join(folder, 'bench.db')}`,
  PUSHER_PORT: String(port),
})

const say = (text: string) => process.stdout.write(`${text}\n`)

async function p50(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 60; n++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[30] ?? Number.NaN
}

const { migrateDatabase } = await import('@/db/migrate')
await migrateDatabase(process.env.DATABASE_URL)
const { transaction, closeDatabase } = await import('@/db/client')
const schema = await import('@/db/schema')
const { createPerson, createViewer } = await import('@/lib/testing/people')
const { createRoom } = await import('../lib/rooms/commands')
const { createRoomSchema, browseRoomsSchema } = await import('../lib/rooms/schemas')
const { listRooms } = await import('../lib/rooms/browse-queries')
const { getRoom, getRoomState, peopleOf } = await import('../lib/rooms/queries')
const { withPeopleChanged } = await import('../lib/rooms/room-state')
const { joinRoom } = await import('../lib/rooms/seats/join')
const { queriesOf } = await import('@/lib/testing/queries')
const { pageOfMessages } = await import('../lib/rooms/messages/queries')
const { fillWithMessages, fillWithRooms } = await import('@/lib/testing/room-fill')

const now = new Date()
const viewer = await createViewer()

const people: { id: string }[] = []
for (let n = 0; n < 200; n++) people.push(await createPerson())
const usual = browseRoomsSchema.parse({})
const search = browseRoomsSchema.parse({ q: 'bench 7', subject: 'maths' })
await fillWithRooms(10, 10, people, now)
const few = {
  list: await p50(() => listRooms(viewer, usual, now)),
  search: await p50(() => listRooms(viewer, search, now)),
}
await transaction((tx) => tx.delete(schema.rooms))
await fillWithRooms(10_000, 10, people, now)
const many = {
  list: await p50(() => listRooms(viewer, usual, now)),
  search: await p50(() => listRooms(viewer, search, now)),
}
const ratio = (a: number, b: number) => (a / b).toFixed(2)
say(
  `list   10 rooms ${few.list.toFixed(2)} ms, 10,000 rooms ${many.list.toFixed(2)} ms, ratio ${ratio(many.list, few.list)}`,
)
say(
  `search 10 rooms ${few.search.toFixed(2)} ms, 10,000 rooms ${many.search.toFixed(2)} ms, ratio ${ratio(many.search, few.search)}`,
)

const open = async (code: string) => {
  const found = await getRoom(viewer, code, now)
  if (!found.member) throw new Error('The viewer is not in the room.')
  await Promise.all([peopleOf(viewer, found.room, now), pageOfMessages(viewer, found.room)])
}
const input = createRoomSchema.parse({ name: 'Bench chat', maxMembers: 8, visibility: 'public' })
const [empty, full] = [await createRoom(viewer, input, now), await createRoom(viewer, input, now)]
await fillWithMessages(full.code, viewer, 10_000, now)
const opened = { empty: await p50(() => open(empty.code)), full: await p50(() => open(full.code)) }
say(
  `open   empty room ${opened.empty.toFixed(2)} ms, 10,000 messages ${opened.full.toFixed(2)} ms, ratio ${ratio(opened.full, opened.empty)}`,
)

/** The room fills: what a join costs, and what it costs all who sit there. They have nothing but the events. */
const seats = 50
const { code } = await createRoom(
  await createViewer(),
  createRoomSchema.parse({ name: 'Bench table', maxMembers: seats, visibility: 'public' }),
  now,
)
const screens: { viewer: typeof viewer; state: RoomState }[] = []
let [joins, follows, asks] = [0, 0, 0]
for (let n = 1; n < seats; n++) {
  const guest = await createViewer()
  published.length = 0
  joins += (await queriesOf(() => joinRoom(guest, code, now))).length
  const events = published.filter(({ name }) => name === 'people.changed')
  follows += (
    await queriesOf(async () => {
      for (const screen of screens)
        for (const { data } of events) {
          const next = withPeopleChanged(screen.state, JSON.parse(data), screen.viewer.id)
          if (next) screen.state = next
          else asks++
        }
    })
  ).length
  screens.push({ viewer: guest, state: await getRoomState(guest, code, now) })
}
const seen = screens.map(({ state }) => state.people.length)
say(
  `join   ${seats - 1} people: ${(joins / (seats - 1)).toFixed(1)} statements each; the screens already there ask ${asks} times, ` +
    `${follows} statements, and show ${Math.min(...seen)} to ${Math.max(...seen)} people`,
)
if (asks + follows > 0 || seen.some((people) => people !== seats)) process.exitCode = 1
await closeDatabase()
realtime.closeAllConnections()
realtime.close()
rmSync(folder, { recursive: true, force: true })
