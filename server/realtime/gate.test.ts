import { describe, expect, it } from 'vitest'
import { createApp } from './apps'
import { admit } from './gate'
import { Hub } from './hub'
import { defaultLimits, type Limits } from './limits'
import { Metrics } from './metrics'
import { newSocketId, type Session } from './session'
import { connectRaw, openRaw } from './testing/raw-client'
import { startTestServer, testApp } from './testing/server'

function ask(
  url: string,
  app: object = {},
  {
    origin,
    connections = 0,
    connectionsOfAddress = 0,
    limits = defaultLimits,
  }: { origin?: string; connections?: number; connectionsOfAddress?: number; limits?: Limits } = {},
) {
  const hub = new Hub(createApp({ ...testApp, ...app }), defaultLimits, new Metrics(), () => {})
  hub.sessions.set('1.1', {} as Session)
  const occupancy = { hubsByKey: new Map([[testApp.key, hub]]), connections, connectionsOfAddress, limits }
  const admission = admit({ url, headers: { origin } }, occupancy)
  return 'code' in admission ? admission.code : admission.protocol
}

describe('admit', () => {
  it.each([
    ['/app/app-key?protocol=7&client=js&version=8.6.0&flash=false', 7],
    ['/app/app-key?protocol=7', 7],
    ['/app/app-key?protocol=4&version=1.12', 4],
    ['/app/other?protocol=7', 4001],
    ['/app/__proto__?protocol=7', 4001],
    ['/', 4005],
    ['/app', 4005],
    ['/app/?protocol=7', 4005],
    ['/app/app-key/more?protocol=7', 4005],
    ['//app/app-key?protocol=7', 4005],
    ['/app/app-key?protocol=7&version=latest', 4006],
    ['/app/app-key?protocol=7&version=', 4006],
    ['/app/app-key?protocol=3', 4007],
    ['/app/app-key?protocol=8', 4007],
    ['/app/app-key?protocol=7.0', 4007],
    ['/app/app-key?protocol=', 4007],
    ['/app/app-key', 4008],
    ['/app/app-key?client=js', 4008],
  ])('answers %s with %i', (url, answer) => expect(ask(url)).toBe(answer))

  const GOOD = '/app/app-key?protocol=7'

  it('turns away from a disabled app, a full app and a full server', () => {
    expect(ask(GOOD, { enabled: false })).toBe(4003)
    expect(ask(GOOD, { maxConnections: 1 })).toBe(4004)
    expect(ask(GOOD, { maxConnections: 2 })).toBe(7)
    expect(ask(GOOD, {}, { connections: defaultLimits.connections })).toBe(4100)
    const own = { connectionsOfAddress: defaultLimits.connectionsPerAddress }
    expect(ask(GOOD, {}, own)).toBe(4100)
    expect(ask(GOOD, {}, { connectionsOfAddress: defaultLimits.connectionsPerAddress - 1 })).toBe(7)
    expect(ask(GOOD, {}, { ...own, limits: { ...defaultLimits, connectionsPerAddress: 0 } })).toBe(7)
  })

  it('lets browsers in from the allowed origins only', () => {
    const app = { allowedOrigins: ['https://cafe.example'] }
    expect(ask(GOOD, app, { origin: 'https://cafe.example' })).toBe(7)
    expect(ask(GOOD, app, { origin: 'https://cafe.example.evil.example' })).toBe(4009)
    expect(ask(GOOD, app, { origin: 'http://cafe.example' })).toBe(4009)
    expect(ask(GOOD, app, { origin: 'null' })).toBe(4009)
    expect(ask(GOOD, app)).toBe(7)
    expect(ask(GOOD, { allowedOrigins: ['*'] }, { origin: 'null' })).toBe(7)
    expect(ask(GOOD, {}, { origin: 'null' })).toBe(7)
  })
})

describe('on the wire', () => {
  it('closes with the code after an upgrade, and says it in an event to clients that cannot read codes', async () => {
    const { port } = await startTestServer()
    const modern = await openRaw(port, '/app/nobody?protocol=7')
    expect(await modern.closed).toEqual({ code: 4001, reason: 'Application does not exist' })
    expect(modern.received).toEqual([])
    const old = await openRaw(port, '/app/nobody?protocol=5')
    expect((await old.next('pusher:error')).data).toEqual({ code: 4001, message: 'Application does not exist' })
    expect((await old.closed).code).toBe(4001)
  })

  it('frees the place of a connection that closed', async () => {
    const server = await startTestServer({ app: { maxConnections: 1 } })
    const first = await connectRaw(server.port)
    expect((await (await openRaw(server.port)).closed).code).toBe(4004)
    first.webSocket.close()
    await first.closed
    const next = await connectRaw(server.port)
    expect(next.socketId).not.toBe(first.socketId)
  })
})

describe('an address', () => {
  const from = (address: string) => ({ headers: { 'x-real-ip': address } })
  const enter = (port: number, options = {}) => connectRaw(port, undefined, options)
  const codeOf = async (port: number, options = {}) => (await (await openRaw(port, undefined, options)).closed).code

  it('may have so many connections, and has room again when one closes', async () => {
    const { port } = await startTestServer({ limits: { connectionsPerAddress: 2 } })
    const [first] = [await enter(port), await enter(port)]
    expect(await codeOf(port)).toBe(4100)
    // Headers that no proxy was named for are the visitor's own words.
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'cf-connecting-ip'])
      expect(await codeOf(port, { headers: { [name]: '203.0.113.9' } })).toBe(4100)
    first.webSocket.close()
    await first.closed
    await expect.poll(async () => (await openRaw(port)).next('pusher:connection_established')).toBeTruthy()
  })

  it('is the one a named proxy states; IPv6 counts by /64, and nobody else is shut out', async () => {
    const { port } = await startTestServer({ clientIpHeader: 'X-Real-IP', limits: { connectionsPerAddress: 1 } })
    await enter(port, from('192.0.2.1'))
    expect(await codeOf(port, from('192.0.2.1'))).toBe(4100)
    expect(await codeOf(port, from('203.0.113.77, 192.0.2.1'))).toBe(4100)
    expect(await codeOf(port, from('::ffff:192.0.2.1'))).toBe(4100)
    await enter(port, from('192.0.2.2'))
    await enter(port, from('2001:db8:1:2::1'))
    expect(await codeOf(port, from('2001:db8:1:2:ffff::9'))).toBe(4100)
    await enter(port, from('2001:db8:1:3::1'))
  })

  it('is refused in numbers without taking the room of others', async () => {
    const { port } = await startTestServer({
      clientIpHeader: 'X-Real-IP',
      limits: { connectionsPerAddress: 3, connections: 6 },
    })
    const flood = await Promise.all(Array.from({ length: 20 }, () => openRaw(port, undefined, from('192.0.2.1'))))
    expect(flood.filter(({ webSocket }) => webSocket.readyState === webSocket.OPEN).length).toBeGreaterThan(0)
    for (const address of ['192.0.2.2', '192.0.2.3', '192.0.2.4']) await enter(port, from(address))
  })
})

it('makes socket ids that official libraries accept and nobody can guess', () => {
  const ids = Array.from({ length: 1_000 }, newSocketId)
  for (const id of ids) expect(id).toMatch(/^\d+\.\d+$/)
  expect(new Set(ids).size).toBe(ids.length)
})
