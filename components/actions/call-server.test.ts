import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pageViewerHeader } from '@/lib/page-viewer'
import { callServer, Refused } from './call-server'
import { failureOf } from './failures'

const fetched = vi.fn<typeof fetch>()

/** A page made for `viewerId`, or for a stranger. */
function page(viewerId?: string) {
  vi.stubGlobal('document', { querySelector: () => (viewerId ? { dataset: { pageViewer: viewerId } } : null) })
}

beforeEach(() => {
  page('ada')
  vi.stubGlobal('fetch', fetched)
})
afterEach(() => {
  vi.unstubAllGlobals()
  fetched.mockReset()
})

const json = (body: unknown, status = 200) => Response.json(body, { status })

test('a read says for whom its page was made, and comes from no cache', async () => {
  fetched.mockResolvedValueOnce(json({ seats: 3 }))
  expect(await callServer('/api/rooms/K7QX2M/state')).toEqual({ seats: 3 })
  expect(fetched).toHaveBeenCalledWith('/api/rooms/K7QX2M/state', {
    headers: { [pageViewerHeader]: 'ada' },
    cache: 'no-store',
    signal: expect.any(AbortSignal),
  })
  page()
  fetched.mockResolvedValueOnce(json({}))
  await callServer('/api/time')
  expect(fetched.mock.lastCall?.[1]?.headers).toEqual({})
})

test('a body is posted as JSON', async () => {
  fetched.mockResolvedValueOnce(json({}))
  await callServer('/api/rooms/K7QX2M/read', { seq: 4 })
  expect(fetched.mock.lastCall?.[1]).toMatchObject({
    method: 'POST',
    body: '{"seq":4}',
    headers: { [pageViewerHeader]: 'ada', 'Content-Type': 'application/json' },
  })
})

test('a refusal is thrown in the words of the server, those of a field first', async () => {
  const error = { code: 'too-many', message: 'Please wait a little.', fields: {}, retryAfterS: 7 }
  fetched.mockResolvedValueOnce(json({ error }, 429))
  const refused = await callServer('/api/study').catch((thrown: unknown) => thrown)
  expect(refused).toBeInstanceOf(Refused)
  expect(failureOf(refused)).toEqual({
    ok: false,
    code: 'too-many',
    message: 'Please wait a little.',
    fields: {},
    retryAfterS: 7,
  })
  fetched.mockResolvedValueOnce(json({ error: { ...error, fields: { body: 'That is too long.' } } }, 400))
  await expect(callServer('/api/study')).rejects.toThrow('That is too long.')
})

test.each([
  ['no network', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['the page of a gateway', () => Promise.resolve(new Response('<h1>502 Bad Gateway</h1>', { status: 502 }))],
  ['the page of a gateway that calls itself fine', () => Promise.resolve(new Response('<h1>Log in to the wifi</h1>'))],
])('%s is no answer', async (_, answer) => {
  fetched.mockImplementationOnce(answer)
  const thrown = await callServer('/api/study').catch((error: unknown) => error)
  expect(failureOf(thrown)).toMatchObject({
    code: 'unavailable',
    message: 'We can’t reach VirtualCafe right now. Please try again in a moment.',
    isOffline: true,
  })
})

/** A server that never answers; `fetch` itself ends when its signal does. */
const neverAnswers: typeof fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
  })

test('an answer is waited for only so long', async () => {
  fetched.mockImplementationOnce(neverAnswers)
  const thrown = await callServer('/api/study', undefined, { timeoutMs: 1 }).catch((error: unknown) => error)
  expect(thrown).toMatchObject({ name: 'TimeoutError' })
  expect(failureOf(thrown)).toMatchObject({ isOffline: true })
})

test('the caller may give up', async () => {
  const caller = new AbortController()
  fetched.mockImplementationOnce(neverAnswers)
  const answer = callServer('/api/study', undefined, { signal: caller.signal })
  caller.abort()
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
})

test('a server that was updated is told from one that is away', () => {
  expect(failureOf(new UnrecognizedActionError())).toMatchObject({
    message: 'VirtualCafe has been updated. Reload the page, then try again.',
    isStale: true,
  })
  expect(failureOf(new UnrecognizedActionError()).isOffline).toBeUndefined()
})
