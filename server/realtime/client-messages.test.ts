import { describe, expect, it } from 'vitest'
import { maxJsonDepth } from './json'
import { defaultLimits } from './limits'
import { hmacHex } from './signature'
import { connectRaw, type RawClient } from './testing/raw-client'
import { startTestServer, testApp } from './testing/server'

async function twoOn(channel: string, app: object = {}) {
  const server = await startTestServer({ app })
  const [anna, ben] = [await connectRaw(server.port), await connectRaw(server.port)]
  for (const [client, user_id] of [
    [anna, 'anna'],
    [ben, 'ben'],
  ] as const) {
    await client.subscribe(channel, channel.startsWith('presence-') ? { user_id } : undefined)
  }
  return { server, anna, ben }
}

/** The last error a client was told, once everything it sent was answered. */
async function lastError(client: RawClient) {
  await client.settle()
  return client.all('pusher:error').at(-1)?.data as { code: number | null; message: string } | undefined
}

describe('pings', () => {
  it('are answered, and pongs are taken without a word', async () => {
    const client = await connectRaw((await startTestServer()).port)
    client.send({ event: 'pusher:pong', data: {} })
    await client.settle()
    expect(client.received.map(({ event }) => event)).toEqual(['pusher:connection_established', 'pusher:pong'])
  })
})

describe('subscriptions', () => {
  it('answer with the documented frames', async () => {
    const client = await connectRaw((await startTestServer()).port)
    expect(client.received[0]).toEqual({
      event: 'pusher:connection_established',
      data: JSON.stringify({ socket_id: client.socketId, activity_timeout: 30 }),
    })
    expect(await client.subscribe('a')).toEqual({
      event: 'pusher_internal:subscription_succeeded',
      channel: 'a',
      data: '{}',
    })
    const presence = await client.subscribe('presence-a', { user_id: 5, user_info: { name: 'N' } })
    expect(presence.data).toBe('{"presence":{"ids":["5"],"hash":{"5":{"name":"N"}},"count":1}}')
  })

  it('are made once', async () => {
    const client = await connectRaw((await startTestServer()).port)
    await client.subscribe('a')
    client.send({ event: 'pusher:subscribe', data: { channel: 'a' } })
    expect(await lastError(client)).toEqual({ code: null, message: 'Existing subscription to channel a' })
    expect(client.all('pusher_internal:subscription_succeeded')).toHaveLength(1)
  })

  it('are refused with an event on the channel and one for the connection, which stays', async () => {
    const server = await startTestServer()
    const client = await connectRaw(server.port)
    const other = await connectRaw(server.port)
    const bad: object[] = [
      { channel: 'private-a' },
      { channel: 'private-a', auth: 5 },
      { channel: 'private-a', auth: `${testApp.key}:${'0'.repeat(64)}` },
      { ...other.authorized('private-a'), channel: 'private-a' },
      { ...client.authorized('private-b'), channel: 'private-a' },
      { ...client.authorized('private-a'), channel_data: '{"user_id":"x"}' },
      { ...client.authorized('private-a'), auth: hmacHex(testApp.secret, `${client.socketId}:private-a`) },
    ]
    for (const data of bad) client.send({ event: 'pusher:subscribe', data })
    await client.settle()
    expect(client.all('pusher:subscription_error', 'private-a').map(({ data }) => data)).toEqual(
      bad.map(() => ({ type: 'AuthError', status: 401, error: expect.stringContaining('Invalid signature') })),
    )
    expect(client.all('pusher:error').map(({ data }) => (data as { code: number }).code)).toEqual(bad.map(() => 4009))
    expect(client.all('pusher_internal:subscription_succeeded')).toEqual([])
  })

  it('with a wrong signature are told what to sign, in the words Pusher uses', async () => {
    const client = await connectRaw((await startTestServer()).port)
    const data = { channel: 'presence-a', auth: `${testApp.key}:abc`, channel_data: '{"user_id":"u"}' }
    client.send({ event: 'pusher:subscribe', data })
    const message = `Invalid signature: Expected HMAC SHA256 hex digest of ${client.socketId}:presence-a:{"user_id":"u"}, but got abc`
    expect((await client.next('pusher:error')).data).toEqual({ code: 4009, message })
  })

  it('to a presence channel need a signed member', async () => {
    const client = await connectRaw((await startTestServer()).port)
    client.send({ event: 'pusher:subscribe', data: client.authorized('presence-a') })
    client.send({ event: 'pusher:subscribe', data: client.authorized('presence-a', '{"user_info":{}}') })
    await client.settle()
    expect(client.all('pusher:subscription_error', 'presence-a')).toHaveLength(2)
  })

  it.each(['', 'a b', '#internal', '#server-to-user-someone', 'x'.repeat(165)])(
    'to %j do not exist',
    async (channel) => {
      const client = await connectRaw((await startTestServer()).port)
      client.send({ event: 'pusher:subscribe', data: client.authorized(channel) })
      await client.next('pusher:subscription_error')
      await client.settle()
      expect(client.all('pusher_internal:subscription_succeeded')).toEqual([])
    },
  )

  it('are limited a connection', async () => {
    const server = await startTestServer({ limits: { channelsPerConnection: 2 } })
    const client = await connectRaw(server.port)
    await client.subscribe('a')
    await client.subscribe('b')
    client.send({ event: 'pusher:subscribe', data: { channel: 'c' } })
    expect((await client.next('pusher:subscription_error', 'c')).data).toMatchObject({ type: 'LimitReached' })
    client.send({ event: 'pusher:unsubscribe', data: { channel: 'a' } })
    client.received.length = 0
    await client.subscribe('c')
  })

  it('let 100 people into a presence channel, however many tabs they have', async () => {
    const server = await startTestServer({ limits: { presenceMembers: 2 } })
    expect(defaultLimits.presenceMembers).toBe(100)
    const join = async (user_id: string) => {
      const client = await connectRaw(server.port)
      client.send({ event: 'pusher:subscribe', data: client.authorized('presence-a', JSON.stringify({ user_id })) })
      await client.settle()
      return client.all('pusher:subscription_error').map(({ data }) => (data as { type: string }).type)
    }
    expect(await join('a')).toEqual([])
    expect(await join('b')).toEqual([])
    expect(await join('b')).toEqual([])
    expect(await join('c')).toEqual(['LimitReached'])
  })
})

