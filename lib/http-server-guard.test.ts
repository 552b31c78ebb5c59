import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { parseEnv } from './env'
import { guardServers } from './http-server-guard'
import { directHeader } from './mail/outbox-key'
import { currentRequest } from './request-context'
import { localTestEnv } from './testing/test-env'

const key = 'the-key-of-the-outbox'
const localEnv = { ...localTestEnv, OUTBOX_KEY: key }
const publicEnv = {
  ...localTestEnv,
  NEXTAUTH_URL: 'https://cafe.example',
  RESEND_API_KEY: 're_1',
  MAIL_FROM: 'VirtualCafe <hello@cafe.example>',
}

const undos: (() => void)[] = []
afterEach(() => {
  for (const undo of undos.splice(0)) undo()
  vi.restoreAllMocks()
})

/** A server in place of Next: answers 308 with headers of its own, and says whether the guard vouched for the request. */
async function guarded(source: Record<string, string>): Promise<number> {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  undos.push(guardServers(parseEnv(source)))
  const server: Server = createServer((request, response) => {
    const pass = String(request.headers['x-virtualcafe-pass'] ?? '')
    const seen = {
      'X-Seen-Id': String(request.headers['x-request-id']),
      'X-Context': currentRequest()?.requestId ?? '',
    }
    response
      .writeHead(308, { Location: '/x', 'X-Direct': request.headers[directHeader] ?? 'no', 'X-Pass': pass, ...seen })
      .end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  undos.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

type Reply = { status: number; headers: IncomingHttpHeaders; body: string }

function ask(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers: { host: 'localhost', ...headers } })
    sent.on('error', reject).on('response', async (reply) => {
      let body = ''
      for await (const part of reply) body += part
      resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body })
    })
    sent.end()
  })
}

/** What nobody but a program would send. */
function askRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (part) => (answer += part)).on('error', reject)
    socket.on('end', () => resolve(answer))
  })
}

describe('headers', () => {
  test('over https every answer binds the browser to it, whoever made the answer, from the first one on', async () => {
    const port = await guarded(publicEnv)
    for (const [path, method] of [
      ['/login/', 'GET'],
      ['//login', 'GET'],
      ['/_next/static/none.js', 'GET'],
      ['/_next/image?url=/x', 'GET'],
      ['/api/none', 'POST'],
      ['/x', 'TRACE'],
      ['/%ff', 'GET'],
    ] as const) {
      const { headers } = await ask(port, path, {}, method)
      expect({ path, hsts: headers['strict-transport-security'] }).toEqual({ path, hsts: 'max-age=63072000' })
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        ...(path.startsWith('/api/') && { 'permissions-policy': expect.stringContaining('camera=()') }),
        'cross-origin-opener-policy': 'same-origin',
      })
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    }
  })

  test('the operator says whom else it binds; plain http binds nobody', async () => {
    const wide = await guarded({ ...publicEnv, HSTS_SCOPE: 'subdomains' })
    expect((await ask(wide, '/')).headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
    for (const undo of undos.splice(0)) undo()
    const local = await guarded(localEnv)
    expect((await ask(local, '/')).headers['strict-transport-security']).toBeUndefined()
  })
})

