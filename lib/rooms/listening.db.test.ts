/**
 * Whoever loses the right to hear a room hears nothing more, also with a client of their own that holds a valid signature
 * and never says which session it belongs to (`pusher:signin`). Against the real realtime server.
 */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { registerHooks } from '@/app/account-hooks'
import { POST as authorize } from '@/app/api/realtime/auth/route'
import { db, transaction } from '@/db/client'
import { memberships, passwordResets, rooms, sessions } from '@/db/schema'
import { deleteAccount } from '@/lib/accounts/commands/deletion'
import { changePassword, resetPassword } from '@/lib/accounts/commands/password'
import { endOtherSessions, endSession, endSessionById, purgeExpired } from '@/lib/accounts/commands/sessions'
import { sessionCookie } from '@/lib/accounts/session-token'
import { findViewer, type Viewer } from '@/lib/accounts/viewer'
import type { GuardContext } from '@/lib/guard'
import { hashSecret, newUuid } from '@/lib/ids'
import { roomChannel, userChannel } from '@/lib/realtime/channels'
import { postMessage } from '@/lib/rooms/messages/commands'
import { listMessages } from '@/lib/rooms/messages/queries'
import { announced } from '@/lib/study/announce'
import { createPerson, signInCookie, testPassword, viewerOf } from '@/lib/testing/people'
import { after, minuteMs, secondMs } from '@/lib/time'
import { createLogger } from '@/server/realtime/log'
import { type RealtimeServer, startRealtimeServer } from '@/server/realtime/server'
import { connectRaw, type RawClient } from '@/server/realtime/testing/raw-client'
import { testApp } from '@/server/realtime/testing/server'
import { createRoom } from './commands'
import { removeMember } from './hosting/commands'
import { getRoomState } from './queries'
import { createRoomSchema } from './schemas'
import { joinRoom } from './seats/join'
import { leaveOnLogOut, leaveRoom } from './seats/leave'
import { freeGoneSeats } from './seats/presence'

vi.setConfig({ testTimeout: 60_000 })

const browser = vi.hoisted(() => ({ cookie: '' }))
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (name === sessionCookie() ? { value: browser.cookie } : undefined),
  }),
}))
vi.mock('next/server', () => ({ after: () => {} }))

const now = new Date()
const request = { address: null, userAgent: 'test' }
let server: RealtimeServer

beforeAll(async () => {
  const logger = createLogger('silent')
  server = await startRealtimeServer({ apps: [testApp], logger, lingerMs: 0 })
  Object.assign(process.env, {
    PUSHER_APP_ID: testApp.id,
    PUSHER_KEY: testApp.key,
    PUSHER_SECRET: testApp.secret,
    PUSHER_PORT: String(server.port),
    NEXT_RUNTIME: 'nodejs',
  })
  // As the server starts: it is what brings sessions and rooms together.
  registerHooks()
})
afterAll(() => server.close())

type Signed = { auth: string; channel_data?: string }

/** Asks the app for a signature with a cookie; the status when it refuses. */
async function sign(cookie: string, channel: string, socketId: string): Promise<Signed | number> {
  browser.cookie = cookie
  const reply = await authorize(
    new Request('http://localhost:3000/api/realtime/auth', {
      method: 'POST',
      headers: { origin: 'http://localhost:3000', host: 'localhost:3000' },
      body: new URLSearchParams({ socket_id: socketId, channel_name: channel }),
    }),
    undefined,
  )
  return reply.ok ? ((await reply.json()) as Signed) : reply.status
}

async function mustSign(cookie: string, channel: string, socketId: string): Promise<Signed> {
  const signed = await sign(cookie, channel, socketId)
  if (typeof signed === 'number') throw new Error(`refused with ${signed}`)
  return signed
}

async function subscribe(client: RawClient, channel: string, signed: Signed): Promise<void> {
  client.send({ event: 'pusher:subscribe', data: { channel, ...signed } })
  await client.settle()
}

const rowOf = async (code: string) => {
  const [room] = await db.select().from(rooms).where(eq(rooms.code, code))
  if (!room) throw new Error(`no room ${code}`)
  return room
}

const channelOf = async (code: string) => {
  const room = await rowOf(code)
  return roomChannel(room.id, room.channelVersion)
}

