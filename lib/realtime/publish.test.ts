import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'

vi.mock('@/lib/env', () => ({ env: () => ({ realtime }) }))

const realtime = { appId: '1', key: 'k', secret: 's', cluster: '', host: '127.0.0.1', port: 0, useTls: false }
let server: Server

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** A realtime server that counts, and cuts the connections on which `isCut` says so. */
async function listen(isCut: (request: number) => boolean) {
  const seen = { requests: 0, sockets: new Set<Socket>() }
  server = createServer((request, response) => {
    seen.sockets.add(request.socket)
    seen.requests++
    if (isCut(seen.requests)) request.socket.resetAndDestroy()
    else response.end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  realtime.port = (server.address() as AddressInfo).port
  return seen
}

async function freshPublish() {
  vi.resetModules()
  delete (globalThis as { __cafePusher?: unknown }).__cafePusher
  return (await import('./publish')).publish
}

test('the connection to the realtime server is kept', async () => {
  const seen = await listen(() => false)
  const publish = await freshPublish()
  for (let n = 0; n < 5; n++) await publish('private-user-1', 'study.changed', {})
  expect(seen.requests).toBe(5)
  expect(seen.sockets.size).toBe(1)
})

test('an event whose kept connection was closed in that moment is sent again, once', async () => {
  const seen = await listen((request) => request === 2)
  const publish = await freshPublish()
  await publish('private-user-1', 'study.changed', {})
  await publish('private-user-1', 'study.changed', {})
  expect(seen.requests).toBe(3)
})

test('a server that cuts everything off is given up, without an error', async () => {
  const seen = await listen(() => true)
  const publish = await freshPublish()
  await expect(publish('private-user-1', 'study.changed', {})).resolves.toBeUndefined()
  expect(seen.requests).toBe(2)
})
