import { describe, expect, it, vi } from 'vitest'
import { annaAndBen, nextEvent, officialClient, reached, settled, subscribed } from './testing/official-client'
import { startTestServer } from './testing/server'

/** A server that stops tells those who come back to wait. Here it does so until somebody has come back, instead of for a time. */
const lingering = vi.hoisted(() => ({ ms: 4_321, end: () => {} }))
vi.mock('node:timers/promises', async (original) => {
  const timers = await original<typeof import('node:timers/promises')>()
  const untilEnded = () =>
    new Promise<void>((resolve) => {
      lingering.end = resolve
    })
  const setTimeout = (ms?: number) => (ms === lingering.ms ? untilEnded() : timers.setTimeout(ms))
  return { ...timers, setTimeout }
})

describe('client events', () => {
  it.each(['private-room', 'presence-room'])(
    'reach the others on %s, with their author where there is one',
    async (name) => {
      const { anna, ben } = await annaAndBen()
      const [toAnna, toBen] = await Promise.all([subscribed(anna, name), subscribed(ben, name)])
      let echoes = 0
      toAnna.bind('client-typing', () => {
        echoes += 1
      })
      const event = nextEvent(toBen, 'client-typing')
      toAnna.trigger('client-typing', { on: true })
      expect(await event).toEqual({ data: { on: true }, userId: name.startsWith('presence-') ? 'anna' : undefined })
      await settled(anna)
      expect(echoes).toBe(0)
    },
  )
})

describe('users', () => {
  it('get messages on every connection they signed in on, and nobody else does', async () => {
    const { server, api, ben } = await annaAndBen()
    const tabs = [1, 2].map(() => officialClient(server, { userId: 'dora' }))
    for (const tab of tabs) tab.signin()
    ben.signin()
    const signedIn = [...tabs, ben].map((client) => nextEvent(client, 'pusher:signin_success'))
    await Promise.all(signedIn)
    let strays = 0
    ben.user.bind('note', () => {
      strays += 1
    })
    const notes = Promise.all(tabs.map((tab) => nextEvent(tab.user, 'note')))
    await api.sendToUser('dora', 'note', { text: 'hi' })
    expect((await notes).map(({ data }) => data)).toEqual([{ text: 'hi' }, { text: 'hi' }])
    await settled(ben)
    expect(strays).toBe(0)
  })

  it('are disconnected for good when the app terminates them, until it calls connect()', async () => {
    const { server, api, ben } = await annaAndBen()
    const client = officialClient(server, { userId: 'erik' })
    client.signin()
    await nextEvent(client, 'pusher:signin_success')
    const error = nextEvent<{ data: { code: number } }>(client.connection, 'error')
    await api.terminateUserConnections('erik')
    expect((await error).data.data.code).toBe(4009)
    await reached(client, 'disconnected')
    expect(ben.connection.state).toBe('connected')
    client.connect()
    await reached(client, 'connected')
  })

  it('learn who of their watchlist is online', async () => {
    const { server, anna } = await annaAndBen()
    anna.signin()
    await nextEvent(anna, 'pusher:signin_success')
    const watcher = officialClient(server, { userId: 'fritz', watchlist: ['anna', 'greta'] })
    const first = Promise.all([
      nextEvent(watcher.user.watchlist, 'online'),
      nextEvent(watcher.user.watchlist, 'offline'),
    ])
    watcher.signin()
    const [online, offline] = await first
    expect([online.data, offline.data]).toEqual([
      { name: 'online', user_ids: ['anna'] },
      { name: 'offline', user_ids: ['greta'] },
    ])
    const left = new Promise((resolve) => {
      watcher.user.watchlist.bind('offline', (event: { user_ids: string[] }) => resolve(event.user_ids))
    })
    anna.disconnect()
    expect(await left).toEqual(['anna'])
  })
})

it('lets pusher-js find the next server soon, with all its subscriptions, when this one stops', async () => {
  const first = await startTestServer({ lingerMs: lingering.ms })
  const client = officialClient(first, { userId: 'x' })
  await subscribed(client, 'presence-room')
  const attempts: number[] = []
  client.connection.bind('error', ({ data, error }: { data?: { code: number }; error?: { data: { code: number } } }) =>
    attempts.push(data?.code ?? error?.data.code ?? 0),
  )
  const lost = nextEvent<{ data: { code: number } }>(client.connection, 'error')
  const closed = first.close()
  expect((await lost).data).toMatchObject({ data: { code: 4200 } })
  await vi.waitUntil(() => attempts.includes(4100), { timeout: 15_000 })
  lingering.end()
  await closed
  expect([...new Set(attempts)]).toEqual([4200, 4100])
  const second = await startTestServer({ port: first.port })
  await reached(client, 'connected')
  await nextEvent(client.channel('presence-room'), 'pusher:subscription_succeeded')
  const users = await (await second.api.get({ path: '/channels/presence-room/users', params: {} })).json()
  expect(users).toEqual({ users: [{ id: 'x' }] })
})
