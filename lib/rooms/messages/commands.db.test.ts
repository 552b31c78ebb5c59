import { expect, test } from 'vitest'
import type { Viewer } from '@/lib/accounts/viewer'
import { newUuid } from '@/lib/ids'
import { createRoom } from '@/lib/rooms/commands'
import { getRoomAsMember } from '@/lib/rooms/queries'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom } from '@/lib/rooms/seats/join'
import { leaveRoom } from '@/lib/rooms/seats/leave'
import { createViewer } from '@/lib/testing/people'
import { queriesOf } from '@/lib/testing/queries'
import { postMessage } from './commands'
import { messagesPerPage, pageOfMessages } from './queries'

const now = new Date('2026-03-01T10:00:00Z')

async function roomWith(...guests: Viewer[]) {
  const host = await createViewer()
  const input = createRoomSchema.parse({ name: 'Chat test', maxMembers: 10, visibility: 'public' })
  const { code } = await createRoom(host, input, now)
  for (const guest of guests) await joinRoom(guest, code, now)
  return { host, code, room: await getRoomAsMember(host, code, now) }
}

/** Not the begin and commit around it. */
const isAsked = (query: string) => !/^(begin|commit)/i.test(query)

const say = (who: Viewer, code: string, body: string, clientId = newUuid()) =>
  postMessage(who, { code, clientId, body }, now)

test('messages are numbered 1, 2, 3 without gaps, however many write at once', async () => {
  const guest = await createViewer()
  const { host, code, room } = await roomWith(guest)
  await Promise.all(Array.from({ length: 30 }, (_, n) => say(n % 2 ? host : guest, code, `message ${n}`)))
  const { messages } = await pageOfMessages(host, room)
  expect(messages.map((message) => message.seq)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
})

test('the same client id is one message, also when the retries overlap', async () => {
  const { host, code, room } = await roomWith()
  const clientId = newUuid()
  const answers = await Promise.all(Array.from({ length: 5 }, () => say(host, code, 'once', clientId)))
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
  await say(host, code, 'next')
  const { messages } = await pageOfMessages(host, room)
  expect(messages.map((message) => [message.seq, message.body])).toEqual([
    [1, 'once'],
    [2, 'next'],
  ])
})

test('two people may use the same client id', async () => {
  const guest = await createViewer()
  const { host, code, room } = await roomWith(guest)
  const clientId = newUuid()
  await say(host, code, 'mine', clientId)
  await say(guest, code, 'also mine', clientId)
  expect((await pageOfMessages(host, room)).messages).toHaveLength(2)
})

test('a message costs what it takes to check and write it: what goes out is not read back, and is what others read', async () => {
  const guest = await createViewer()
  const { host, code } = await roomWith(guest)
  const [first, second] = [newUuid(), newUuid()]
  const posts = [
    () => postMessage(host, { code, clientId: first, body: 'hello' }, now),
    () => postMessage(guest, { code, clientId: second, body: 'answer', replyToSeq: 1 }, now),
    () => postMessage(host, { code, clientId: newUuid(), body: 'to nobody', replyToSeq: 2 }, now),
  ]
  const answers: Awaited<ReturnType<typeof postMessage>>[] = []
  const counts: number[] = []
  for (const post of posts)
    counts.push((await queriesOf(async () => void answers.push(await post()))).filter(isAsked).length)
  // The room; then its number, the seat, the words, the blocks; and what is answered, with the block on it.
  expect(counts).toEqual([5, 7, 7])
  const { messages } = await pageOfMessages(host, await getRoomAsMember(host, code, now))
  expect(answers).toEqual(messages)
  expect(await postMessage(guest, { code, clientId: second, body: 'answer', replyToSeq: 1 }, now)).toEqual(answers[1])
})

test('pages: the newest, what came after, and history before', { timeout: 30_000 }, async () => {
  const { host, code, room } = await roomWith()
  const total = messagesPerPage + 20
  for (let n = 1; n <= total; n++) await say(host, code, `message ${n}`)
  const newest = await pageOfMessages(host, room)
  expect([newest.messages[0]?.seq, newest.messages.at(-1)?.seq, newest.hasMore]).toEqual([21, total, true])
  const history = await pageOfMessages(host, room, { before: 21 })
  expect([history.messages[0]?.seq, history.messages.at(-1)?.seq, history.hasMore]).toEqual([1, 20, false])
  const gap = await pageOfMessages(host, room, { after: total - 3 })
  expect(gap.messages.map((message) => message.seq)).toEqual([total - 2, total - 1, total])
})

test('people outside, and people who left, neither write nor read', async () => {
  const [guest, stranger] = await Promise.all([createViewer(), createViewer()])
  const { code } = await roomWith(guest)
  await leaveRoom(guest, code, now)
  for (const outsider of [guest, stranger]) {
    await expect(say(outsider, code, 'hello?')).rejects.toMatchObject({ code: 'not-found' })
    await expect(getRoomAsMember(outsider, code, now)).rejects.toMatchObject({ code: 'not-found' })
  }
})
