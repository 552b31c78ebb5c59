import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import Pusher from 'pusher'
import { describe, expect, it } from 'vitest'
import { connectRaw } from './testing/raw-client'
import { officialApi, startTestServer, type TestServer, testApp } from './testing/server'

const json = async (reply: Promise<{ json(): Promise<unknown> }>) => (await reply).json()
const statusOf = (reply: Promise<unknown>) =>
  reply.then(
    () => 200,
    (error) => (error as { status?: number }).status,
  )

/** A request signed by the official library, sent with whatever body. */
async function post(server: TestServer, resource: string, body: string, changes: Record<string, string> = {}) {
  const path = `/apps/${testApp.id}/${resource}`
  const query = new URLSearchParams(server.api.createSignedQueryString({ method: 'POST', path, body }))
  for (const [name, value] of Object.entries(changes)) query.set(name, value)
  const response = await fetch(`${server.url}${path}?${query}`, { method: 'POST', body })
  return { status: response.status, body: await response.text() }
}

describe('events', () => {
  it('are answered with an empty object, and with counts for those who ask', async () => {
    const server = await startTestServer()
    const client = await connectRaw(server.port)
    await client.subscribe('presence-a', { user_id: 'u' })
    expect(await (await server.api.trigger('nobody', 'x', {})).text()).toBe('{}')
    const info = 'user_count,subscription_count'
    expect(await json(server.api.trigger(['presence-a', 'b'], 'x', {}, { info }))).toEqual({
      channels: { 'presence-a': { user_count: 1, subscription_count: 1 }, b: { subscription_count: 0 } },
    })
    const batch = [
      { channel: 'presence-a', name: 'x', data: 1, info },
      { channel: 'b', name: 'x', data: 2 },
    ]
    expect(await json(server.api.triggerBatch(batch))).toEqual({
      batch: [{ user_count: 1, subscription_count: 1 }, {}],
    })
    expect(await (await server.api.triggerBatch([{ channel: 'b', name: 'x', data: 2 }])).text()).toBe('{}')
  })

  it('may carry 10,240 bytes and not one more, counted as UTF-8', async () => {
    const server = await startTestServer()
    const client = await connectRaw(server.port)
    await client.subscribe('a')
    const largest = 'ä'.repeat(5_120)
    expect(await statusOf(server.api.trigger('a', 'x', largest))).toBe(200)
    expect((await client.next('x')).data).toBe(largest)
    expect(await statusOf(server.api.trigger('a', 'x', `${largest}.`))).toBe(413)
    expect(await statusOf(server.api.triggerBatch([{ channel: 'a', name: 'x', data: `${largest}.` }]))).toBe(413)
  })

  it('go to 100 channels or in batches of 10 at most', async () => {
    const server = await startTestServer()
    const names = Array.from({ length: 101 }, (_, index) => `c${index}`)
    expect(await statusOf(server.api.trigger(names.slice(0, 100), 'x', 1))).toBe(200)
    const tooMany = JSON.stringify({ name: 'x', data: '', channels: names })
    expect((await post(server, 'events', tooMany)).status).toBe(400)
    const event = { channel: 'a', name: 'x', data: '' }
    expect(await statusOf(server.api.triggerBatch(Array(10).fill(event)))).toBe(200)
    expect(await statusOf(server.api.triggerBatch(Array(11).fill(event)))).toBe(400)
  })

  it.each([
    'not json',
    '[]',
    'null',
    '{}',
    '{"name":"x","channels":["a"]}',
    '{"name":"x","channels":["a"],"data":{"a":1}}',
    '{"channels":["a"],"data":""}',
    '{"name":"","channels":["a"],"data":""}',
    '{"name":5,"channels":["a"],"data":""}',
    `{"name":"${'x'.repeat(201)}","channels":["a"],"data":""}`,
    '{"name":"pusher:subscription_succeeded","channels":["a"],"data":""}',
    '{"name":"pusher_internal:member_added","channels":["presence-a"],"data":""}',
    '{"name":"x","data":""}',
    '{"name":"x","channels":[],"data":""}',
    '{"name":"x","channels":"a","data":""}',
    '{"name":"x","channels":[1],"data":""}',
    '{"name":"x","channels":["a b"],"data":""}',
    '{"name":"x","channels":["a#"],"data":""}',
    '{"name":"x","channel":"#server-to-user-","data":""}',
    '{"name":"x","channels":["a"],"data":"","socket_id":"abc"}',
    '{"name":"x","channels":["a"],"data":"","socket_id":7}',
    '{"name":"x","channels":["a"],"data":"","info":"secret"}',
  ])('are refused with 400: %s', async (body) => {
    const server = await startTestServer()
    expect((await post(server, 'events', body)).status).toBe(400)
  })

  it('of a batch are sent all or not at all', async () => {
    const server = await startTestServer()
    const client = await connectRaw(server.port)
    await client.subscribe('a')
    const batch = [
      { channel: 'a', name: 'x', data: '' },
      { channel: 'a', name: '', data: '' },
    ]
    expect((await post(server, 'batch_events', JSON.stringify({ batch }))).status).toBe(400)
    expect((await post(server, 'batch_events', '{"batch":{}}')).status).toBe(400)
    const toMany = { batch: [{ channels: ['a', 'b'], name: 'x', data: '' }] }
    expect((await post(server, 'batch_events', JSON.stringify(toMany))).status).toBe(400)
    await client.settle()
    expect(client.all('x')).toEqual([])
  })
})

