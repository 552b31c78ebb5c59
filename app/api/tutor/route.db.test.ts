import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { conversations, tutorMessages } from '@/db/schema'
import { createPerson, signInCookie } from '@/lib/testing/people'
import { fakeProvider } from '@/lib/tutor/answers/fake-provider.fixture'
import { TutorFailure } from '@/lib/tutor/failures'
import { POST } from './route'

const asked = vi.hoisted(() => ({ headers: new Headers(), jar: new Map<string, string>() }))
vi.mock('next/headers', () => ({
  headers: async () => asked.headers,
  cookies: async () => ({
    get: (name: string) => (asked.jar.has(name) ? { name, value: asked.jar.get(name) } : undefined),
  }),
}))
const { works } = vi.hoisted(() => ({ works: [] as unknown[] }))
vi.mock('next/server', () => ({ after: (work: () => unknown) => void works.push(work()) }))
vi.mock('@/lib/realtime/publish', () => ({ publish: async () => {} }))
let fake = fakeProvider()
vi.mock('@/lib/tutor/provider/choose', () => ({
  getProvider: () => fake.provider,
  providerReadiness: () => 'ready',
}))

let userId = ''
beforeEach(async () => {
  fake = fakeProvider()
  const person = await createPerson()
  userId = person.id
  const cookie = await signInCookie(person)
  asked.jar.clear()
  asked.jar.set(cookie.name, cookie.value)
  asked.headers = new Headers({ origin: 'http://localhost:3000', host: 'localhost:3000' })
})
afterEach(async () => {
  fake.failAll()
  await Promise.all(works.splice(0))
})

const url = 'http://localhost:3000/api/tutor'
const post = (body: object, accept?: string) =>
  POST(
    new Request(url, { method: 'POST', body: JSON.stringify(body), headers: accept ? { accept } : {} }),
    undefined as never,
  )

const json = 'application/json'

test('asked for JSON it answers the whole reply, formatted', async () => {
  const answer = post({ message: 'Why?' }, json)
  const provider = await fake.next()
  provider.say('[[question: new; try: none]]\nWhat do you see?\n- one')
  provider.end()
  const response = await answer
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ reply: '**What do you see?**  \n- 🔹 one' })
})

test.each([{}, { message: '' }, { message: ' \n\u200b' }, { message: 4 }, 'text', null])(
  'nothing to ask: %j',
  async (body) => {
    const response = await post(body as object, json)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'invalid', fields: { message: 'Enter a message' } } })
    expect(await db.select().from(conversations).where(eq(conversations.userId, userId))).toEqual([])
  },
)

test('a question of more than 4,000 characters is refused beside its field', async () => {
  const response = await post({ message: 'x'.repeat(4_001) }, json)
  expect(await response.json()).toMatchObject({ error: { fields: { message: /at most 4,000/ } } })
})

test('marks upon marks are no way to send more than its characters', async () => {
  const message = `e${'\u0315'.repeat(15)}`.repeat(2_000)
  expect((await post({ message }, json)).status).toBe(400)
  expect((await post({ message: 'Hi', attempt: message }, json)).status).toBe(400)
  expect(fake.countWaiting()).toBe(0)
})

test('a failure is a sentence and a status, and the question is kept', async () => {
  const answer = post({ message: 'Why?' }, json)
  ;(await fake.next()).fail(new TutorFailure('busy'))
  const response = await answer
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({
    error: { message: 'The tutor is asked a lot right now. Try again in a moment.' },
  })
  const [conversation] = await db.select().from(conversations).where(eq(conversations.userId, userId))
  const rows = await db
    .select({ body: tutorMessages.body })
    .from(tutorMessages)
    .where(eq(tutorMessages.conversationId, conversation?.id ?? ''))
  expect(rows).toContainEqual({ body: 'Why?' })
})

test('otherwise it streams: the question as it is saved, words as they come, the end as it is stored', async () => {
  const response = await post({ message: 'Why?' })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  expect(response.headers.get('cache-control')).toContain('no-transform')
  expect(response.headers.get('x-accel-buffering')).toBe('no')
  // The two libraries of types name the same bytes differently.
  const reader = (response.body as unknown as ReadableStream<BufferSource>)
    .pipeThrough(new TextDecoderStream())
    .getReader()
  const { value: start } = await reader.read()
  expect(start).toMatch(/^event: start\ndata: \{.*"body":"Why\?".*\}\n\n$/)
  const provider = await fake.next()
  provider.say('Look\n')
  expect((await reader.read()).value).toBe('event: text\ndata: {"text":"Look\\n"}\n\n')
  provider.say('up.')
  provider.end()
  let rest = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value
  expect(rest).toMatch(/event: text\ndata: \{"text":"up\."\}\n\nevent: end\ndata: .*"status":"done"/)
})

test('who goes away does not end the answer', async () => {
  const response = await post({ message: 'Why?' })
  await response.body?.cancel()
  const provider = await fake.next()
  provider.say('All of it.')
  provider.end()
  await Promise.all(works)
  expect(provider.signal.aborted).toBe(false)
  const [conversation] = await db.select().from(conversations).where(eq(conversations.userId, userId))
  const rows = await db
    .select({ body: tutorMessages.body })
    .from(tutorMessages)
    .where(eq(tutorMessages.conversationId, conversation?.id ?? ''))
  expect(rows).toContainEqual({ body: 'All of it.' })
})

test('another try of which no word comes says so at the end of its stream', async () => {
  const first = post({ message: 'Why?' }, json)
  const provider = await fake.next()
  provider.say('First.')
  provider.end()
  const { conversationId } = (await (await first).json()) as { conversationId: string }
  const rows = await db.select().from(tutorMessages).where(eq(tutorMessages.conversationId, conversationId))
  const regenerate = rows.find(({ role }) => role === 'tutor')?.id
  const response = await post({ conversationId, regenerate })
  ;(await fake.next()).fail(new TutorFailure('timeout'))
  expect(await response.text()).toMatch(/event: end\ndata: .*"status":"failed".*"code":"timeout"/)
})

test('anonymous people and other origins are refused before anything is read', async () => {
  asked.headers.set('origin', 'https://evil.example')
  expect((await post({ message: 'Why?' }, json)).status).toBe(404)
  asked.headers.set('origin', 'http://localhost:3000')
  asked.jar.clear()
  expect((await post({ message: 'Why?' }, json)).status).toBe(401)
})
