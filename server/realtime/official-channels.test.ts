import type { PresenceChannel } from 'pusher-js'
import { describe, expect, it } from 'vitest'
import { annaAndBen, nextEvent, officialClient, settled, subscribed } from './testing/official-client'

/** The channels of the protocol, driven through pusher-js and the official server library as an app would. */
describe('channels', () => {
  it('delivers to the subscribers of a public channel, and no longer after unsubscribing', async () => {
    const { api, anna, ben } = await annaAndBen()
    const [toAnna, toBen] = await Promise.all([subscribed(anna, 'news'), subscribed(ben, 'news')])
    const first = nextEvent(toAnna, 'item')
    await api.trigger('news', 'item', { title: 'Grüße', list: [1, 2] })
    expect((await first).data).toEqual({ title: 'Grüße', list: [1, 2] })

    const heard: unknown[] = []
    toBen.bind('item', (data: unknown) => heard.push(data))
    ben.unsubscribe('news')
    await settled(ben)
    await api.trigger('news', 'item', 'late')
    await settled(ben)
    expect(heard).toEqual([])
  })

  it('leaves out the connection named by socket_id', async () => {
    const { api, anna, ben } = await annaAndBen()
    const [toAnna, toBen] = await Promise.all([subscribed(anna, 'news'), subscribed(ben, 'news')])
    const heard: string[] = []
    toAnna.bind('item', () => heard.push('anna'))
    toBen.bind('item', () => heard.push('ben'))
    await api.trigger('news', 'item', {}, { socket_id: anna.connection.socket_id })
    await Promise.all([settled(anna), settled(ben)])
    expect(heard).toEqual(['ben'])
  })

  it('sends one trigger to many channels and a batch to each of its own', async () => {
    const { api, anna } = await annaAndBen()
    const [a, b] = await Promise.all([subscribed(anna, 'a'), subscribed(anna, 'b')])
    const both = Promise.all([nextEvent(a, 'x'), nextEvent(b, 'x')])
    await api.trigger(['a', 'b', 'nobody-there'], 'x', 1)
    expect((await both).map(({ data }) => data)).toEqual([1, 1])
    const batch = Promise.all([nextEvent(a, 'y'), nextEvent(b, 'z')])
    await api.triggerBatch([
      { channel: 'a', name: 'y', data: { n: 1 } },
      { channel: 'b', name: 'z', data: 'text' },
    ])
    expect((await batch).map(({ data }) => data)).toEqual([{ n: 1 }, 'text'])
  })

  it('admits to private channels with a signature only', async () => {
    const { server, api, anna } = await annaAndBen()
    const channel = await subscribed(anna, 'private-room')
    const event = nextEvent(channel, 'x')
    await api.trigger('private-room', 'x', {})
    await event

    const forged = (_: unknown, callback: (error: null, auth: { auth: string }) => void) => {
      callback(null, { auth: `app-key:${'0'.repeat(64)}` })
    }
    const mallory = officialClient(
      server,
      { userId: 'mallory' },
      {
        channelAuthorization: { transport: 'ajax', endpoint: '', customHandler: forged },
      },
    )
    await expect(subscribed(mallory, 'private-room')).rejects.toThrow(/"type":"AuthError".*"status":401/)
    expect(mallory.connection.state).toBe('connected')
    const { channels } = (await (await api.get({ path: '/channels', params: {} })).json()) as { channels: object }
    expect(channels).toEqual({ 'private-room': {} })
  })

  it('accepts channel_data on private channels when it was signed', async () => {
    const { server } = await annaAndBen()
    const client = officialClient(
      server,
      { userId: 'x' },
      {
        channelAuthorization: {
          transport: 'ajax',
          endpoint: '',
          customHandler: ({ socketId, channelName }, callback) =>
            callback(null, server.api.authorizeChannel(socketId, channelName, { user_id: 'x', user_info: { a: 1 } })),
        },
      },
    )
    await subscribed(client, 'private-room')
  })

  it('carries encrypted events it cannot read', async () => {
    const { server, api } = await annaAndBen()
    const client = officialClient(
      server,
      { userId: 'x' },
      {
        channelAuthorization: {
          transport: 'ajax',
          endpoint: '',
          customHandler: ({ socketId, channelName }, callback) =>
            callback(null, server.api.authorizeChannel(socketId, channelName)),
        },
      },
    )
    const wire: { data?: { ciphertext?: string } }[] = []
    client.connection.bind('message', (message: { data?: { ciphertext?: string } }) => wire.push(message))
    const channel = await subscribed(client, 'private-encrypted-room')
    const event = nextEvent(channel, 'secret')
    await api.trigger('private-encrypted-room', 'secret', { word: 'xyzzy' })
    expect((await event).data).toEqual({ word: 'xyzzy' })
    expect(wire.at(-1)?.data?.ciphertext).toBeTypeOf('string')
    expect(JSON.stringify(wire)).not.toContain('xyzzy')
  })
})

