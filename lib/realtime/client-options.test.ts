/** pusher-js with exactly our options against our server, plain and behind a proxy that speaks TLS. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RealtimeServer, startRealtimeServer } from '@/server/realtime/server'
import { quietLogger, testApp } from '@/server/realtime/testing/server'
import { type Certificate, makeCertificate } from '../testing/certificate'
import { startTlsProxy, type TlsProxy } from '../testing/tls-proxy'
import { clientOptions, type RealtimeClientConfig } from './client-options'

let certificate: Certificate
let server: RealtimeServer
let proxy: TlsProxy

beforeAll(async () => {
  certificate = await makeCertificate(['localhost', '127.0.0.1'])
  server = await startRealtimeServer({ apps: [testApp], logger: quietLogger, lingerMs: 0 })
  proxy = await startTlsProxy(certificate, (path) => (/^\/app\//.test(path) ? server.port : null), '/inner')
})
afterAll(async () => {
  await proxy.close()
  await server.close()
  certificate.remove()
})

/** The state pusher-js ends in: `connected`, `failed`, or what it is still at. */
async function stateWith(config: Partial<RealtimeClientConfig>, patienceMs = 8_000): Promise<string> {
  const whole = {
    key: testApp.key,
    cluster: 'eu',
    host: '127.0.0.1',
    port: server.port,
    useTls: false,
    path: '',
    ...config,
  }
  const fixture = fileURLToPath(new URL('./connect.fixture.ts', import.meta.url))
  const names = new URL('../testing/names-on-loopback.mjs', import.meta.url).href
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--import', names, fixture, JSON.stringify({ config: whole, patienceMs })],
    {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate.certFile, NAMES_ON_LOOPBACK: 'ws-eu.pusher.com' },
    },
  )
  return stdout
}

/** By a name: under Node pusher-js asks for the certificate of whatever it is given, and Node 26 refuses to ask for a number's. */
const behindTls = () => ({ host: 'localhost', port: proxy.port })

test('connects to a server without TLS', async () => {
  expect(await stateWith({})).toBe('connected')
})

test('connects to a server behind TLS, as every public one is', async () => {
  expect(await stateWith({ ...behindTls(), useTls: true })).toBe('connected')
  expect(proxy.upgrades.at(-1)).toMatch(/^\/app\/app-key\?/)
})

test('connects below a path of its own', async () => {
  expect(await stateWith({ ...behindTls(), useTls: true, path: '/inner' })).toBe('connected')
  expect(proxy.upgrades.at(-1)).toMatch(/^\/inner\/app\/app-key\?/)
})

test('hosted, by the name of a cluster, it has a transport', async () => {
  // Nobody answers at this name here, so it goes on trying; without a transport it would have failed at once.
  expect(await stateWith({ host: null, port: 443, useTls: true }, 300)).toBe('connecting')
})

test('without TLS it never tries a socket over TLS, which the policy of the page would forbid', () => {
  const plain = { key: 'k', cluster: '', host: '127.0.0.1', port: 1, useTls: false, path: '' }
  expect(clientOptions(plain).enabledTransports).toEqual(['ws'])
  expect(clientOptions({ ...plain, useTls: true }).enabledTransports).toEqual(['ws', 'wss'])
})