const say = (who: Viewer, code: string, body: string) => postMessage(who, { code, clientId: newUuid(), body }, now)

/** A private room with a host and a guest; the guest is signed in twice, and somebody holds a copy of the first cookie. */
async function scene() {
  const host = await viewerOf(await createPerson())
  const person = await createPerson()
  const copied = await signInCookie(person)
  const guest = await viewerOf(person)
  const input = createRoomSchema.parse({ name: 'Private table', maxMembers: 10, visibility: 'private' })
  const { code } = await createRoom(host, input, now)
  await joinRoom(guest, code, now)
  const copy = await findViewer(copied.value, now)
  if (!copy) throw new Error('the copied cookie does not work')
  return { host, guest, copied, copy, code }
}

type Scene = Awaited<ReturnType<typeof scene>>

async function resetByMail({ guest }: Scene): Promise<void> {
  const token = newUuid()
  const row = {
    tokenHash: hashSecret(token),
    userId: guest.id,
    createdAt: new Date(),
    expiresAt: after(new Date(), minuteMs),
  }
  await transaction((tx) => tx.insert(passwordResets).values(row))
  await resetPassword(token, 'another quiet corner table', new Date())
}

/** How a right ends; all but the first three end a session. */
const ways: Record<string, (scene: Scene) => Promise<unknown>> = {
  'leaves the room': ({ guest, code }) => leaveRoom(guest, code, now),
  'is removed': ({ host, guest, code }) => removeMember(host, { code, personId: guest.id, isBanned: false }, now),
  'is banned': ({ host, guest, code }) => removeMember(host, { code, personId: guest.id, isBanned: true }, now),
  'logs out of all other browsers': ({ guest }) => endOtherSessions(guest),
  'ends that one session': ({ guest, copied }) => endSession(guest, copied.sessionId),
  'changes the password': ({ guest }) =>
    changePassword(guest, { currentPassword: testPassword, newPassword: 'another quiet corner table' }, request, now),
  'resets the password': resetByMail,
  'logs out there': async ({ copy, copied }) => {
    await leaveOnLogOut(copy, now)
    await endSessionById(copied.sessionId)
  },
  'logs out everywhere': async ({ guest, copy, copied }) => {
    await endSession(guest, copied.sessionId)
    await leaveOnLogOut(guest, now)
    await endSessionById(guest.sessionId)
    expect(copy.id).toBe(guest.id)
  },
  'lets that session run out': async ({ copied }) => {
    await transaction((tx) =>
      tx
        .update(sessions)
        .set({ expiresAt: after(now, -minuteMs) })
        .where(eq(sessions.id, copied.sessionId)),
    )
    await purgeExpired(new Date())
  },
  'deletes the account': (at) => deleteAccount(at.guest, testPassword, now),
}
const endsSession = (way: string) => !['leaves the room', 'is removed', 'is banned'].includes(way)

/** Events that say something, on any channel: what is left is the protocol's own, and the word that a channel moved. */
const saidTo = (client: RawClient, from: number) =>
  client.received.slice(from).filter(({ event }) => !/^pusher(_internal)?:/.test(event) && event !== 'channel.moved')

test.each(Object.keys(ways))(
  'somebody %s: a socket that never authenticates hears nothing more, and its old signatures open nothing',
  async (way) => {
    const at = await scene()
    const channels = [await channelOf(at.code), userChannelOf(at.copy)]
    const spy = await connectRaw(server.port)
    const signatures = new Map<string, Signed>()
    for (const channel of channels) {
      const signed = await mustSign(at.copied.value, channel, spy.socketId)
      signatures.set(channel, signed)
      await subscribe(spy, channel, signed)
    }
    await say(at.host, at.code, 'before')
    await spy.settle()
    expect(spy.all('message.posted')).toHaveLength(1)

    await ways[way]?.(at)
    const from = spy.received.length
    const speak = async () => {
      await say(at.host, at.code, 'between us')
      // Another device of the same person, where there is one left.
      const [session] = await db.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, at.guest.id))
      const cookie = session && (await viewerOf(at.guest))
      if (cookie) await announced(async () => null)({}, { viewer: cookie } as GuardContext<'viewer'>)
      await spy.settle()
    }
    await speak()
    const wasCut = saidTo(spy, from)
    expect(wasCut.filter(({ event }) => event === 'message.posted')).toEqual([])
    if (endsSession(way)) expect(wasCut).toEqual([])

    for (const [channel, signed] of signatures) {
      spy.send({ event: 'pusher:unsubscribe', data: { channel } })
      await subscribe(spy, channel, signed)
    }
    await speak()
    const heard = saidTo(spy, from)
    expect(heard.filter(({ event }) => event === 'message.posted')).toEqual([])
    if (endsSession(way)) expect(heard).toEqual([])
    expect(JSON.stringify(spy.received.slice(from))).not.toContain('between us')
    const current = await channelOf(at.code)
    for (const channel of [...channels, current])
      if (endsSession(way) || channel !== channels[1])
        expect(await sign(at.copied.value, channel, spy.socketId)).toBe(403)
  },
)

