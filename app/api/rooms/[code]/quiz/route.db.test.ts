/** The routes of the quiz, with their guard: who asks, how much, and what time it is. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Viewer } from '@/lib/accounts/viewer'
import { createPerson, createViewer, signInCookie, viewerOf } from '@/lib/testing/people'
import { addRecallCards, startBreak } from '@/lib/testing/room-quiz'
import { openRoom } from '@/lib/testing/rooms'
import { after, minuteMs } from '@/lib/time'
import { startQuizLimit } from '@/lib/tutor/room-quiz/limits'
import type { QuizView } from '@/lib/tutor/room-quiz/view'
import { POST as answer } from './answer/route'
import { GET, POST as start } from './route'

const asked = vi.hoisted(() => ({ headers: new Headers(), jar: new Map<string, string>() }))
vi.mock('next/headers', () => ({
  headers: async () => asked.headers,
  cookies: async () => ({
    get: (name: string) => (asked.jar.has(name) ? { name, value: asked.jar.get(name) } : undefined),
  }),
}))
const { afterReply } = vi.hoisted(() => ({ afterReply: [] as (() => Promise<unknown>)[] }))
vi.mock('next/server', () => ({ after: (work: () => Promise<unknown>) => void afterReply.push(work) }))
const published = vi.hoisted(() => [] as string[])
vi.mock('@/lib/realtime/publish', () => ({
  fitsInEvent: () => true,
  publish: async (_: string, event: string) => void published.push(event),
  disconnectSessions: async () => {},
}))

const address = 'http://localhost:3000'
const now = new Date()

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] })
  asked.jar.clear()
  afterReply.length = 0
  published.length = 0
})
afterEach(() => void vi.useRealTimers())

/** A room in whose break, which has just begun, the host may start a quiz. */
async function atBreak() {
  const host = await viewerOf(await createPerson(), now)
  const { code } = await openRoom(after(now, -minuteMs), { host })
  await startBreak(host, code, now)
  await addRecallCards(host, ['one', 'two'], now)
  return { host, code }
}

async function logIn(viewer: Viewer) {
  const { name, value } = await signInCookie(viewer, now)
  asked.jar.set(name, value)
}

type Reply = { status: number; quiz?: QuizView | null; error?: { code: string; message: string } }
type Route = typeof GET

async function call(route: Route, code: string, body?: unknown, origin = address): Promise<Reply> {
  asked.headers = new Headers({ origin, host: 'localhost:3000' })
  const sent = body instanceof ReadableStream ? body : JSON.stringify(body)
  const post = { method: 'POST', body: sent, headers: asked.headers, duplex: 'half' }
  const request = new Request(`${address}/api/x`, body === undefined ? {} : (post as RequestInit))
  const response = await route(request, { params: Promise.resolve({ code }) })
  return { status: response.status, ...((await response.json()) as object) }
}

test('a member starts, asks and answers; the others are told of the answer after the reply', async () => {
  const { host, code } = await atBreak()
  await logIn(host)
  expect(await call(GET, code)).toEqual({ status: 200, quiz: null })
  const started = await call(start, code, {})
  expect(started).toMatchObject({ status: 200, quiz: { phase: 'question', index: 0, count: 2 } })
  expect(await call(GET, code)).toEqual(started)
  published.length = 0
  const answered = await call(answer, code, { quizId: started.quiz?.id, questionIndex: 0, choice: 3 })
  expect(answered).toMatchObject({ status: 200, quiz: { choice: 3, answered: 1 } })
  expect(Object.keys(answered)).toEqual(['status', 'quiz'])
  expect(published).toEqual([])
  for (const work of afterReply) void work()
  expect(published).toEqual(['quiz.changed'])
})

test('nobody who is logged out, outside, unverified or on another site comes in', async () => {
  const { host, code } = await atBreak()
  const answerBody = { quizId: '00000000-0000-4000-8000-000000000000', questionIndex: 0, choice: 0 }
  const all = async (origin?: string) => [
    await call(GET, code),
    await call(start, code, {}, origin),
    await call(answer, code, answerBody, origin),
  ]
  const codes = (replies: Reply[]) => replies.map(({ status, error }) => `${status} ${error?.code}`)
  expect(codes(await all())).toEqual(Array(3).fill('401 unauthenticated'))
  await logIn(await createViewer())
  expect(codes(await all())).toEqual(Array(3).fill('404 not-found'))
  await logIn(await createViewer({ isVerified: false }))
  expect(codes(await all())).toEqual(['404 not-found', '403 unverified', '403 unverified'])
  await logIn(host)
  expect(codes(await all('https://elsewhere.test')).slice(1)).toEqual(Array(2).fill('404 not-found'))
})

test.each([
  { quizId: 'x', questionIndex: 0, choice: 0 },
  { quizId: '00000000-0000-4000-8000-000000000000', questionIndex: 5, choice: 0 },
  { quizId: '00000000-0000-4000-8000-000000000000', questionIndex: 0, choice: 4 },
  { quizId: '00000000-0000-4000-8000-000000000000', questionIndex: -1, choice: 0.5 },
  {},
])('an answer that is none is refused: %j', async (body) => {
  const { host, code } = await atBreak()
  await logIn(host)
  expect(await call(answer, code, body)).toMatchObject({ status: 400, error: { code: 'invalid' } })
})

test('an answer whose body is held back until the right one is shown comes too late', async () => {
  const { host, code } = await atBreak()
  await logIn(host)
  const { quiz } = await call(start, code, {})
  const body = JSON.stringify({ quizId: quiz?.id, questionIndex: 0, choice: 0 })
  const source = {
    pull(controller: ReadableStreamDefaultController) {
      // The guard has let it in by now, and waits for the body.
      vi.setSystemTime(after(now, 20_000))
      controller.enqueue(new TextEncoder().encode(body))
      controller.close()
    },
  }
  const slow = new ReadableStream(source, { highWaterMark: 0 })
  expect(await call(answer, code, slow)).toMatchObject({ status: 410, error: { code: 'expired' } })
})

test('nobody starts quizzes all day', async () => {
  const { host, code } = await atBreak()
  await logIn(host)
  for (let n = 0; n < startQuizLimit.times; n++) expect((await call(start, code, {})).status).toBe(200)
  expect(await call(start, code, {})).toMatchObject({ status: 429, error: { code: 'too-many' } })
})