describe('cache channels', () => {
  it.each(['cache-a', 'private-cache-a', 'presence-cache-a'])(
    '%s hands its last event to new subscribers',
    async (name) => {
      const { api, anna, ben } = await annaAndBen()
      const miss = new Promise<void>((resolve) => {
        anna.subscribe(name).bind('pusher:cache_miss', () => resolve())
      })
      await miss
      await api.trigger(name, 'old', 1)
      await api.trigger(name, 'state', { v: 2 })
      const late = ben.subscribe(name)
      let misses = 0
      late.bind('pusher:cache_miss', () => {
        misses += 1
      })
      expect((await nextEvent(late, 'state')).data).toEqual({ v: 2 })
      await settled(ben)
      expect(misses).toBe(0)
      const info = await (await api.get({ path: `/channels/${name}`, params: { info: 'cache' } })).json()
      expect(info).toMatchObject({ occupied: true, cache: { data: '{"v":2}', ttl: expect.any(Number) } })
    },
  )

  it('does not keep client events', async () => {
    const { anna, ben } = await annaAndBen()
    const channel = await subscribed(anna, 'private-cache-a')
    channel.trigger('client-x', {})
    await settled(anna)
    const late = ben.subscribe('private-cache-a')
    await new Promise<void>((resolve) => late.bind('pusher:cache_miss', () => resolve()))
  })
})

describe('presence channels', () => {
  it('shows who is there and tells who comes and goes', async () => {
    const { anna, ben } = await annaAndBen()
    const toAnna = await subscribed<PresenceChannel>(anna, 'presence-room')
    expect(toAnna.members.me).toEqual({ id: 'anna', info: { name: 'Anna' } })
    const added = nextEvent(toAnna, 'pusher:member_added')
    const toBen = await subscribed<PresenceChannel>(ben, 'presence-room')
    expect((await added).data).toEqual({ id: 'ben', info: { name: 'Ben' } })
    expect([toAnna.members.count, toBen.members.count]).toEqual([2, 2])
    expect(toBen.members.get('anna')).toEqual({ id: 'anna', info: { name: 'Anna' } })
    const removed = nextEvent(toAnna, 'pusher:member_removed')
    ben.unsubscribe('presence-room')
    expect((await removed).data).toEqual({ id: 'ben', info: { name: 'Ben' } })
    expect(toAnna.members.count).toBe(1)
  })

  it('counts a person with several tabs once', async () => {
    const { server, api, anna } = await annaAndBen()
    const toAnna = await subscribed<PresenceChannel>(anna, 'presence-room')
    const changes: string[] = []
    toAnna.bind('pusher:member_added', ({ id }: { id: string }) => changes.push(`+${id}`))
    toAnna.bind('pusher:member_removed', ({ id }: { id: string }) => changes.push(`-${id}`))
    const tabs = [1, 2].map(() => officialClient(server, { userId: 'tabby' }))
    for (const tab of tabs) await subscribed(tab, 'presence-room')
    await settled(anna)
    expect(changes).toEqual(['+tabby'])
    const users = await (await api.get({ path: '/channels/presence-room/users', params: {} })).json()
    expect(users).toEqual({ users: [{ id: 'anna' }, { id: 'tabby' }] })
    tabs[0]?.unsubscribe('presence-room')
    await Promise.all(tabs.slice(0, 1).map(settled))
    await settled(anna)
    expect(changes).toEqual(['+tabby'])
    const gone = nextEvent(toAnna, 'pusher:member_removed')
    tabs[1]?.disconnect()
    await gone
    expect(changes).toEqual(['+tabby', '-tabby'])
  })

  it('takes the signed-in user when the authorisation names none', async () => {
    const { server } = await annaAndBen()
    const client = officialClient(
      server,
      { userId: 'carla', info: { name: 'Carla' } },
      {
        channelAuthorization: {
          transport: 'ajax',
          endpoint: '',
          customHandler: ({ socketId, channelName }, callback) =>
            callback(null, server.api.authorizeChannel(socketId, channelName)),
        },
      },
    )
    client.signin()
    const channel = await subscribed<PresenceChannel>(client, 'presence-room')
    expect(channel.members.me).toEqual({ id: 'carla', info: { name: 'Carla' } })
  })
})