describe('authentication', () => {
  const BODY = '{"name":"x","channels":["a"],"data":""}'

  it('is needed for everything under /apps', async () => {
    const server = await startTestServer()
    const resources = [
      'events',
      'batch_events',
      'channels',
      'channels/a',
      'channels/presence-a/users',
      'users/u/terminate_connections',
    ]
    for (const resource of resources) {
      expect((await fetch(`${server.url}/apps/${testApp.id}/${resource}`)).status).toBe(401)
    }
  })

  it('fails with another secret, another key, an old clock and a changed body', async () => {
    const server = await startTestServer()
    for (const wrong of [{ secret: 'x' }, { key: 'x' }]) {
      expect(await statusOf(officialApi(server.port, wrong).trigger('a', 'x', ''))).toBe(401)
    }
    expect((await post(server, 'events', BODY)).status).toBe(200)
    const later = String(Math.floor(Date.now() / 1000) + 1)
    expect((await post(server, 'events', BODY, { auth_timestamp: later })).status).toBe(401)
    expect((await post(server, 'events', BODY, { auth_signature: '0'.repeat(64) })).status).toBe(401)

    const path = `/apps/${testApp.id}/events`
    const query = server.api.createSignedQueryString({ method: 'POST', path, body: BODY })
    const forged = await fetch(`${server.url}${path}?${query}`, { method: 'POST', body: BODY.replace('"a"', '"b"') })
    expect([forged.status, await forged.text()]).toEqual([401, 'body_md5 does not match the body\n'])
    const bodiless = server.api.createSignedQueryString({ method: 'POST', path })
    expect((await fetch(`${server.url}${path}?${bodiless}`, { method: 'POST', body: BODY })).status).toBe(401)
  })

  it('is checked before any of the body is read', async () => {
    const server = await startTestServer()
    const huge = 'x'.repeat(3_000_000)
    const body_md5 = createHash('md5').update(huge).digest('hex')
    expect((await post(server, 'events', huge, { auth_signature: '0'.repeat(64), body_md5 })).status).toBe(401)
    expect((await post(server, 'events', huge)).status).toBe(413)
  })

  it('leaves a body without a length no way around the limit', async () => {
    const server = await startTestServer({ limits: { requestBodyBytes: 1_000 } })
    const path = `/apps/${testApp.id}/events`
    const text = 'x'.repeat(1_001)
    const query = server.api.createSignedQueryString({ method: 'POST', path, body: text })
    const request = httpRequest(`${server.url}${path}?${query}`, { method: 'POST' })
    request.flushHeaders()
    request.end(text)
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    expect(response.resume().statusCode).toBe(413)
  })

  it('knows apps and resources, and says so', async () => {
    const server = await startTestServer()
    expect(await statusOf(officialApi(server.port, { appId: '9' }).trigger('a', 'x', ''))).toBe(404)
    expect(await statusOf(server.api.get({ path: '/nothing', params: {} }))).toBe(404)
    expect(await statusOf(server.api.get({ path: '/events', params: {} }))).toBe(405)
    expect((await fetch(`${server.url}/apps/`)).status).toBe(404)
    expect((await fetch(`${server.url}/elsewhere`)).status).toBe(404)
  })

  it('does not help a disabled app', async () => {
    const server = await startTestServer({ app: { enabled: false } })
    expect(await statusOf(server.api.trigger('a', 'x', ''))).toBe(403)
  })

  it('keeps apps apart', async () => {
    const other = { id: '2', key: 'other-key', secret: 'other-secret' }
    const server = await startTestServer({ apps: [testApp, other] })
    const [one, two] = [await connectRaw(server.port), await connectRaw(server.port, '/app/other-key?protocol=7')]
    await one.subscribe('a')
    await two.subscribe('a')
    const others = officialApi(server.port, { appId: other.id, key: other.key, secret: other.secret })
    await others.trigger('a', 'x', '')
    await two.next('x')
    await one.settle()
    expect(one.all('x')).toEqual([])
    expect(await statusOf(officialApi(server.port, { appId: other.id }).trigger('a', 'x', ''))).toBe(401)
  })
})

