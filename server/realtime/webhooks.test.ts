import { describe, expect, it, vi } from 'vitest'
import { createApp } from './apps'
import { createLogger } from './log'
import { Metrics } from './metrics'
import { connectRaw } from './testing/raw-client'
import { officialApi, quietLogger, startTestServer, testApp } from './testing/server'
import { neverAnswer, WebhookReceiver } from './testing/webhook-receiver'
import { allWebhookNames, type WebhookEvent, webhookTo } from './webhook-event'
import { defaultWebhookTiming, Webhooks } from './webhooks'

const fastTiming = { ...defaultWebhookTiming, departureDelayMs: 0, batchMs: 1, retryMs: 5, maxRetryMs: 20 }

function webhooksTo(url: string, changes: Partial<typeof fastTiming> = {}, events = allWebhookNames) {
  const metrics = new Metrics()
  const app = createApp({ ...testApp, webhooks: [webhookTo(url, 'test', events)] })
  const webhooks = new Webhooks(app, { timing: { ...fastTiming, ...changes }, logger: quietLogger, metrics })
  return { webhooks, metrics }
}

const occupied = (channel: string): WebhookEvent => ({ name: 'channel_occupied', channel })

describe('delivery', () => {
  it('is signed so that the official library believes it', async () => {
    const receiver = await WebhookReceiver.start()
    const { webhooks } = webhooksTo(receiver.url)
    const beforeMs = Date.now()
    webhooks.announce(occupied('ä'))
    await receiver.until(({ events }) => events.length === 1)
    const [delivery] = receiver.deliveries
    const webhook = officialApi(1).webhook({ headers: delivery?.headers ?? {}, rawBody: delivery?.rawBody ?? '' })
    expect(webhook.isValid()).toBe(true)
    expect(webhook.getEvents()).toEqual([occupied('ä')])
    expect(webhook.getTime().getTime()).toBeGreaterThanOrEqual(beforeMs)
    const forged = officialApi(1, { secret: 'other' })
    expect(forged.webhook({ headers: delivery?.headers ?? {}, rawBody: delivery?.rawBody ?? '' }).isValid()).toBe(false)
  })

  it('gathers events into batches and keeps their order', async () => {
    const receiver = await WebhookReceiver.start()
    const { webhooks } = webhooksTo(receiver.url)
    const events = Array.from({ length: 120 }, (_, index) => occupied(`c${index}`))
    for (const event of events) webhooks.announce(event)
    await receiver.until((got) => got.events.length === events.length)
    expect(receiver.events).toEqual(events)
    expect(receiver.deliveries.map((delivery) => delivery.events.length)).toEqual([50, 50, 20])
  })

  it('is tried again after failures, more slowly each time, without losing or reordering anything', async () => {
    const receiver = await WebhookReceiver.start([500, 302, 404])
    const { webhooks, metrics } = webhooksTo(receiver.url, { retryMs: 20, maxRetryMs: 1_000 })
    webhooks.announce(occupied('a'))
    await receiver.until((got) => got.arrivedAtMs.length === 1)
    webhooks.announce(occupied('b'))
    await receiver.until((got) => got.events.length === 2)
    expect(receiver.events).toEqual([occupied('a'), occupied('b')])
    expect(metrics.get('webhooks_retried_total')).toBe(3)
    const [first = 0, second = 0, third = 0, fourth = 0] = receiver.arrivedAtMs
    expect(second - first).toBeGreaterThanOrEqual(19)
    expect(third - second).toBeGreaterThanOrEqual(39)
    expect(fourth - third).toBeGreaterThanOrEqual(79)
  })

  it('is given up in the end, and the next events still come through', async () => {
    const receiver = await WebhookReceiver.start([500])
    const { webhooks, metrics } = webhooksTo(receiver.url, { giveUpMs: 0 })
    webhooks.announce(occupied('a'))
    await receiver.until((got) => got.arrivedAtMs.length === 1)
    webhooks.announce(occupied('b'))
    await receiver.until((got) => got.events.length === 1)
    expect(receiver.events).toEqual([occupied('b')])
    expect(metrics.get('webhooks_dropped_total')).toBe(1)
  })

  it('keeps a bounded number of events for an address that does not answer', async () => {
    const { webhooks, metrics } = webhooksTo('http://127.0.0.1:1/', { retryMs: 60_000, maxRetryMs: 60_000 })
    for (let index = 0; index < 10_100; index += 1) webhooks.announce(occupied(`c${index}`))
    expect(metrics.get('webhooks_dropped_total')).toBeGreaterThanOrEqual(50)
    await webhooks.close(1)
    expect(metrics.get('webhooks_delivered_total')).toBe(0)
  })

  it('sends what waits when the server stops, departures included', async () => {
    const receiver = await WebhookReceiver.start()
    const { webhooks } = webhooksTo(receiver.url, { departureDelayMs: 60_000, batchMs: 60_000 })
    webhooks.announce(occupied('a'))
    webhooks.announce({ name: 'channel_vacated', channel: 'a' })
    await webhooks.close(5_000)
    expect(receiver.events.map((event) => event.name)).toEqual(['channel_occupied', 'channel_vacated'])
  })

  it('waits for an address that hangs no longer than it was given, however much waits', async () => {
    const receiver = await WebhookReceiver.start([neverAnswer, neverAnswer, neverAnswer])
    const { webhooks, metrics } = webhooksTo(receiver.url)
    for (let index = 0; index < 120; index += 1) webhooks.announce(occupied(`c${index}`))
    await receiver.until((got) => got.arrivedAtMs.length === 1)
    await webhooks.close(100)
    // The first address that hangs takes the whole of the time; nobody else is asked.
    expect(receiver.arrivedAtMs).toHaveLength(1)
    expect(metrics.get('webhooks_dropped_total')).toBe(120)
  })

  it('what a planned stop leaves undelivered is no alarm', async () => {
    const lines: string[] = []
    const logger = createLogger('info', (line) => lines.push(line))
    const app = createApp({ ...testApp, webhooks: [webhookTo('http://127.0.0.1:1/', 'test', allWebhookNames)] })
    const lost = new Webhooks(app, { timing: { ...fastTiming, giveUpMs: 0 }, logger, metrics: new Metrics() })
    lost.announce(occupied('a'))
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', event: 'webhook events given up' })
    const stopped = new Webhooks(app, { timing: fastTiming, logger, metrics: new Metrics() })
    stopped.announce(occupied('a'))
    await stopped.close(50)
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ level: 'info', count: 1, reason: 'the server is stopping' })
  })

  it('leaves out events nobody asked for', async () => {
    const receiver = await WebhookReceiver.start()
    const { webhooks } = webhooksTo(receiver.url, {}, ['channel_vacated'])
    webhooks.announce(occupied('a'))
    webhooks.announce({ name: 'channel_vacated', channel: 'a' })
    await webhooks.close(5_000)
    expect(receiver.events).toEqual([{ name: 'channel_vacated', channel: 'a' }])
  })
})