describe('the id of a request', () => {
  const proxied = { ...publicEnv, CLIENT_IP_HEADER: 'X-Real-IP' }
  const own = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

  test('stands on every answer, another each time, and is the one the app and its log know', async () => {
    const port = await guarded(publicEnv)
    const replies = await Promise.all(
      ['/', '/api/none', '/%ff', '/_next/static/none.js'].map((path) => ask(port, path)),
    )
    const ids = replies.map(({ headers }) => String(headers['x-request-id']))
    for (const id of ids) expect(id).toMatch(own)
    expect(new Set(ids).size).toBe(ids.length)
    expect(replies[0]?.headers).toMatchObject({ 'x-seen-id': ids[0], 'x-context': ids[0] })
    const refused = await ask(await guarded(localEnv), '/', { host: 'evil.example' })
    expect([refused.status, own.test(String(refused.headers['x-request-id']))]).toEqual([403, true])
  })

  test('is the one that a trusted proxy gave', async () => {
    const port = await guarded(proxied)
    const { headers } = await ask(port, '/', { 'x-real-ip': '203.0.113.7', 'x-request-id': 'proxy-0123456789abcdef' })
    expect(headers).toMatchObject({
      'x-request-id': 'proxy-0123456789abcdef',
      'x-seen-id': 'proxy-0123456789abcdef',
      'x-context': 'proxy-0123456789abcdef',
    })
  })

  test('is nothing that a visitor makes up, nor a proxy in another form', async () => {
    const made = 'made-up-by-a-visitor'
    const tries: [Record<string, string>, Record<string, string>][] = [
      [publicEnv, { 'x-request-id': made, 'x-real-ip': '203.0.113.7' }],
      [proxied, { 'x-request-id': made }],
      ...['', 'short', 'x'.repeat(65), 'with space', '{"level":"error"}', 'a,b,c,d,e,f', '../../etc/passwd'].map(
        (sent): [Record<string, string>, Record<string, string>] => [
          proxied,
          { 'x-request-id': sent, 'x-real-ip': '203.0.113.7' },
        ],
      ),
    ]
    for (const [source, headers] of tries) {
      const reply = await ask(await guarded(source), '/', headers)
      expect(reply.headers['x-request-id'], JSON.stringify(headers)).toMatch(own)
      expect(reply.headers['x-seen-id']).toBe(reply.headers['x-request-id'])
      for (const undo of undos.splice(0)) undo()
    }
  })
})

describe('requests that no page is asked about', () => {
  test.each(['/%ff', '/rooms/%ff', '/%', '/rooms/%E0%A4', '/rooms/a%00b'])('%s is 400', async (path) => {
    expect((await ask(await guarded(publicEnv), path)).status).toBe(400)
  })

  test.each(['/rooms?q=%ff', '/rooms/%E6%97%A5', '/rooms?q=100%'])('%s passes', async (path) => {
    expect((await ask(await guarded(publicEnv), path)).status).toBe(308)
  })

  test('TRACE is 405 and says what is allowed', async () => {
    expect(await ask(await guarded(publicEnv), '/', {}, 'TRACE')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD, POST' },
    })
  })
})