describe('floods', () => {
  const flood = async (client: RawClient, frames: number) => {
    for (let index = 0; index < frames; index += 1) await client.settle()
    return 'all answered'
  }

  it('of frames make their sender wait, not others', async () => {
    const server = await startTestServer({ limits: { framesPerSecond: 2 } })
    const flooding = await connectRaw(server.port)
    // Two at once and then two a second: a quarter of a minute, which nobody waits for.
    const flooded = flood(flooding, 30).catch(() => 'cut at the end of the test')
    // In as many round trips and more, which the flood would have been through by then.
    for (let index = 0; index < 20; index += 1) await flood(await connectRaw(server.port), 1)
    expect(flooding.all('pusher:pong').length).toBeLessThan(30)
    flooding.webSocket.terminate()
    expect(await flooded).toBe('cut at the end of the test')
  })

  it('of frames are read in the end, at their pace, and close nothing', async () => {
    const server = await startTestServer({ limits: { framesPerSecond: 20 } })
    expect(await flood(await connectRaw(server.port), 30)).toBe('all answered')
  })

  it('of joins do not reach the members of a presence channel', async () => {
    const { anna, ben } = await twoOn('presence-a')
    const again = ben.authorized('presence-a', '{"user_id":"ben"}')
    for (let index = 0; index < 50; index += 1) {
      ben.send({ event: 'pusher:unsubscribe', data: { channel: 'presence-a' } })
      ben.send({ event: 'pusher:subscribe', data: again })
    }
    await ben.settle()
    await anna.settle()
    expect(anna.all('pusher_internal:member_added').length).toBeLessThanOrEqual(
      defaultLimits.presenceReturnsPerSecond + 1,
    )
    expect(ben.all('pusher:subscription_error')[0]?.data).toMatchObject({ type: 'LimitReached', status: 429 })
  })

  it('do not include a client that comes back to all its presence channels at once', async () => {
    const client = await connectRaw((await startTestServer()).port)
    const names = Array.from({ length: 60 }, (_, index) => `presence-${index}`)
    for (const name of names) {
      client.send({ event: 'pusher:subscribe', data: client.authorized(name, '{"user_id":"u"}') })
    }
    await client.settle()
    expect(client.all('pusher:subscription_error')).toEqual([])
    expect(client.all('pusher_internal:subscription_succeeded')).toHaveLength(60)
  })
})

