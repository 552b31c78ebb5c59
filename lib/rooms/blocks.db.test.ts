/** Between two people one of whom has blocked the other: no name, picture or words, either way, by whatever road. */
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { GET as avatar } from '@/app/(cafe)/u/[username]/avatar/[digest]/route'
import { registerHooks } from '@/app/account-hooks'
import { POST as authorise } from '@/app/api/realtime/auth/route'
import { db, transaction } from '@/db/client'
import { avatars, notifications, reports } from '@/db/schema'
import { blockPerson } from '@/lib/accounts/commands/blocks'
import { exportAccount } from '@/lib/accounts/export'
import { getPerson } from '@/lib/accounts/queries'
import type { Viewer } from '@/lib/accounts/viewer'
import { newUuid } from '@/lib/ids'
import { postMessage } from '@/lib/rooms/messages/commands'
import { listMessages } from '@/lib/rooms/messages/queries'
import { createViewer } from '@/lib/testing/people'
import { openRoom } from '@/lib/testing/rooms'
import { changeMessage } from './messages/change'
import { getRoomAsMember, getRoomState } from './queries'
import { report } from './report'
import { commandTimer } from './timer/commands'

beforeAll(registerHooks)

const published = vi.hoisted(() => [] as { channel: string; event: string; payload: unknown }[])
const asking = vi.hoisted(() => ({ viewer: null as unknown }))

vi.mock('@/lib/realtime/publish', () => ({
  fitsInEvent: () => true,
  publish: async (channel: string, event: string, payload: unknown) => void published.push({ channel, event, payload }),
  disconnectSessions: async () => {},
}))
vi.mock('@/lib/accounts/viewer', async (original) => ({
  ...(await original<typeof import('@/lib/accounts/viewer')>()),
  getViewer: async () => asking.viewer,
}))

beforeEach(() => {
  published.length = 0
  asking.viewer = null
})

const now = new Date('2026-03-01T10:00:00Z')
const words = 'the words of ada'

/** A room with Ada, who has said something, Bob, and a host; Ada has blocked Bob, or Bob Ada. */
async function apart(who: 'ada' | 'bob' = 'ada') {
  const [host, ada, bob] = [await createViewer(), await createViewer(), await createViewer()]
  const { code } = await openRoom(now, { host, guests: [ada, bob], name: 'Apart' })
  const said = await say(ada, code, words)
  const reply = await say(bob, code, 'I answered before', { replyToSeq: said.seq })
  const block = () =>
    who === 'ada'
      ? blockPerson(ada, { personId: bob.id, isBlocked: true }, now)
      : blockPerson(bob, { personId: ada.id, isBlocked: true }, now)
  return { host, ada, bob, code, said, reply, block }
}

const say = (who: Viewer, code: string, body: string, extra: { replyToSeq?: number } = {}) =>
  postMessage(who, { code, clientId: newUuid(), body, ...extra }, now)

/** Is there anything of `person` in what somebody got? */
function hears(got: unknown, person: Viewer, ...their: string[]): string[] {
  const text = JSON.stringify(got)
  return [person.username, ...their].filter((word) => text.includes(word))
}

test.each(['ada', 'bob'] as const)(
  'nobody replies across a block that %s set, and an older reply shows no words',
  async (who) => {
    const { ada, bob, code, said, reply, block } = await apart(who)
    await block()
    await expect(say(bob, code, 'once more', { replyToSeq: said.seq })).rejects.toMatchObject({ code: 'not-found' })
    const edited = await changeMessage(bob, { code, seq: reply.seq, change: { kind: 'edit', body: 'edited' } }, now)
    expect(edited).toMatchObject({ body: 'edited', replyTo: null })
    expect(hears(edited, ada, words)).toEqual([])
    expect(hears(await listMessages(bob, { code }, now), ada, words, ada.id)).toEqual([])
    const again = { code, clientId: reply.clientId, body: 'I answered before', replyToSeq: said.seq }
    expect(hears(await postMessage(bob, again, now), ada, words)).toEqual([])
  },
)

