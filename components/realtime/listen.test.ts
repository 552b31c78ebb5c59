/** What a page does when its channel moves, with the official client on the real realtime server. */
import type PusherJs from 'pusher-js'
import { expect, onTestFinished, test, vi } from 'vitest'
import { atVersion, roomChannel } from '@/lib/realtime/channels'
import { officialClient } from '@/server/realtime/testing/official-client'
import { startTestServer } from '@/server/realtime/testing/server'
import { listen } from './listen'

const first = roomChannel('0197c1de-0000-7000-8000-000000000001', 1)

/** A page as `useChannel` runs it: it goes over when it is time to, and keeps what it knows of who is on the way. */
function openPage(pusher: PusherJs) {
  const onTheWay = new Set<string>()
  const page = { name: first, heard: [] as string[], lives: 0, moves: 0, online: [] as string[][], stop: () => {} }
  const start = () => {
    page.stop = listen(pusher, page.name, onTheWay, {
      onLive: () => page.lives++,
      onRefused: () => {},
      onOffline: () => {},
      onMoved: (version) => {
        page.moves++
        page.stop()
        page.name = atVersion(page.name, version)
        start()
      },
      onOnline: (ids) => void page.online.push([...ids].sort()),
      onEvent: (event, payload) =>
        event === 'messages.changed' && page.heard.push(String((payload as { seq: number }).seq)),
      onClientEvent: () => {},
    }).stop
  }
  start()
  onTestFinished(() => page.stop())
  return page
}

test('when a channel moves, every page goes over once, and nobody who stays is ever shown as gone', async () => {
  const server = await startTestServer()
  const names = ['ada', 'bob', 'cy', 'dan', 'eve']
  const pages = names.map((userId) => openPage(officialClient(server, { userId })))
  const everybody = [...names].sort()
  await vi.waitFor(() => {
    for (const page of pages) expect(page.online.at(-1)).toEqual(everybody)
  })
  const before = pages.map((page) => page.online.length)

  const moved = atVersion(first, 2)
  await server.api.trigger(first, 'channel.moved', { version: 2 })
  await vi.waitFor(
    () => {
      for (const page of pages) expect([page.name, page.moves, page.lives]).toEqual([moved, 1, 2])
    },
    { timeout: 10_000 },
  )
  await server.api.trigger(moved, 'messages.changed', { seq: 7 })
  await server.api.trigger(first, 'messages.changed', { seq: 6 })
  await vi.waitFor(() => {
    for (const page of pages) expect(page.heard).toEqual(['7'])
  })
  for (const [at, page] of pages.entries())
    for (const seen of page.online.slice(before[at])) expect(seen).toEqual(everybody)
  const { channels } = (await (await server.api.get({ path: '/channels' })).json()) as { channels: object }
  expect(Object.keys(channels)).toEqual([moved])

  // Whoever goes now is gone at once.
  pages[4]?.stop()
  await vi.waitFor(() => expect(pages[0]?.online.at(-1)).toEqual(['ada', 'bob', 'cy', 'dan']))
}, 30_000)

test('two moves in quick succession are one, to the newer channel', async () => {
  const server = await startTestServer()
  const pages = ['ada', 'bob'].map((userId) => openPage(officialClient(server, { userId })))
  await vi.waitFor(() => {
    for (const page of pages) expect(page.online.at(-1)).toEqual(['ada', 'bob'])
  })
  await server.api.trigger(first, 'channel.moved', { version: 2 })
  await server.api.trigger(first, 'channel.moved', { version: 3 })
  await vi.waitFor(() => {
    for (const page of pages) expect([page.name, page.moves, page.lives]).toEqual([atVersion(first, 3), 1, 2])
  })
}, 30_000)

test('a page that the server could not answer asks again, on the connection it has', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { pusher, channel, answer } = connectionWith('connected')
  const page = openPage(pusher)
  expect(channel.subscribe).toHaveBeenCalledTimes(0)

  answer({ status: 503 })
  vi.advanceTimersByTime(10_000)
  expect(channel.subscribe).toHaveBeenCalledTimes(1)
  answer({ status: 0 })
  vi.advanceTimersByTime(10_000)
  expect(channel.subscribe).toHaveBeenCalledTimes(2)

  // A no is a no, also when a question was waiting; and whoever has gone asks for nothing.
  answer({ status: 503 })
  answer({ status: 403 })
  vi.advanceTimersByTime(60_000)
  answer({ status: 503 })
  page.stop()
  vi.advanceTimersByTime(60_000)
  expect(channel.subscribe).toHaveBeenCalledTimes(2)
})

test('without a connection the next one asks, not the page', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { pusher, channel, answer } = connectionWith('unavailable')
  openPage(pusher)
  answer({ status: 503 })
  vi.advanceTimersByTime(60_000)
  expect(channel.subscribe).toHaveBeenCalledTimes(0)
})

/** A connection whose questions for a channel are answered by the test: with an error of this status. */
function connectionWith(state: string) {
  const handlers = new Map<string, (data: unknown) => void>()
  const channel = {
    subscribe: vi.fn(),
    bind: (event: string, act: (data: unknown) => void) => handlers.set(event, act),
    unbind: (event: string) => handlers.delete(event),
    bind_global: () => {},
    unbind_global: () => {},
  }
  const connection = { state, bind: () => {}, unbind: () => {} }
  // The little of the client that listening touches: the real one cannot be made to fail at a chosen moment.
  const pusher = { subscribe: () => channel, unsubscribe: () => {}, connection } as unknown as PusherJs
  return { pusher, channel, answer: (data: unknown) => handlers.get('pusher:subscription_error')?.(data) }
}