describe('client events', () => {
  it('reach the others as the protocol says: data as a string, the author from the signed member', async () => {
    const { anna, ben } = await twoOn('presence-a')
    anna.send({ event: 'client-a', channel: 'presence-a', data: { n: 1 }, user_id: 'forged' })
    anna.send({ event: 'client-b', channel: 'presence-a', data: 'plain' })
    anna.send({ event: 'client-c', channel: 'presence-a' })
    expect(await ben.next('client-c')).toEqual({ event: 'client-c', channel: 'presence-a', user_id: 'anna' })
    expect(ben.all('client-a')).toEqual([
      { event: 'client-a', channel: 'presence-a', data: '{"n":1}', user_id: 'anna' },
    ])
    expect(ben.all('client-b')[0]?.data).toBe('plain')
    await anna.settle()
    expect(anna.received.filter(({ event }) => event.startsWith('client-'))).toEqual([])
  })

  it('are limited to 10 a second a connection: an event with 4301, never a close', async () => {
    const { anna, ben } = await twoOn('private-a')
    for (let index = 0; index < 25; index += 1) anna.send({ event: 'client-x', channel: 'private-a', data: index })
    await anna.settle()
    await ben.settle()
    const errors = anna.all('pusher:error').map(({ data }) => (data as { code: number }).code)
    expect(ben.all('client-x').map(({ data }) => data)).toEqual([...Array(10).keys()].map(String))
    expect(errors).toEqual(Array(15).fill(4301))
    ben.send({ event: 'client-y', channel: 'private-a', data: {} })
    await anna.next('client-y')
  })

  it.each([
    ['on a public channel', { event: 'client-x', channel: 'public' }, /private and presence/],
    ['on a channel one is not on', { event: 'client-x', channel: 'private-b' }, /not subscribed/],
    ['without a channel', { event: 'client-x' }, /channel is missing/],
    ['without the prefix', { event: 'x', channel: 'private-a' }, /client-/],
    ['in the name of the server', { event: 'pusher_internal:member_added', channel: 'private-a' }, /client-/],
    ['with a long name', { event: `client-${'x'.repeat(194)}`, channel: 'private-a' }, /200 characters/],
    ['with too much data', { event: 'client-x', channel: 'private-a', data: 'x'.repeat(10_241) }, /10240 bytes/],
  ])('are refused %s', async (_, message, reason) => {
    const { anna, ben } = await twoOn('private-a')
    await Promise.all([anna.subscribe('public'), ben.subscribe('public')])
    anna.send(message)
    expect(await lastError(anna)).toEqual({ code: null, message: expect.stringMatching(reason) })
    await ben.settle()
    expect(ben.all(message.event)).toEqual([])
  })

  it('may carry 10,240 bytes', async () => {
    const { anna, ben } = await twoOn('private-a')
    anna.send({ event: 'client-x', channel: 'private-a', data: '\u0001'.repeat(10_240) })
    expect(String((await ben.next('client-x')).data)).toHaveLength(10_240)
  })

  it('nested as deep as the limit pass, and those one level deeper are refused', async () => {
    const { anna, ben } = await twoOn('private-a')
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    // The message itself is the first level.
    for (const depth of [maxJsonDepth - 1, maxJsonDepth, 30_000])
      anna.send(`{"event":"client-x","channel":"private-a","data":${nested(depth)}}`)
    expect((await lastError(anna))?.message).toMatch(/nested too deeply/)
    await ben.settle()
    expect(ben.all('client-x').map(({ data }) => data)).toEqual([nested(maxJsonDepth - 1)])
    expect(anna.all('pusher:error')).toHaveLength(2)
  })

  it.each<[string, object, RegExp]>([
    ['with another name', { event: 'client-shout', data: {} }, /does not allow an event of this name/],
    ['whose name only begins like an allowed one', { event: 'client-typing2', data: {} }, /does not allow/],
    ['in other letters', { event: 'Client-typing', data: {} }, /client-/],
    ['with an object in it', { event: 'client-typing', data: { words: 'hidden' } }, /without data only/],
    ['with a text', { event: 'client-typing', data: 'hidden' }, /without data only/],
    ['with a text that is blank', { event: 'client-typing', data: ' '.repeat(10_000) }, /without data only/],
    ['with a list', { event: 'client-typing', data: ['hidden'] }, /without data only/],
    ['with a number', { event: 'client-typing', data: 7 }, /without data only/],
    ['with JSON as a text', { event: 'client-typing', data: '{"a":1}' }, /without data only/],
  ])('of an app that names its own are refused %s', async (_, message, reason) => {
    const { anna, ben } = await twoOn('presence-a', { clientEvents: [{ name: 'client-typing', isEmpty: true }] })
    anna.send({ ...message, channel: 'presence-a' })
    expect((await lastError(anna))?.message).toMatch(reason)
    await ben.settle()
    expect(ben.received.filter(({ event }) => /client/i.test(event))).toEqual([])
  })

  it('that an app names pass, empty where they must be, with any data where not', async () => {
    const rules = [
      { name: 'client-typing', isEmpty: true },
      { name: 'client-move', isEmpty: false },
    ]
    const { anna, ben } = await twoOn('presence-a', { clientEvents: rules })
    for (const data of [{}, '', '{}', null, undefined])
      anna.send({ event: 'client-typing', channel: 'presence-a', data })
    anna.send({ event: 'client-move', channel: 'presence-a', data: { x: 1 } })
    expect((await ben.next('client-move')).data).toBe('{"x":1}')
    expect(ben.all('client-typing')).toHaveLength(5)
    expect(await lastError(anna)).toBeUndefined()
  })

  it('can be switched off', async () => {
    const { anna } = await twoOn('private-a', { clientEvents: false })
    anna.send({ event: 'client-x', channel: 'private-a', data: {} })
    expect((await lastError(anna))?.message).toMatch(/not enabled/)
  })
})

