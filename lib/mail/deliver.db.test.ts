import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import { mails } from '@/db/schema'
import { newId } from '@/lib/ids'
import { after, hourMs, minuteMs } from '@/lib/time'
import { deliverDueMails, isMailFailing } from './deliver'
import { enqueueMail } from './enqueue'
import { backoffMs } from './retry'

/** A stand-in for Resend on this machine: the real SDK talks to it. */
type Received = { key: string; authorization: string; body: Record<string, unknown> }
const received: Received[] = []
/** What the provider answers next; 200 when empty. */
let answer: () => { status: number; body: unknown } = () => ({ status: 200, body: { id: 'x' } })
let provider: Server

const read = async (request: IncomingMessage) => {
  let text = ''
  for await (const part of request) text += part
  return JSON.parse(text || '{}') as Record<string, unknown>
}

beforeAll(async () => {
  provider = createServer(async (request, response) => {
    const { authorization = '' } = request.headers
    received.push({ key: String(request.headers['idempotency-key']), authorization, body: await read(request) })
    const { status, body } = answer()
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  Object.assign(process.env, {
    RESEND_API_KEY: 're_test',
    MAIL_FROM: 'VirtualCafe <hello@cafe.example>',
    RESEND_BASE_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`,
  })
})

afterAll(() => new Promise((resolve) => provider.close(resolve)))

beforeEach(async () => {
  received.length = 0
  answer = () => ({ status: 200, body: { id: newId() } })
  await transaction((tx) => tx.delete(mails))
})

const now = new Date('2026-11-23T10:00:00Z')
const email = { subject: 'Hello', text: 'A link: http://localhost:3000/x', html: '<p>A link</p>' }
const queue = (to: string, more: Partial<Parameters<typeof enqueueMail>[1]> = {}) =>
  transaction((tx) => enqueueMail(tx, { ...email, to, idempotencyKey: `test:${to}`, ...more }, now))

async function mailTo(address: string) {
  const [mail] = await db.select().from(mails).where(eq(mails.toAddress, address))
  return mail
}

test('sends through the real SDK, with the key of its cause, and keeps no copy of the secret link', async () => {
  await queue('a@example.test')
  expect(await mailTo('a@example.test')).toMatchObject({ status: 'queued', sentAt: null })
  expect(await deliverDueMails(now)).toBe(1)
  expect(received).toEqual([
    {
      key: 'test:a@example.test',
      authorization: 'Bearer re_test',
      body: expect.objectContaining({ from: 'VirtualCafe <hello@cafe.example>', to: 'a@example.test', ...email }),
    },
  ])
  expect(await mailTo('a@example.test')).toMatchObject({ status: 'sent', attempts: 1, text: '', html: '', sentAt: now })
  expect(await deliverDueMails(after(now, hourMs))).toBe(0)
  expect(received).toHaveLength(1)
})

test('one cause makes one email', async () => {
  await queue('a@example.test')
  await queue('a@example.test')
  expect(await db.$count(mails)).toBe(1)
})

test('a cause that is undone takes its email along', async () => {
  const failing = transaction(async (tx) => {
    await enqueueMail(tx, { ...email, to: 'a@example.test', idempotencyKey: 'undone' }, now)
    throw new Error('stop')
  })
  await expect(failing).rejects.toThrow('stop')
  expect(await db.$count(mails)).toBe(0)
})

test('the provider is down for an hour: every email arrives, once, in the end', async () => {
  const outageMs = hourMs
  const people = Array.from({ length: 25 }, (_, index) => `p${index}@example.test`)
  for (const to of people) await queue(to)
  let clock = now
  answer = () =>
    clock.getTime() - now.getTime() < outageMs
      ? { status: 503, body: { name: 'application_error', message: 'down' } }
      : { status: 200, body: { id: newId() } }
  const arrived: string[] = []
  // The scheduler knocks every minute for two hours.
  for (let minute = 0; minute <= 120; minute++) {
    clock = after(now, minute * minuteMs)
    const before = received.length
    const sent = await deliverDueMails(clock)
    if (sent > 0) arrived.push(...received.slice(before).map(({ body }) => String(body.to)))
  }
  expect(arrived.toSorted()).toEqual(people.toSorted())
  expect(await db.$count(mails, eq(mails.status, 'sent'))).toBe(25)
  // Patient: a handful of tries each, not one a minute.
  expect(received.length / people.length).toBeLessThan(10)
})

test.each([
  [429, 'rate_limit_exceeded'],
  [401, 'missing_api_key'],
  [403, 'invalid_api_key'],
  [422, 'validation_error'],
  [500, 'internal_server_error'],
])('an answer %i keeps the email for another try, and says why', async (status, name) => {
  answer = () => ({ status, body: { name, message: 'no' } })
  await queue('a@example.test')
  expect(await deliverDueMails(now)).toBe(0)
  expect(await mailTo('a@example.test')).toMatchObject({
    status: 'queued',
    attempts: 1,
    lastError: expect.stringContaining(name),
    nextAttemptAt: after(now, minuteMs),
  })
})

test('a provider that hangs up is a try that failed', async () => {
  provider.once('request', (request) => request.socket.destroy())
  await queue('a@example.test')
  await deliverDueMails(now)
  expect((await mailTo('a@example.test'))?.status).toBe('queued')
})

test('the log tells a provider that refuses from one that is not reached, and names nobody', async () => {
  vi.stubEnv('LOG_LEVEL', 'warn')
  const lines: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  answer = () => ({ status: 422, body: { name: 'validation_error', message: 'Not a mailbox: a@example.test' } })
  await queue('a@example.test')
  await deliverDueMails(now)
  provider.once('request', (request) => request.socket.destroy())
  await deliverDueMails(after(now, minuteMs))
  write.mockRestore()
  vi.unstubAllEnvs()
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(['mail.refused', 'mail.unreachable'])
  expect(lines.join('')).not.toContain('a@example.test')
})

test('one mailbox that takes nothing is no failure of email while others do', async () => {
  answer = () => ({ status: 422, body: { name: 'validation_error', message: 'no such mailbox' } })
  await queue('nobody@example.test')
  for (let minute = 0; minute <= 31; minute++) await deliverDueMails(after(now, minute * minuteMs))
  const later = after(now, 32 * minuteMs)
  expect(await isMailFailing(later)).toBe(true)
  answer = () => ({ status: 200, body: { id: newId() } })
  await transaction((tx) =>
    enqueueMail(tx, { ...email, to: 'b@example.test', idempotencyKey: 'test:b' }, after(now, 30 * minuteMs)),
  )
  // The other one waits for its next try.
  await deliverDueMails(after(now, 31.5 * minuteMs))
  expect(await mailTo('b@example.test')).toMatchObject({ status: 'sent' })
  expect(await isMailFailing(later)).toBe(false)
})

test('email counts as failing from half an hour of tries on, and for a day after it was given up', async () => {
  answer = () => ({ status: 503, body: { name: 'application_error', message: 'down' } })
  await queue('a@example.test')
  for (let minute = 0; minute <= 15; minute++) await deliverDueMails(after(now, minute * minuteMs))
  expect(await isMailFailing(after(now, 16 * minuteMs))).toBe(false)
  for (let minute = 16; minute <= 31; minute++) await deliverDueMails(after(now, minute * minuteMs))
  expect(await isMailFailing(after(now, 32 * minuteMs))).toBe(true)
  const end = after(now, 23 * hourMs + 1)
  await deliverDueMails(end)
  expect(await mailTo('a@example.test')).toMatchObject({ status: 'failed' })
  expect(await isMailFailing(after(end, 23 * hourMs))).toBe(true)
  expect(await isMailFailing(after(end, 25 * hourMs))).toBe(false)
})

test('several senders at once never send one email twice', async () => {
  const people = Array.from({ length: 30 }, (_, index) => `p${index}@example.test`)
  for (const to of people) await queue(to)
  const counts = await Promise.all([1, 2, 3, 4].map(() => deliverDueMails(now)))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30)
  expect(received.map(({ body }) => body.to).toSorted()).toEqual(people.toSorted())
})

test('a sender that died holds its email for two minutes; the next try carries the same key', async () => {
  await queue('a@example.test')
  const died = deliverDueMails(now, () => new Promise(() => undefined))
  await expect.poll(async () => (await mailTo('a@example.test'))?.status).toBe('sending')
  expect(await deliverDueMails(after(now, minuteMs))).toBe(0)
  expect(await deliverDueMails(after(now, 2 * minuteMs))).toBe(1)
  expect(received.map(({ key }) => key)).toEqual(['test:a@example.test'])
  void died
})

test('after 23 hours of refusals it stops: later the provider would have forgotten the key', async () => {
  answer = () => ({ status: 503, body: { name: 'application_error', message: 'down' } })
  await queue('a@example.test')
  await deliverDueMails(now)
  const tries = received.length
  await deliverDueMails(after(now, 23 * hourMs + 1))
  expect(await mailTo('a@example.test')).toMatchObject({ status: 'failed' })
  expect(received).toHaveLength(tries)
})

test('pauses grow from one minute to thirty', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map((tries) => backoffMs(tries) / minuteMs)).toEqual([1, 2, 4, 8, 16, 30, 30])
})

test.each([
  ['a line break in the address', { to: 'a@example.test\r\nBcc: b@example.test' }],
  ['two addresses', { to: 'a@example.test, b@example.test' }],
  ['a display name', { to: 'A <a@example.test>' }],
  ['a line break in the subject', { subject: 'Hello\r\nBcc: b@example.test' }],
  ['a Unicode line break in the subject', { subject: 'Hello\u2028Bcc' }],
])('never queues %s', async (_, more) => {
  await expect(queue('a@example.test', more)).rejects.toThrow()
  expect(await db.$count(mails)).toBe(0)
})
