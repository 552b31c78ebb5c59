/** The proxy configurations in docs/realtime.md, as they stand there, in a real nginx. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import { makeCertificate } from '@/lib/testing/certificate'
import { standardPath } from './testing/raw-client'
import { startTestServer } from './testing/server'

const docs = readFileSync(new URL('../../docs/realtime.md', import.meta.url), 'utf8')

const hasNginx = spawnSync('nginx', ['-v']).status === 0
if (!hasNginx) process.stdout.write('No nginx on this machine: the sample configuration is not run.\n')

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Runs the sample with its ports, its certificate and nothing else replaced. */
async function startNginx(inner: { app: number; realtime: number }) {
  const certificate = await makeCertificate(['cafe.example'])
  const [https, http] = [await freePort(), await freePort()]
  const [, sample = ''] = /```nginx\n([\s\S]*?)```/.exec(docs) ?? []
  const server = sample
    .replace('listen 443', `listen 127.0.0.1:${https}`)
    .replace('listen 80', `listen 127.0.0.1:${http}`)
    .replace('/etc/ssl/cafe.example/fullchain.pem', certificate.certFile)
    .replace('/etc/ssl/cafe.example/privkey.pem', certificate.keyFile)
    .replace('127.0.0.1:3000', `127.0.0.1:${inner.app}`)
    .replace('127.0.0.1:6001', `127.0.0.1:${inner.realtime}`)
  const folder = mkdtempSync(join(tmpdir(), 'cafe-nginx-'))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  const lines = ['daemon off;', `pid ${folder}/pid;`, 'error_log stderr;', 'events {}']
  // Started by root it would give its rights up and could not write where this test does.
  if (process.getuid?.() === 0) lines.unshift('user root;')
  const config = join(folder, 'nginx.conf')
  writeFileSync(config, [...lines, 'http {', 'access_log off;', ...temporary, server, '}'].join('\n'))
  execFileSync('nginx', ['-t', '-p', folder, '-e', 'stderr', '-c', config], { stdio: 'pipe' })
  const child = spawn('nginx', ['-p', folder, '-e', 'stderr', '-c', config], { stdio: 'ignore' })
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
    certificate.remove()
  })
  return { https, http, ca: certificate.cert }
}

test.skipIf(!hasNginx)(
  'nginx passes pages to the app and sockets to the realtime server, with the visitor’s address',
  async () => {
    const server = await startTestServer({ clientIpHeader: 'X-Real-IP', limits: { connectionsPerAddress: 1 } })
    const app = createServer((asked, response) => {
      // As large as the headers of a page.
      response.setHeader('Link', 'x'.repeat(9_000))
      if (asked.url === '/dashboard') response.setHeader('Strict-Transport-Security', 'max-age=1; includeSubDomains')
      response.end(JSON.stringify({ ...asked.headers, length: asked.headers['content-length'] }))
    })
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void app.close())
    const { https, http, ca } = await startNginx({
      app: (app.address() as AddressInfo).port,
      realtime: server.port,
    })

    const ask = (path: string, method = 'GET', body = '') =>
      new Promise<{ status: number; text: string; headers: IncomingHttpHeaders }>((resolve, reject) => {
        const sent = request({
          host: '127.0.0.1',
          port: https,
          path,
          method,
          ca,
          servername: 'cafe.example',
          headers: { host: 'cafe.example' },
        })
        sent.once('error', reject)
        sent.once('response', async (reply) => {
          let text = ''
          for await (const chunk of reply) text += chunk
          resolve({ status: reply.statusCode ?? 0, text, headers: reply.headers })
        })
        sent.end(body)
      })
    await expect.poll(() => ask('/').catch(() => null)).toMatchObject({ status: 200 })
    expect(JSON.parse((await ask('/dashboard')).text)).toMatchObject({
      host: 'cafe.example',
      'x-real-ip': '127.0.0.1',
      'x-forwarded-proto': 'https',
    })
    expect((await ask('/settings', 'POST', 'x'.repeat(3_000_000))).status).toBe(200)
    // The API that triggers is not for visitors.
    expect((await ask('/apps/123456/channels')).text).toContain('"host":"cafe.example"')

    const open = (headers: Record<string, string> = {}) => {
      const options: ClientOptions & { servername: string } = { ca, servername: 'cafe.example', headers }
      return new WebSocket(`wss://127.0.0.1:${https}${standardPath}`, options)
    }
    const first = open()
    const hello = await new Promise<string>((resolve, reject) => {
      first.once('message', (text) => resolve(String(text)))
      first.once('error', reject)
    })
    expect(hello).toContain('pusher:connection_established')
    // The address is the one nginx sees, whatever the visitor writes.
    const second = open({ 'X-Real-IP': '203.0.113.9' })
    expect(await new Promise((resolve) => second.once('close', resolve))).toBe(4100)
    first.terminate()

    // The app says itself whom https binds; what nginx and the realtime server answer binds this host.
    const bound = async (path: string, method?: string, body?: string) => {
      const { status, headers } = await ask(path, method, body)
      return [status, headers['strict-transport-security'], headers['x-content-type-options']]
    }
    expect((await bound('/dashboard'))[1]).toBe('max-age=1; includeSubDomains')
    expect(await bound('/app/nothing')).toEqual([404, 'max-age=63072000', 'nosniff'])
    expect(await bound('/settings', 'POST', 'x'.repeat(5_000_000))).toEqual([413, 'max-age=63072000', 'nosniff'])
    app.closeAllConnections()
    await new Promise((resolve) => app.close(resolve))
    expect(await bound('/dashboard')).toEqual([502, 'max-age=63072000', 'nosniff'])

    const plain = await fetch(`http://127.0.0.1:${http}/rooms?q=a`, { redirect: 'manual' })
    expect([plain.status, plain.headers.get('location')]).toEqual([301, 'https://127.0.0.1/rooms?q=a'])
  },
)
