import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startTestServer, testApp } from '@/server/realtime/testing/server'
import { type Certificate, makeCertificate } from '../testing/certificate'
import { startTlsProxy } from '../testing/tls-proxy'

const { browser, trusted } = vi.hoisted(() => ({
  browser: { host: '127.0.0.1' as string | null, port: 0, useTls: false, path: '' },
  /** What NODE_EXTRA_CA_CERTS holds; a process reads that at its start, so the test names it to the sockets. */
  trusted: { ca: undefined as string | undefined },
}))
vi.mock('@/lib/env', () => ({
  env: () => ({ realtime: { browser, key: 'app-key', cluster: 'eu' }, appUrl: new URL('https://cafe.example/') }),
}))
vi.mock('ws', async (original) => {
  const ws = await original<typeof import('ws')>()
  class Trusting extends ws.WebSocket {
    constructor(url: string, options: object) {
      super(url, { ...options, ca: trusted.ca })
    }
  }
  return { ...ws, WebSocket: Trusting }
})

let certificate: Certificate
beforeAll(async () => {
  certificate = await makeCertificate(['127.0.0.1'])
})
afterAll(() => certificate.remove())
afterEach(() => void vi.useRealTimers())
beforeEach(() => {
  Object.assign(browser, { host: '127.0.0.1', port: 0, useTls: false, path: '' })
  trusted.ca = undefined
  vi.resetModules()
})

async function problemAt(port: number, more: Partial<typeof browser> = {}): Promise<string | null> {
  Object.assign(browser, { port, ...more })
  return await (await import('./public-socket')).findSocketProblem()
}

async function listening(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

test('a realtime server that welcomes is no problem, plain or behind TLS that is trusted', async () => {
  const server = await startTestServer({ app: { allowedOrigins: ['https://cafe.example'] } })
  expect(await problemAt(server.port)).toBeNull()
  const proxy = await startTlsProxy(certificate, () => server.port, '/live')
  trusted.ca = certificate.cert
  vi.resetModules()
  expect(await problemAt(proxy.port, { useTls: true, path: '/live' })).toBeNull()
  expect(proxy.upgrades).toEqual(['/live/app/app-key?protocol=7&client=health&version=1.0'])
  await proxy.close()
})

test('each cause has a sentence', async () => {
  const server = await startTestServer({ app: { ...testApp, enabled: false } })
  const startsWith = (port: number) => `The public socket at ws://127.0.0.1:${port} cannot be opened: `
  expect(await problemAt(server.port)).toBe(`${startsWith(server.port)}it was closed with 4003 Application disabled`)

  const website = createServer((_, response) => response.writeHead(404).end())
  const port = await listening(website)
  vi.resetModules()
  expect(await problemAt(port)).toMatch(/answered 404 instead of a WebSocket; does the proxy pass \/app\/ on/)
  website.close()
  vi.resetModules()
  expect(await problemAt(port)).toMatch(/ECONNREFUSED/)
})

test('a certificate that nobody vouches for is named, with the way out; one for another name too', async () => {
  const server = await startTestServer()
  const proxy = await startTlsProxy(certificate, () => server.port)
  expect(await problemAt(proxy.port, { useTls: true })).toMatch(/SELF_SIGNED.*NODE_EXTRA_CA_CERTS/)
  trusted.ca = certificate.cert
  vi.resetModules()
  expect(await problemAt(proxy.port, { useTls: true, host: 'localhost' })).toMatch(
    /certificate is not right.*localhost/,
  )
  await proxy.close()
})

test('a server that says nothing is given up after three seconds', async () => {
  const silent = createTcpServer((socket) => socket.on('error', () => {}))
  const port = await listening(silent)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const answered = vi.fn()
  const asking = problemAt(port).then(answered)
  await once(silent, 'connection')
  await vi.advanceTimersByTimeAsync(2_999)
  expect(answered).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  await asking
  expect(answered).toHaveBeenCalledWith(expect.stringMatching(/no answer within 3 s/))
  silent.close()
})

test('many questions open one socket, and an answer counts for a while', async () => {
  const server = await startTestServer({ metricsPort: 0 })
  browser.port = server.port
  const { findSocketProblem } = await import('./public-socket')
  const problems: (string | null)[] = []
  await Promise.all(Array.from({ length: 20 }, () => findSocketProblem((problem) => problems.push(problem))))
  await findSocketProblem((problem) => problems.push(problem))
  expect(problems).toEqual([null])
  const metrics = await (await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`)).text()
  expect(metrics).toContain('realtime_connections_total 1\n')
})