test('somebody whose seat was freed: a signature from before opens nothing that anything is said on', async () => {
  const at = await scene()
  const channel = await channelOf(at.code)
  const spy = await connectRaw(server.port)
  const signed = await mustSign(at.copied.value, channel, spy.socketId)
  await transaction((tx) => tx.update(memberships).set({ goneSince: now }).where(eq(memberships.userId, at.guest.id)))
  expect(await freeGoneSeats(after(now, 61 * secondMs))).toBeGreaterThan(0)
  await subscribe(spy, channel, signed)
  await say(at.host, at.code, 'between us')
  await spy.settle()
  expect(saidTo(spy, 0)).toEqual([])
})

test('those who stay are told where the room is now and who left, and nothing else, and hear on from there', async () => {
  const at = await scene()
  const channel = await channelOf(at.code)
  const { channelVersion: version, lastRevision } = await rowOf(at.code)
  const cookie = await signInCookie(at.host)
  const stays = await connectRaw(server.port)
  await subscribe(stays, channel, await mustSign(cookie.value, channel, stays.socketId))
  await leaveRoom(at.guest, at.code, now)
  await stays.settle()
  const said = stays.received.filter(({ event }) => !/^pusher(_internal)?:/.test(event))
  expect(said.map(({ event, data }) => [event, JSON.parse(String(data))])).toEqual([
    ['channel.moved', { version: version + 1, left: { revision: lastRevision + 1, personIds: [at.guest.id] } }],
  ])
  const moved = await channelOf(at.code)
  await subscribe(stays, moved, await mustSign(cookie.value, moved, stays.socketId))
  await say(at.host, at.code, 'here now')
  await stays.settle()
  expect(stays.all('message.posted').map((got) => got.channel)).toEqual([moved])
})

test('one of fifty leaves: one authorisation each for the others, and nobody misses what is said on the way', async () => {
  const host = await viewerOf(await createPerson())
  const input = createRoomSchema.parse({ name: 'Full house', maxMembers: 50, visibility: 'private' })
  const { code } = await createRoom(host, input, now)
  const leaver = await viewerOf(await createPerson())
  await joinRoom(leaver, code, now)
  const crowd: { viewer: Viewer; cookie: string; client: RawClient }[] = []
  const channel = await channelOf(code)
  for (let n = 0; n < 48; n++) {
    const viewer = await viewerOf(await createPerson())
    await joinRoom(viewer, code, now)
    const cookie = (await signInCookie(viewer)).value
    const client = await connectRaw(server.port)
    await subscribe(client, channel, await mustSign(cookie, channel, client.socketId))
    crowd.push({ viewer, cookie, client })
  }

  await leaveRoom(leaver, code, now)
  await say(host, code, 'while you move')
  const moved = await channelOf(code)
  for (const { viewer, cookie, client } of crowd) {
    await client.next('channel.moved', channel)
    await subscribe(client, moved, await mustSign(cookie, moved, client.socketId))
    const [state, page] = await Promise.all([
      getRoomState(viewer, code, now),
      listMessages(viewer, { code, after: 0 }, now),
    ])
    expect([state.people.length, page.messages.length]).toEqual([49, 1])
  }
  await say(host, code, 'all here')
  for (const { client } of crowd) {
    await client.settle()
    expect(client.all('message.posted')).toHaveLength(1)
    expect(client.all('channel.moved')).toHaveLength(1)
  }
})

const userChannelOf = (viewer: Viewer) => userChannel(viewer.id, viewer.channelVersion)
