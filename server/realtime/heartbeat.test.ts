import { describe, expect, it } from 'vitest'
import { checkPulse } from './heartbeat'
import { pingFrame } from './protocol'
import type { Session } from './session'
import { connectRaw, openRaw } from './testing/raw-client'
import { startTestServer } from './testing/server'

const activityMs = 30_000
const pongMs = 15_000

/** Just what the check looks at and does. */
function patient(protocol = 7) {
  const done: (string | number)[] = []
  const state = {
    protocol,
    lastHeardAtMs: 0,
    pingedAtMs: null as number | null,
    send: (bytes: Buffer) => done.push(bytes === pingFrame ? 'ping' : 'something else'),
    close: (code: number) => done.push(code),
  }
  // The parts of a session that a pulse looks at.
  return { done, state, check: (nowMs: number) => checkPulse(state as unknown as Session, nowMs, activityMs, pongMs) }
}

describe('checkPulse', () => {
  it('pings after silence, once, and closes with 4201 when no answer comes', () => {
    const { done, check } = patient()
    check(29_999)
    expect(done).toEqual([])
    check(30_000)
    check(44_999)
    expect(done).toEqual(['ping'])
    check(45_000)
    expect(done).toEqual(['ping', 4201])
  })

  it('begins anew when the client was heard', () => {
    const { done, state, check } = patient()
    check(30_000)
    Object.assign(state, { lastHeardAtMs: 31_000, pingedAtMs: null })
    check(60_999)
    expect(done).toEqual(['ping'])
    check(61_000)
    expect(done).toEqual(['ping', 'ping'])
  })

  it('closes clients that cannot answer pings after a day, with 4202', () => {
    const { done, check } = patient(4)
    check(24 * 60 * 60_000 - 1)
    expect(done).toEqual([])
    check(24 * 60 * 60_000)
    expect(done).toEqual([4202])
  })
})

describe('a connection that nobody uses', () => {
  it('is closed with 4009; whoever has subscribed or signed in may stay, also when that is over', async () => {
    const { port } = await startTestServer({ limits: { unusedMs: 300 } })
    const [idle, listening, left, known, refused] = [
      await connectRaw(port),
      await connectRaw(port),
      await connectRaw(port),
      await connectRaw(port),
      await connectRaw(port),
    ]
    await listening.subscribe('a')
    await left.subscribe('a')
    left.send({ event: 'pusher:unsubscribe', data: { channel: 'a' } })
    await known.signIn({ id: 'anna' })
    refused.send({ event: 'pusher:subscribe', data: { channel: 'private-a', auth: 'forged' } })
    const pings = setInterval(() => idle.webSocket.ping(), 20)
    expect(await idle.closed).toEqual({ code: 4009, reason: 'Neither subscribed nor signed in' })
    clearInterval(pings)
    expect((await refused.closed).code).toBe(4009)
    for (const client of [listening, left, known]) await client.settle()
  })
})

describe('on the wire', () => {
  it('cuts a client that stopped answering and keeps one that answers', async () => {
    const { port } = await startTestServer({ activityTimeoutMs: 40, pongTimeoutMs: 800 })
    const [silent, lively] = [await connectRaw(port), await connectRaw(port)]
    lively.webSocket.on('message', () => {
      if (lively.received.at(-1)?.event === 'pusher:ping') lively.send({ event: 'pusher:pong', data: {} })
    })
    expect(await silent.closed).toEqual({ code: 4201, reason: 'Pong reply not received' })
    expect(silent.all('pusher:ping')).toHaveLength(1)
    await lively.settle()
    expect(lively.all('pusher:ping').length).toBeGreaterThan(1)
  })

  it('takes a WebSocket ping for a sign of life, and tells clients how long it waits', async () => {
    const { port } = await startTestServer({ activityTimeoutMs: 500, pongTimeoutMs: 100 })
    const client = await openRaw(port)
    const established = await client.next('pusher:connection_established')
    expect(JSON.parse(String(established.data)).activity_timeout).toBe(1)
    const timer = setInterval(() => client.webSocket.ping(), 20)
    const other = await connectRaw(port)
    await other.closed
    clearInterval(timer)
    expect(client.received.filter(({ event }) => event === 'pusher:ping')).toEqual([])
  })
})
