import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { connectRaw, openRaw, standardPath } from './testing/raw-client'
import { startTestServer, testApp } from './testing/server'

const metric = async (port: number | null, name: string) => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(new RegExp(`^realtime_${name}(?:{[^}]*})? (\\d+)$`, 'm').exec(text)?.[1])
}

/** The answer to a request that is written as it stands. */
async function rawAnswer(port: number, lines: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end([...lines, '', ''].join('\r\n'))
  let answer = ''
  for await (const part of socket) answer += part
  return answer
}

it('no answer may be taken for something else than it says, whether it is found, refused or broken', async () => {
  const server = await startTestServer({ metricsPort: 0 })
  const paths = ['/health', '/', '/app/app-key', '/apps/123456/channels', '/apps/123456/nothing', '/favicon.ico']
  for (const path of paths)
    expect((await fetch(server.url + path)).headers.get('x-content-type-options'), path).toBe('nosniff')
  expect((await fetch(`http://127.0.0.1:${server.metricsPort}/`)).headers.get('x-content-type-options')).toBe('nosniff')
  const upgrade = ['Host: a', 'Connection: Upgrade', 'Upgrade: websocket']
  for (const [first, status] of [
    [`GET ${standardPath} HTTP/1.1`, 400],
    [`POST ${standardPath} HTTP/1.1`, 405],
  ] as const) {
    const answer = await rawAnswer(server.port, [first, ...upgrade])
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer.toLowerCase()).toContain('\r\nx-content-type-options: nosniff\r\n')
  }
})

describe('hostile frames', () => {
  it.each([
    ['data that is null', '{"event":"pusher:subscribe","data":null}'],
    ['data that is an array', '{"event":"pusher:subscribe","data":["a"]}'],
    ['data that is a text', '{"event":"pusher:subscribe","data":"a"}'],
    ['a channel that is an object', '{"event":"pusher:subscribe","data":{"channel":{"toString":"x"}}}'],
    ['a prototype', '{"event":"pusher:subscribe","data":{"__proto__":{"channel":"a"}}}'],
    ['an array of events', '[{"event":"pusher:ping"}]'],
    ['an event that is a number', '{"event":7}'],
    ['nothing', ''],
    ['a signin without anything', '{"event":"pusher:signin"}'],
    ['deep nesting', '['.repeat(20_000)],
    ['a binary frame', Buffer.from([0, 255, 1])],
  ])('with %s are answered with an error', async (_, frame) => {
    const server = await startTestServer()
    const client = await connectRaw(server.port)
    client.send(frame)
    await client.settle()
    expect(client.all('pusher:error')).toHaveLength(1)
    expect(client.all('pusher_internal:subscription_succeeded')).toEqual([])
  })

  it('may unsubscribe from anything without harm', async () => {
    const client = await connectRaw((await startTestServer()).port)
    for (const data of [null, 5, [], {}, { channel: 5 }, { channel: '__proto__' }, { channel: 'never-joined' }]) {
      client.send({ event: 'pusher:unsubscribe', data })
    }
    await client.settle()
    expect(client.all('pusher:error')).toEqual([])
  })

  it('that are too large close their sender (1009), broken text does (1007), and nobody else notices', async () => {
    const server = await startTestServer()
    const [bystander, large, broken] = [
      await connectRaw(server.port),
      await connectRaw(server.port),
      await connectRaw(server.port),
    ]
    await bystander.subscribe('a')
    large.send('x'.repeat(1_048_576))
    expect((await large.closed).code).toBe(1009)
    broken.webSocket.send(Buffer.from([0xff, 0xfe]), { binary: false })
    expect((await broken.closed).code).toBe(1007)
    await server.api.trigger('a', 'x', '')
    await bystander.next('x')
  })

  it('that are no WebSocket at all are refused', async () => {
    const server = await startTestServer()
    const requests = [
      'GET /app/app-key?protocol=7 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      'GET /app/app-key?protocol=7 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
      'GET \u0000 HTTP/1.1\r\n\r\n',
      '\u0016\u0003\u0001',
    ]
    for (const request of requests) {
      const socket = connect(server.port, '127.0.0.1')
      socket.write(request)
      const [answer] = await once(socket, 'data')
      expect(String(answer)).toMatch(/^HTTP\/1\.1 4\d\d/)
      socket.destroy()
    }
    await connectRaw(server.port)
  })
})

