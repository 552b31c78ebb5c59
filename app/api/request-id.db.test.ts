/** What an answer says about its request can be found in the log, with who asked. */
import { NextRequest } from 'next/server'
import { afterEach, expect, test, vi } from 'vitest'
import { inRequest } from '@/lib/request-context'
import { createPerson, signInCookie } from '@/lib/testing/people'
import { POST } from './rooms/[code]/messages/route'

const asked = vi.hoisted(() => ({ headers: new Headers(), jar: new Map<string, string>() }))
vi.mock('next/headers', () => ({
  headers: async () => asked.headers,
  cookies: async () => ({
    get: (name: string) => (asked.jar.has(name) ? { name, value: asked.jar.get(name) } : undefined),
  }),
}))

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  asked.jar.clear()
})

function post(body: object): Promise<Response> {
  const headers = { origin: 'http://localhost:3000', host: 'localhost:3000', 'content-type': 'application/json' }
  asked.headers = new Headers({ ...headers, 'x-request-id': 'made-up-by-a-visitor' })
  const request = new NextRequest('http://localhost:3000/api/rooms/K7QX2M/messages', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: asked.headers,
  })
  return POST(request, { params: Promise.resolve({ code: 'K7QX2M' }) })
}

function linesWritten(): () => Record<string, unknown>[] {
  vi.stubEnv('LOG_LEVEL', 'info')
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  return () => written.map((line) => JSON.parse(line))
}

test('a refusal is found by the id in its answer, with the account that asked, and without what it wrote', async () => {
  const person = await createPerson()
  const { name, value } = await signInCookie(person)
  asked.jar.set(name, value)
  const lines = linesWritten()
  const reply = await post({ body: 'secret words' })
  const requestId = reply.headers.get('x-request-id')
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
  expect(lines()).toEqual([expect.objectContaining({ code: 'invalid', requestId, viewerId: person.id })])
  expect(JSON.stringify(lines())).not.toContain('secret words')
})

test("a stranger's request has an id and no viewer; one that has its id already keeps it", async () => {
  const lines = linesWritten()
  const reply = await inRequest(() => post({}), 'given-by-the-guard')
  expect([reply.status, reply.headers.get('x-request-id')]).toEqual([401, 'given-by-the-guard'])
  expect(lines()).toMatchObject([{ code: 'unauthenticated', requestId: 'given-by-the-guard' }])
  expect(lines()[0]).not.toHaveProperty('viewerId')
})