describe('signing in', () => {
  const signedBy = (client: RawClient, user_data: string, secret = testApp.secret) => ({
    event: 'pusher:signin',
    data: { user_data, auth: `${testApp.key}:${hmacHex(secret, `${client.socketId}::user::${user_data}`)}` },
  })

  it('answers with the user data, and again for the same user, but never for another one', async () => {
    const client = await connectRaw((await startTestServer()).port)
    client.send(signedBy(client, '{"id":"a"}'))
    expect((await client.next('pusher:signin_success')).data).toEqual({ user_data: '{"id":"a"}' })
    client.send(signedBy(client, '{"id":"a"}'))
    client.send(signedBy(client, '{"id":"b"}'))
    expect(await lastError(client)).toEqual({ code: 4009, message: expect.stringMatching(/another user/) })
    expect(client.all('pusher:signin_success')).toHaveLength(2)
  })

  it.each(['{"id":5}', '{"id":""}', '{}', 'null', '[]', 'x', JSON.stringify({ id: 'x'.repeat(129) })])(
    'refuses the user data %s',
    async (userData) => {
      const client = await connectRaw((await startTestServer()).port)
      client.send(signedBy(client, userData))
      expect((await lastError(client))?.code).toBe(4009)
    },
  )

  it('refuses a forged signature and leaves the connection alone', async () => {
    const client = await connectRaw((await startTestServer()).port)
    client.send(signedBy(client, '{"id":"a"}', 'other'))
    client.send({ event: 'pusher:signin', data: { user_data: '{"id":"a"}' } })
    await client.settle()
    expect(client.all('pusher:error')).toHaveLength(2)
    client.send({ event: 'pusher:subscribe', data: { channel: '#server-to-user-a' } })
    await client.next('pusher:subscription_error', '#server-to-user-a')
  })

  it('takes the first 100 of a watchlist and says that it did (4302)', async () => {
    const client = await connectRaw((await startTestServer()).port)
    const watchlist = Array.from({ length: 101 }, (_, index) => `u${index}`)
    await client.signIn({ id: 'a', watchlist })
    const event = JSON.parse(String((await client.next('pusher_internal:watchlist_events')).data))
    expect(event.events).toEqual([{ name: 'offline', user_ids: watchlist.slice(0, 100) }])
    expect((await lastError(client))?.code).toBe(4302)
  })
})
