import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { credentials, firstLog, runCommand } from './testing/command'
import { connectRaw, type RawClient, standardPath } from './testing/raw-client'
import { officialApi, testApp } from './testing/server'

/**
 * Attacks a server in a process of its own, whose heap is too small for a leak: what it forgets to forget ends it, and
 * the ordinary clients of `honest` notice.
 */
const heapFlag = '--max-old-space-size=48'

let port: number
let metricsPort: number
/** Of this test's server; an earlier one may end while this test runs. */
let life: { hasEnded: boolean }

beforeEach(async () => {
  const command = runCommand(['--port', '0', '--metrics-port', '0', ...credentials], {}, [heapFlag])
  const current = { hasEnded: false }
  life = current
  command.exited.then(() => {
    current.hasEnded = true
  })
  const { url, metricsPort: metrics } = await firstLog(command)
  port = Number(new URL(String(url)).port)
  metricsPort = Number(metrics)
})

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  return Number(new RegExp(`^realtime_${name}(?:{[^}]*})? (\\d+)$`, 'm').exec(text)?.[1])
}

async function honest(): Promise<[RawClient, RawClient]> {
  const pair: [RawClient, RawClient] = [await connectRaw(port), await connectRaw(port)]
  for (const [index, client] of pair.entries()) await client.subscribe('presence-honest', { user_id: `h${index}` })
  return pair
}

/** The two ordinary clients still reach each other, and nothing is left of anybody else. */
async function expectCalm([one, two]: [RawClient, RawClient]): Promise<void> {
  one.send({ event: 'client-hello', channel: 'presence-honest', data: 'x' })
  await two.next('client-hello')
  two.received.length = 0
  const channels = await officialApi(port).get({ path: '/channels', params: {} })
  expect(await channels.json()).toEqual({ channels: { 'presence-honest': {} } })
  expect(await metric('connections')).toBe(2)
  expect(await metric('users')).toBe(0)
  expect(life.hasEnded).toBe(false)
}

/** Values that trip code which trusts its input. */
const nasty = fc.oneof(
  fc.constantFrom(null, true, '', 'a', 'private-a', 'presence-a', 'cache-a', 'presence-honest', '#server-to-user-h0'),
  fc.constantFrom('__proto__', 'constructor', 'toString', '\u0000', '\ud800', 'x'.repeat(60_000)),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant({ channel: 'a', auth: {}, channel_data: [] }),
  fc.constant(JSON.parse('{"__proto__":{"channel":"a"},"constructor":null}')),
)

const eventName = fc.constantFrom(
  ...['pusher:subscribe', 'pusher:unsubscribe', 'pusher:signin', 'pusher:ping', 'pusher:pong', 'client-x'],
  ...['pusher_internal:member_added', '__proto__', ''],
)

const nearlyRight = fc
  .record({
    event: eventName,
    channel: nasty,
    data: fc.oneof(nasty, fc.record({ channel: nasty, auth: nasty, channel_data: nasty })),
  })
  .map((message) => JSON.stringify(message))

