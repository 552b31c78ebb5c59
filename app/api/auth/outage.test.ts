/** What `/api/auth/*` answers while the database does not. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { NextRequest } from 'next/server'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { sealSessionToken } from '@/lib/accounts/session-token'
import { AppError } from '@/lib/errors'
import { localTestEnv } from '@/lib/testing/test-env'

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

/** As next-auth's own handler for routes, which asks for Next's headers past any stand-in. */
vi.mock('next-auth', () => {
  const load = createRequire(import.meta.url)
  const inside = (file: string) => load(join(process.cwd(), 'node_modules/next-auth', file))
  const { AuthHandler } = inside('core/index.js')
  const { toResponse, getBody } = inside('next/utils.js')
  const handle = async (request: NextRequest, route: { params: Promise<{ nextauth: string[] }> }, options: object) => {
    const [action, providerId] = (await route.params).nextauth
    const query = Object.fromEntries(request.nextUrl.searchParams)
    const body = await getBody(request)
    const sent = { body, query, cookies: Object.fromEntries(asked.jar), headers: Object.fromEntries(asked.headers) }
    const req = { ...sent, method: request.method, action, providerId, error: query.error ?? providerId }
    const made = await AuthHandler({ req, options })
    const response: Response = toResponse(made)
    const url = response.headers.get('Location')
    if (body?.json !== 'true' || !url) return response
    response.headers.delete('Location')
    return new Response(JSON.stringify({ url }), { status: made.status, headers: response.headers })
  }
  return { default: handle }
})

const outcomes = vi.hoisted(() => ({ logIn: (): unknown => null, viewer: (): unknown => null }))
vi.mock('@/lib/accounts/commands/log-in', () => ({ logIn: async () => outcomes.logIn() }))
vi.mock('@/lib/accounts/viewer', () => ({ findViewerOf: async () => outcomes.viewer(), getViewer: async () => null }))

beforeAll(() => void Object.assign(process.env, { ...localTestEnv, LOG_LEVEL: 'error' }))
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  asked.jar.clear()
})

const gone = () => {
  throw new Error('connect ECONNREFUSED')
}

async function send(path: string, form?: Record<string, string>): Promise<Response> {
  const { GET, POST } = await import('./[...nextauth]/route')
  const url = new URL(path, 'http://localhost:3000')
  const route = { params: Promise.resolve({ nextauth: url.pathname.split('/').slice(3) }) }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  asked.headers = new Headers({ ...headers, host: 'localhost:3000' })
  if (!form) return GET(new NextRequest(url), route)
  return POST(new NextRequest(url, { method: 'POST', body: new URLSearchParams(form).toString(), headers }), route)
}

/** Logs in by next-auth's own way, as its client does. */
async function logInWith(json: 'true' | 'false') {
  const csrf = await send('/api/auth/csrf')
  for (const cookie of csrf.headers.getSetCookie()) {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
    asked.jar.set(name, decodeURIComponent(value))
  }
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  return send('/api/auth/callback/credentials', { csrfToken, json, identifier: 'ada', password: 'a long password' })
}

test.each([
  ['a database that is down', gone, 503, 'unavailable'],
  ['too many tries', () => Promise.reject(new AppError('too-many')), 429, 'too-many'],
  ['a wrong password', () => Promise.reject(new AppError('invalid')), 401, 'CredentialsSignin'],
])('%s is told apart', async (_, logIn, status, error) => {
  outcomes.logIn = logIn
  const answer = await logInWith('true')
  expect(answer.status).toBe(status)
  const { url } = (await answer.json()) as { url: string }
  expect(new URL(url).searchParams.get('error')).toBe(error)
  const form = await logInWith('false')
  expect([form.status, form.headers.get('location')]).toEqual([302, expect.stringContaining(`error=${error}`)])
})

test('nobody is logged out because their session cannot be looked up', async () => {
  outcomes.viewer = gone
  asked.jar.set('cafe.session', await sealSessionToken({ userId: 'ada', sessionId: 'hers' }))
  const answer = await send('/api/auth/session')
  expect(answer.status).toBe(503)
  expect(answer.headers.getSetCookie()).toEqual([])
})

test('the page of errors without an error is the log-in page without one', async () => {
  for (const path of ['/api/auth/error', '/api/auth/error?error=', '/api/auth/error?error=%0d%0a']) {
    const answer = await send(path)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://localhost:3000/login'])
  }
  const named = await send('/api/auth/error?error=unavailable')
  expect(named.headers.get('location')).toMatch(/\/login\?error=unavailable$/)
})
