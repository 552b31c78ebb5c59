/** What any route does with a body of any size, whoever sends it: every route of the tree, so new ones are tried too. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { NextRequest } from 'next/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { log } from '@/lib/log'
import { createPerson, signInCookie } from '@/lib/testing/people'

const asked = vi.hoisted(() => ({ headers: new Headers(), jar: new Map<string, string>() }))
vi.mock('next/headers', () => ({
  headers: async () => asked.headers,
  cookies: async () => ({
    get: (name: string) => (asked.jar.has(name) ? { name, value: asked.jar.get(name) } : undefined),
    getAll: () => [...asked.jar].map(([name, value]) => ({ name, value })),
    set: () => undefined,
    delete: (name: string) => asked.jar.delete(name),
  }),
}))

const folder = import.meta.dirname
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /(^|\/)route\.ts$/.test(file))
const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

type Handler = (
  request: NextRequest,
  route: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>

/** Every way to send something: file, method, handler. */
const senders = (
  await Promise.all(
    files.map(async (file) => {
      const route = (await import(/* @vite-ignore */ join(folder, file))) as Record<string, Handler | undefined>
      return methods.flatMap((method) => {
        const handler = route[method]
        return handler ? [{ name: `${method} /api/${file.replace(/\/?route\.ts$/, '')}`, method, handler }] : []
      })
    }),
  )
).flat()

/** Where there is nothing, nothing is read either, whoever asks. */
const isNowhere = ({ name }: (typeof senders)[number]) => name.includes('[[...')
const readers = senders.filter((sender) => !isNowhere(sender))

const parameters = {
  code: 'K7QX2M',
  seq: '1',
  token: 'x',
  nextauth: ['callback', 'credentials'],
}

const piece = Buffer.alloc(16 * 1024, 'a')
const wholeMb = 250

/** A stream of 250 MB, and how much of it was asked for. */
function endless() {
  let pulled = 0
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        pulled += piece.byteLength
        controller.enqueue(piece)
        if (pulled >= wholeMb * 1024 * 1024) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, pulledKb: () => pulled / 1024 }
}

function sent(method: string, body: ReadableStream, headers: Record<string, string>): NextRequest {
  const all = { origin: 'http://localhost:3000', host: 'localhost:3000', ...headers }
  asked.headers = new Headers(all)
  return new NextRequest('http://localhost:3000/api/x', { method, body, headers: all, duplex: 'half' } as never)
}

/** Webhooks carry many events. */
const maxKb = (name: string) => (name.endsWith('/webhook') ? 300 : 96)

const answer = ({ handler }: (typeof senders)[number], request: NextRequest) =>
  handler(request, { params: Promise.resolve(parameters) })

const kinds: Record<string, string>[] = [
  { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
  { 'content-type': 'application/x-www-form-urlencoded', 'transfer-encoding': 'chunked' },
  { 'content-type': 'application/json', 'content-length': String(wholeMb * 1024 * 1024) },
]

const logged = vi.spyOn(log, 'error')
beforeEach(() => {
  asked.jar.clear()
  logged.mockClear()
})
afterEach(() => expect(logged).not.toHaveBeenCalled())

test('there are routes to try', () => {
  expect(files.length).toBeGreaterThan(15)
  expect(senders.map(({ name }) => name)).toContain('POST /api/rooms/[code]/messages')
})

test.each(senders)('$name: 250 MB from a stranger are refused unread', async (sender) => {
  for (const headers of kinds) {
    const { stream, pulledKb } = endless()
    const reply = await answer(sender, sent(sender.method, stream, headers))
    expect([400, 401, 403, 404, 413]).toContain(reply.status)
    expect(pulledKb()).toBeLessThanOrEqual(96)
  }
})

test.each(readers)(
  '$name: 250 MB from a member are refused after a little of it, announced ones at once',
  async (sender) => {
    const { name, value } = await signInCookie(await createPerson())
    asked.jar.set(name, value)
    for (const headers of kinds) {
      const { stream, pulledKb } = endless()
      const signature = { 'x-pusher-key': 'test-key', 'x-pusher-signature': 'f'.repeat(64) }
      const reply = await answer(sender, sent(sender.method, stream, { ...headers, ...signature }))
      expect(reply.status).toBe(413)
      expect(reply.headers.get('connection')).toBe('close')
      expect(pulledKb()).toBeLessThanOrEqual(headers['content-length'] ? 0 : maxKb(sender.name))
    }
  },
)

test.each(senders.filter(isNowhere))(
  '$name: 250 MB from a member to no route at all are refused unread',
  async (sender) => {
    const { name, value } = await signInCookie(await createPerson())
    asked.jar.set(name, value)
    for (const headers of kinds) {
      const { stream, pulledKb } = endless()
      const reply = await answer(sender, sent(sender.method, stream, headers))
      expect([reply.status, reply.headers.get('connection'), pulledKb()]).toEqual([404, 'close', 0])
    }
  },
)

test.each(readers)('$name: a body that breaks off is no error of ours', async (sender) => {
  const { name, value } = await signInCookie(await createPerson())
  asked.jar.set(name, value)
  const broken = new ReadableStream({
    pull(controller) {
      controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))
    },
  })
  const signature = { 'x-pusher-key': 'test-key', 'x-pusher-signature': 'f'.repeat(64) }
  const headers = { 'content-type': 'application/json', ...signature }
  const reply = await answer(sender, sent(sender.method, broken, headers))
  expect(reply.status).toBe(400)
})

test('browsers write nothing into the log of the server', async () => {
  const warned = vi.spyOn(log, 'warn')
  const sender = senders.find(({ name }) => name.startsWith('POST /api/auth/'))
  const body = JSON.stringify({ level: 'error', code: 'MADE_UP', message: 'x'.repeat(2_000) })
  const headers = { 'content-type': 'application/json', origin: 'http://localhost:3000' }
  asked.headers = new Headers(headers)
  const request = new NextRequest('http://localhost:3000/api/auth/_log', { method: 'POST', body, headers })
  const reply = await sender?.handler(request, { params: Promise.resolve({ nextauth: ['_log'] }) })
  expect(reply?.status).toBe(404)
  expect(warned).not.toHaveBeenCalled()
})