describe('what is told about a room', () => {
  async function startWithReceiver(departureDelayMs = 0) {
    const receiver = await WebhookReceiver.start()
    const app = { webhooks: [webhookTo(receiver.url, 'test')] }
    const server = await startTestServer({ app, webhookTiming: { ...fastTiming, departureDelayMs } })
    return { receiver, server }
  }

  it('covers the life of a presence channel, one member with two tabs', async () => {
    const { receiver, server } = await startWithReceiver()
    const tabs = [await connectRaw(server.port), await connectRaw(server.port)]
    for (const tab of tabs) await tab.subscribe('presence-a', { user_id: 'u' })
    tabs[0]?.send({ event: 'client-x', channel: 'presence-a', data: { a: 1 } })
    await tabs[0]?.settle()
    for (const tab of tabs) tab.webSocket.close()
    await receiver.until(({ events }) => events.some((event) => event.name === 'channel_vacated'))
    expect(receiver.events).toEqual([
      { name: 'channel_occupied', channel: 'presence-a' },
      { name: 'member_added', channel: 'presence-a', user_id: 'u' },
      {
        name: 'client_event',
        channel: 'presence-a',
        event: 'client-x',
        data: '{"a":1}',
        socket_id: tabs[0]?.socketId,
        user_id: 'u',
      },
      { name: 'member_removed', channel: 'presence-a', user_id: 'u' },
      { name: 'channel_vacated', channel: 'presence-a' },
    ])
  })

  it('does not mention a page that was reloaded', async () => {
    const { receiver, server } = await startWithReceiver(60_000)
    const before = await connectRaw(server.port)
    await before.subscribe('presence-a', { user_id: 'u' })
    before.webSocket.close()
    await before.closed
    const after = await connectRaw(server.port)
    await after.subscribe('presence-a', { user_id: 'u' })
    await after.subscribe('marker')
    await receiver.until(({ events }) => events.some((event) => 'channel' in event && event.channel === 'marker'))
    expect(receiver.events.map((event) => `${event.name} ${event.channel}`)).toEqual([
      'channel_occupied presence-a',
      'member_added presence-a',
      'channel_occupied marker',
    ])
  })

  it('reports an empty cache channel once, until it was filled', async () => {
    const { receiver, server } = await startWithReceiver()
    const clients = [await connectRaw(server.port), await connectRaw(server.port)]
    for (const client of clients) await client.subscribe('cache-a')
    await clients[0]?.subscribe('marker')
    await receiver.until(({ events }) => events.some((event) => event.channel === 'marker'))
    expect(receiver.events.filter((event) => event.name === 'cache_miss')).toHaveLength(1)
  })

  it('counts subscriptions for an app that asked for it', async () => {
    const receiver = await WebhookReceiver.start()
    const app = { subscriptionCount: true, webhooks: [webhookTo(receiver.url, 'test', ['subscription_count'])] }
    const server = await startTestServer({ app, webhookTiming: fastTiming })
    const [first, second] = [await connectRaw(server.port), await connectRaw(server.port)]
    await first.subscribe('a')
    await second.subscribe('a')
    second.webSocket.close()
    await receiver.until(({ events }) => events.length === 3)
    expect(receiver.events.map((event) => 'subscription_count' in event && event.subscription_count)).toEqual([1, 2, 1])
    await first.settle()
    const counts = first.all('pusher_internal:subscription_count', 'a').map(({ data }) => JSON.parse(String(data)))
    expect(counts).toEqual([1, 2, 1].map((subscription_count) => ({ subscription_count })))
  })
})