describe('reading', () => {
  it('lists occupied channels, by prefix and with counts', async () => {
    const server = await startTestServer()
    const client = await connectRaw(server.port)
    expect(await json(server.api.get({ path: '/channels', params: {} }))).toEqual({ channels: {} })
    await client.subscribe('presence-a', { user_id: 'u' })
    await client.subscribe('b')
    expect(await json(server.api.get({ path: '/channels', params: {} }))).toEqual({
      channels: { 'presence-a': {}, b: {} },
    })
    const params = { filter_by_prefix: 'presence-', info: 'user_count' }
    expect(await json(server.api.get({ path: '/channels', params }))).toEqual({
      channels: { 'presence-a': { user_count: 1 } },
    })
    expect(await statusOf(server.api.get({ path: '/channels', params: { info: 'user_count' } }))).toBe(400)
    client.webSocket.close()
    await client.closed
    expect(await json(server.api.get({ path: '/channels', params: {} }))).toEqual({ channels: {} })
  })

  it('describes one channel, occupied or not', async () => {
    const server = await startTestServer()
    const client = await connectRaw(server.port)
    await client.subscribe('a')
    const get = (path: string, params = {}) => server.api.get({ path: `/channels/${path}`, params })
    expect(await json(get('a', { info: 'subscription_count' }))).toEqual({ occupied: true, subscription_count: 1 })
    expect(await json(get('presence-b', { info: 'user_count' }))).toEqual({ occupied: false, user_count: 0 })
    expect(await json(get('cache-c', { info: 'cache' }))).toEqual({ occupied: false, cache: null })
    expect(await statusOf(get('a', { info: 'user_count' }))).toBe(400)
    expect(await statusOf(get('a', { info: 'cache' }))).toBe(400)
    expect(await statusOf(get('a/users'))).toBe(400)
    expect(await json(get('presence-b/users'))).toEqual({ users: [] })
    expect(await statusOf(get('%23x'))).toBe(400)
  })

  it('finds users whose ids need escaping', async () => {
    const server = await startTestServer()
    const client = await connectRaw(server.port)
    await client.signIn({ id: 'ä b' })
    await server.api.terminateUserConnections('ä b')
    expect((await client.closed).code).toBe(4009)
  })
})

describe('terminating connections', () => {
  it('needs no body', async () => {
    const server = await startTestServer()
    const client = await connectRaw(server.port)
    await client.signIn({ id: 'u' })
    expect(await post(server, 'users/u/terminate_connections', '')).toEqual({ status: 200, body: '{}' })
    expect((await client.closed).code).toBe(4009)
  })

  it('takes the person off all channels at once, whether or not their client answers the close', async () => {
    const server = await startTestServer()
    const [deaf, other] = [await connectRaw(server.port), await connectRaw(server.port)]
    await other.subscribe('presence-a', { user_id: 'other' })
    await deaf.signIn({ id: 'deaf' })
    await deaf.subscribe('presence-a', { user_id: 'deaf' })
    deaf.webSocket.pause()
    await server.api.terminateUserConnections('deaf')
    expect(await json(server.api.get({ path: '/channels/presence-a/users', params: {} }))).toEqual({
      users: [{ id: 'other' }],
    })
    expect((await other.next('pusher_internal:member_removed')).data).toBe('{"user_id":"deaf"}')
    deaf.webSocket.resume()
    expect((await deaf.closed).code).toBe(4009)
  })
})

it('never quotes the secret', async () => {
  const server = await startTestServer()
  const answers = [
    await post(server, 'events', '{}', { auth_signature: '0'.repeat(64) }),
    await post(server, 'events', '{}'),
  ]
  for (const { body } of answers) expect(body).not.toContain(testApp.secret)
  const error = await server.api.get({ path: '/channels/a/users', params: {} }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Pusher.RequestError)
})