const hostileFrame = fc.oneof(
  { weight: 6, arbitrary: nearlyRight },
  { weight: 2, arbitrary: fc.oneof(fc.string(), fc.json()) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(`{"event":"client-x","channel":"a","data":${'['.repeat(30_000)}${']'.repeat(30_000)}}`),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
)

async function attack(frames: (string | Buffer)[], politely: boolean): Promise<void> {
  const webSocket = new WebSocket(`ws://127.0.0.1:${port}${standardPath}`)
  webSocket.on('error', () => {})
  await once(webSocket, 'open')
  const closed = once(webSocket, 'close')
  for (const frame of frames) if (webSocket.readyState === WebSocket.OPEN) webSocket.send(frame)
  if (politely) webSocket.close()
  else webSocket.terminate()
  await closed
}

/** Waits until the server noticed that the attackers are gone; it learns that after we do. */
async function untilConnections(count: number): Promise<void> {
  while ((await metric('connections')) !== count) await new Promise((resolve) => setImmediate(resolve))
}

describe('a server under attack', () => {
  it('survives any sequence of frames', async () => {
    const pair = await honest()
    const sequence = fc.array(hostileFrame, { maxLength: 30 })
    await fc.assert(fc.asyncProperty(sequence, fc.boolean(), attack), { numRuns: 400, endOnFailure: true })
    await untilConnections(2)
    await expectCalm(pair)
  })

  it('survives bytes that are no WebSocket frames', async () => {
    const pair = await honest()
    const handshake = `GET ${standardPath} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n\r\n`
    const raw = async (bytes: Uint8Array, shakesHands: boolean) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {})
      const closed = once(socket, 'close')
      socket.resume().write(shakesHands ? handshake : 'GET ')
      socket.end(bytes)
      await closed
    }
    const bytes = fc.uint8Array({ maxLength: 300 })
    await fc.assert(fc.asyncProperty(bytes, fc.boolean(), raw), { numRuns: 300, endOnFailure: true })
    await untilConnections(2)
    await expectCalm(pair)
  })

  it('answers any signed request with a proper status', async () => {
    const pair = await honest()
    const api = officialApi(port)
    const event = fc.record(
      { name: nasty, data: nasty, channel: nasty, channels: fc.array(nasty), socket_id: nasty, info: nasty },
      { requiredKeys: [] },
    )
    const body = fc.oneof(event, fc.record({ batch: fc.oneof(nasty, fc.array(event)) }), nasty)
    const resource = fc.constantFrom(
      'events',
      'batch_events',
      'users/%2e%2e/terminate_connections',
      'users/h0/terminate_connections',
    )
    const call = async (value: unknown, name: string) => {
      const path = `/apps/${testApp.id}/${name}`
      const text = JSON.stringify(value)
      const query = api.createSignedQueryString({ method: 'POST', path, body: text })
      const response = await fetch(`http://127.0.0.1:${port}${path}?${query}`, { method: 'POST', body: text })
      await response.text()
      expect([200, 400, 401, 404, 413]).toContain(response.status)
    }
    await fc.assert(fc.asyncProperty(body, resource, call), { numRuns: 500, endOnFailure: true })
    for (const client of pair) await client.settle()
    await expectCalm(pair)
  })

  it('forgets 200,000 channels, 2,000 connections and as many signed-in users', async () => {
    const pair = await honest()
    for (let round = 0; round < 40; round += 1) {
      const visitors = await Promise.all(Array.from({ length: 50 }, () => connectRaw(port)))
      for (const [index, visitor] of visitors.entries()) {
        const watchlist = Array.from({ length: 100 }, (_, each) => `w${round}-${index}-${each}`)
        await visitor.signIn({ id: `u${round}-${index}`, watchlist })
        for (let each = 0; each < 100; each += 1) {
          visitor.send({
            event: 'pusher:subscribe',
            data: { channel: `c${round}-${index}-${each}-${'x'.repeat(120)}` },
          })
        }
        visitor.webSocket.close()
      }
      await Promise.all(visitors.map((visitor) => visitor.closed))
    }
    await untilConnections(2)
    await expectCalm(pair)
  })

  it('keeps its memory while readers do not read', async () => {
    const pair = await honest()
    const slow = await Promise.all(Array.from({ length: 20 }, () => connectRaw(port)))
    for (const client of slow) {
      await client.subscribe('a')
      client.webSocket.pause()
    }
    const beforeBytes = await metric('memory_bytes')
    const event = { channel: 'a', name: 'x', data: 'x'.repeat(10_000) }
    const api = officialApi(port)
    let batches = 0
    while ((await metric('slow_readers_total')) < slow.length && batches < 400) {
      await api.triggerBatch(Array.from({ length: 10 }, () => ({ ...event })))
      batches += 1
    }
    expect(await metric('slow_readers_total')).toBe(slow.length)
    expect((await metric('memory_bytes')) - beforeBytes).toBeLessThan(100_000_000)
    await untilConnections(2)
    await expectCalm(pair)
  })
})
