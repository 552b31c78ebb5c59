import { describe, expect, it } from 'vitest'
import { createApp } from './apps'
import { admit } from './gate'
import { Hub } from './hub'
import { LIMITS } from './limits'
import { Metrics } from './metrics'
import { newSocketId, type Session } from './session'
import { connectRaw, openRaw } from './testing/raw-client'
import { APP, startTestServer } from './testing/server'

function ask(
  url: string,
  app: object = {},
  { origin, connections = 0 }: { origin?: string; connections?: number } = {},
) {
  const hub = new Hub(createApp({ ...APP, ...app }), LIMITS, new Metrics(), () => {})
  hub.sessions.set('1.1', {} as Session)
  const occupancy = { hubsByKey: new Map([[APP.key, hub]]), connections, limits: LIMITS }
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
    expect(ask(GOOD, {}, { connections: LIMITS.connections })).toBe(4100)
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

it('makes socket ids that official libraries accept and nobody can guess', () => {
  const ids = Array.from({ length: 1_000 }, newSocketId)
  for (const id of ids) expect(id).toMatch(/^\d+\.\d+$/)
  expect(new Set(ids).size).toBe(ids.length)
})