test('reactions of somebody behind a block are not counted or named, on the page or on the channel', async () => {
  const { host, ada, bob, code, block } = await apart()
  const by = await say(host, code, 'hello all')
  const react = (who: Viewer, emoji: string) =>
    changeMessage(who, { code, seq: by.seq, change: { kind: 'react', emoji, isOn: true } }, now)
  await react(ada, '👍')
  await react(ada, '☕')
  await react(host, '☕')
  await block()
  const seen = (await listMessages(bob, { code }, now)).messages.at(-1)
  expect(seen?.reactions).toEqual([{ emoji: '☕', by: [host.id] }])
  published.length = 0
  await changeMessage(host, { code, seq: by.seq, change: { kind: 'edit', body: 'hello everyone' } }, now)
  expect(hears(published, ada, ada.id)).toEqual([])
  expect(await react(bob, '☕')).toMatchObject({ reactions: [{ emoji: '☕', by: [host.id, bob.id] }] })
})

test('a report keeps the context for whoever decides, and the reporter gets none of it back', async () => {
  const { ada, bob, code, reply, block, host } = await apart()
  await block()
  const rude = await say(host, code, 'something rude')
  await report(bob, { code, seq: rude.seq, reason: 'rude' }, now)
  const [kept] = await db.select().from(reports).where(eq(reports.reporterId, bob.id))
  expect(kept?.context.messages.map(({ body }) => body)).toEqual([words, reply.body, 'something rude'])
  const exported = await exportAccount(bob, now)
  expect(exported).toMatchObject({ reports: [{ reason: 'rude' }] })
  expect(hears(exported, ada, words, 'something rude', host.username)).toEqual([])
})

test('notices of each other go with the block, those of others stay', async () => {
  const { host, ada, bob, code, block } = await apart()
  await say(ada, code, `see @${bob.username} here`)
  await say(bob, code, `see @${ada.username} there`)
  await say(host, code, `welcome @${bob.username} and @${ada.username}`)
  await block()
  const of = async (who: Viewer) =>
    (await db.select().from(notifications).where(eq(notifications.userId, who.id))).length
  expect([await of(ada), await of(bob)]).toEqual([1, 1])
  expect(hears((await exportAccount(bob, now)).notifications, host)).toEqual([host.username])
})

test('presence carries the id alone: everybody who listens hears it', async () => {
  const { ada, code } = await apart()
  asking.viewer = ada
  const { channel } = await getRoomAsMember(ada, code, now)
  const headers = { 'sec-fetch-site': 'same-origin' }
  const body = new URLSearchParams({ socket_id: '12.34', channel_name: channel })
  const answer = await authorise(
    new Request('http://localhost:3000/api/realtime/auth', { method: 'POST', headers, body }),
    undefined,
  )
  const signed = (await answer.json()) as { channel_data: string }
  expect(JSON.parse(signed.channel_data)).toEqual({ user_id: ada.id })
})

test('no event of a room names somebody to a person behind a block', async () => {
  const { host, ada, bob, code, block } = await apart()
  await block()
  published.length = 0
  await commandTimer(ada, { code, version: 0, command: { kind: 'start' } }, now)
  await say(ada, code, `hello @${host.username}`)
  const later = await say(ada, code, 'and more words of ada')
  await say(host, code, 'quite', { replyToSeq: later.seq })
  await changeMessage(host, { code, seq: later.seq, change: { kind: 'react', emoji: '👍', isOn: true } }, now)
  await changeMessage(ada, { code, seq: later.seq, change: { kind: 'delete' } }, now)
  expect(published.find(({ event }) => event === 'timer.changed')?.payload).toMatchObject({ by: ada.id })
  expect(published.length).toBeGreaterThan(4)
  expect(hears(published, ada, 'words of ada')).toEqual([])
  expect(hears(await getRoomState(bob, code, now), ada, ada.id)).toEqual([])
})

test('a picture by its address is not there across a block', async () => {
  const [ada, bob] = [await createViewer({ visibility: 'public' }), await createViewer()]
  const picture = { userId: ada.id, image: Buffer.from('picture'), digest: newUuid(), updatedAt: now }
  await transaction((tx) => tx.insert(avatars).values(picture))
  const load = async (viewer: Viewer | null) => {
    asking.viewer = viewer
    const params = Promise.resolve({ username: ada.username, digest: picture.digest })
    return avatar(new Request('http://localhost:3000/'), { params })
  }
  expect((await load(bob)).status).toBe(200)
  await blockPerson(bob, { personId: ada.id, isBlocked: true }, now)
  const refused = await load(bob)
  expect([refused.status, refused.headers.get('cache-control')]).toEqual([404, 'no-store'])
  const shown = await load(null)
  expect(shown.status).toBe(200)
  // What one person is shown and another is not must not lie in a cache between them.
  expect(shown.headers.get('cache-control')).toMatch(/^private/)
  await expect(getPerson(bob, ada.username)).rejects.toMatchObject({ code: 'not-found' })
})