describe('local mode', () => {
  const strangers: Record<string, string>[] = [
    { 'x-forwarded-for': '203.0.113.7' },
    { 'x-forwarded-host': 'cafe.example' },
    { 'x-forwarded-proto': 'https' },
    { forwarded: 'for=203.0.113.7' },
    { via: '1.1 proxy' },
    { 'x-real-ip': '203.0.113.7' },
    { host: 'cafe.example' },
    { host: '192.168.1.20:3000' },
    { host: 'localhost.evil.example' },
    { host: 'localhost@evil.example' },
    { host: '[::ffff:192.168.1.20]' },
    { host: 'evil-localhost' },
  ]

  test.each(strangers)('%o is refused on every path, with what to set', async (headers) => {
    const port = await guarded(localEnv)
    for (const path of ['/', '/api/health', '/dev/outbox', `/dev/outbox?key=${key}`, '//dev/outbox']) {
      const reply = await ask(port, path, headers)
      expect(reply).toMatchObject({ status: 403, body: expect.stringContaining('set NEXTAUTH_URL') })
      expect(reply.headers['set-cookie']).toBeUndefined()
    }
  })

  test('nginx as it comes, which adds no header, is known by its HTTP/1.0', async () => {
    const port = await guarded(localEnv)
    const answer = await askRaw(port, 'GET /signup HTTP/1.0\r\nHost: 127.0.0.1:3560\r\nConnection: close\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
  })

  test.each([
    ...['localhost', 'localhost:3000', 'cafe.localhost:3000', '127.0.0.1:3000', '127.9.9.9'],
    ...['[::1]:3000', '[::ffff:127.0.0.1]:3000'],
  ])('%s passes', async (host) => {
    expect(await ask(await guarded(localEnv), '/', { host })).toMatchObject({
      status: 308,
      headers: { 'x-direct': '1' },
    })
  })

  test('hosts that the operator named pass, also through a proxy, but not to the outbox', async () => {
    const port = await guarded({ ...localEnv, LOCAL_MODE_HOSTS: 'cafe.lan, 192.168.1.20' })
    const headers = { host: 'cafe.lan:3000', 'x-forwarded-for': '192.168.1.7', [directHeader]: '1' }
    expect(await ask(port, '/', headers)).toMatchObject({ status: 308, headers: { 'x-direct': 'no' } })
    const outbox = await ask(port, `/dev/outbox?key=${key}`, headers)
    expect(outbox.headers).not.toHaveProperty('set-cookie')
    expect((await ask(port, '/', { host: 'evil.example' })).status).toBe(403)
  })

  test('a public address is served under any name and through any proxy, and nobody vouches for itself', async () => {
    const port = await guarded(publicEnv)
    for (const headers of [...strangers, { [directHeader]: '1' }])
      expect(await ask(port, '/', headers)).toMatchObject({ status: 308, headers: { 'x-direct': 'no' } })
  })
})

describe('the link to the outbox', () => {
  test('gives a cookie of the outbox alone, and the key leaves the address', async () => {
    const reply = await ask(await guarded(localEnv), `/dev/outbox?key=${key}`)
    expect(reply).toMatchObject({ status: 303, headers: { location: '/dev/outbox', 'cache-control': 'no-store' } })
    expect(reply.headers['set-cookie']?.[0]).toMatch(
      /^virtualcafe-outbox-3000=[0-9a-f]{64}; Path=\/dev\/outbox; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
    )
    expect(reply.headers['set-cookie']?.[0]).not.toContain(key)
  })

  test.each(['', '?key=', '?key=wrong', `?key=${key}x`, `?KEY=${key}`, `?key=${key.slice(1)}`])(
    '%s is an address like any other',
    async (query) => {
      const reply = await ask(await guarded(localEnv), `/dev/outbox${query}`)
      expect(reply.status).toBe(308)
      expect(reply.headers['set-cookie']).toBeUndefined()
    },
  )

  test('no key, or an email provider: it cannot be opened', async () => {
    for (const source of [localTestEnv, { ...localEnv, RESEND_API_KEY: 're_1', MAIL_FROM: 'a@b.example' }]) {
      const port = await guarded(source)
      for (const query of ['?key=', `?key=${key}`, '?key=null', '?key=undefined'])
        expect((await ask(port, `/dev/outbox${query}`)).status).toBe(308)
      for (const undo of undos.splice(0)) undo()
    }
  })
})

test('a request that Next hands on to itself has passed already; a proof that somebody made up counts for nothing', async () => {
  const port = await guarded({ ...localEnv, LOCAL_MODE_HOSTS: 'cafe.lan' })
  const handedOn = { 'x-forwarded-host': 'localhost', 'x-forwarded-for': '127.0.0.1' }
  for (const [host, isDirect] of [
    ['localhost', '1'],
    ['cafe.lan', 'no'],
  ] as const) {
    const first = await ask(port, '/login', { host })
    expect(first.headers['x-direct']).toBe(isDirect)
    const proof = String(first.headers['x-pass'])
    const second = await ask(port, '/login', { ...handedOn, 'x-virtualcafe-pass': proof })
    expect([second.status, second.headers['x-direct']]).toEqual([308, isDirect])
    const forged = `${proof.startsWith('0') ? '1' : '0'}${proof.slice(1)}`
    for (const made of [forged, 'direct', '', '1'])
      expect((await ask(port, '/login', { ...handedOn, 'x-virtualcafe-pass': made })).status).toBe(403)
  }
})

test('whatever is sent as proof, and however an address is broken, there is an answer', async () => {
  const port = await guarded(localEnv)
  const status = async (start: string, proof = 'x') =>
    /^HTTP\/1\.1 (\d+)/.exec(
      await askRaw(
        port,
        `${start} HTTP/1.1\r\nHost: localhost\r\nX-VirtualCafe-Pass: ${proof}\r\nConnection: close\r\n\r\n`,
      ),
    )?.[1]
  expect(await status('GET /', `${'a'.repeat(63)}\u00e9`)).toBe('308')
  for (const address of ['//', '///', '//[', '//a:999999/', '//?key=1', '//:80', '//%5b'])
    expect(await status(`GET ${address}`), address).toBe('308')
  expect(await status('OPTIONS *')).toBe('400')
})

test.each(['cf-connecting-ip', 'true-client-ip', 'x-client-ip', 'x-original-forwarded-for'])(
  'local mode knows a proxy by %s',
  async (name) => {
    expect((await ask(await guarded(localEnv), '/', { [name]: '203.0.113.7' })).status).toBe(403)
  },
)