describe('slow readers', () => {
  it('are sent away (4100: come back after a pause), and the others get everything', async () => {
    const server = await startTestServer({ metricsPort: 0, limits: { bufferedBytes: 200_000 } })
    const [slow, quick] = [await connectRaw(server.port), await connectRaw(server.port)]
    await slow.subscribe('a')
    await quick.subscribe('a')
    slow.webSocket.pause()
    const data = 'x'.repeat(10_000)
    // The kernel's own buffers take several megabytes before the server notices.
    let sent = 0
    while ((await metric(server.metricsPort, 'slow_readers_total')) === 0 && sent < 3_000) {
      await server.api.triggerBatch(Array.from({ length: 10 }, () => ({ channel: 'a', name: 'x', data })))
      sent += 10
    }
    expect(sent).toBeLessThan(3_000)
    await quick.settle()
    expect(quick.all('x')).toHaveLength(sent)
    const info = { path: '/channels/a', params: { info: 'subscription_count' } }
    expect(await (await server.api.get(info)).json()).toEqual({ occupied: true, subscription_count: 1 })
    slow.webSocket.resume()
    expect((await slow.closed).code).toBe(4100)
    expect(slow.all('x').length).toBeLessThan(sent)
  }, 30_000)
})

describe('stopping', () => {
  it('closes everyone with 4200, also those who do not answer, and frees the port', async () => {
    const server = await startTestServer()
    const client = await connectRaw(server.port)
    const deaf = connect(server.port, '127.0.0.1')
    const handshake = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13'
    deaf.write(
      `GET ${standardPath} HTTP/1.1\r\nHost: a\r\n${handshake}\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n\r\n`,
    )
    await once(deaf, 'data')
    const deafClosed = once(deaf.resume(), 'close')
    await server.close()
    expect((await client.closed).code).toBe(4200)
    await deafClosed
    await expect(fetch(`${server.url}/health`)).rejects.toThrow()
    await startTestServer({ port: server.port })
  }, 10_000)

  it('leaves nothing behind when a port cannot be had', async () => {
    const running = await startTestServer({ metricsPort: 0 })
    await expect(startTestServer({ port: running.port })).rejects.toThrow(/EADDRINUSE/)
    const free = await startTestServer()
    await free.close()
    await expect(startTestServer({ port: free.port, metricsPort: running.metricsPort ?? 0 })).rejects.toThrow(
      /EADDRINUSE/,
    )
    await startTestServer({ port: free.port })
  })

  it('survives requests that end before their body', async () => {
    const server = await startTestServer({ metricsPort: 0 })
    const path = `/apps/${testApp.id}/events`
    const query = server.api.createSignedQueryString({ method: 'POST', path, body: '{}' })
    const socket = connect(server.port, '127.0.0.1')
    socket.write(`POST ${path}?${query} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n`)
    await once(socket, 'data')
    socket.end('{')
    socket.destroySoon()
    await once(socket, 'close')
    while ((await metric(server.metricsPort, 'api_errors_total')) === 0) await server.api.trigger('a', 'x', '')
  })

  it('reports health while it runs', async () => {
    const server = await startTestServer()
    const response = await fetch(`${server.url}/health`)
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
    expect((await fetch(`${server.url}/health`, { method: 'POST' })).status).toBe(404)
  })
})

describe('metrics', () => {
  it('count what happens, in the Prometheus text format', async () => {
    const server = await startTestServer({ metricsPort: 0 })
    const client = await connectRaw(server.port)
    await client.subscribe('a')
    await client.signIn({ id: 'u' })
    await openRaw(server.port, '/app/nobody?protocol=7').then((refused) => refused.closed)
    await server.api.trigger('a', 'x', '')
    await fetch(`${server.url}/apps/1/events`)
    await client.next('x')
    const names = [
      'connections',
      'channels',
      'users',
      'connections_total',
      'refused_total',
      'api_requests_total',
      'api_errors_total',
    ]
    for (const name of names) expect([name, await metric(server.metricsPort, name)]).toEqual([name, 1])
    const text = await (await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`)).text()
    for (const line of text.trim().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) realtime_\w+ .+|realtime_\w+({\w+="[\w-]+"})? [\d.]+)$/)
    }
    expect((await fetch(`http://127.0.0.1:${server.metricsPort}/`)).status).toBe(404)
  })
})
