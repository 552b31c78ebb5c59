import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Departures } from './departures'
import type { WebhookEvent } from './webhook-event'

const member = (name: 'member_added' | 'member_removed', user_id: string): WebhookEvent => ({
  name,
  channel: 'presence-a',
  user_id,
})
const channel = (name: 'channel_occupied' | 'channel_vacated', channel = 'a'): WebhookEvent => ({ name, channel })

let told: WebhookEvent[]
let departures: Departures

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  departures = new Departures(3_000, (event) => told.push(event))
})
afterEach(() => vi.useRealTimers())

it('tells arrivals at once and departures after the delay', () => {
  departures.pass(channel('channel_occupied'))
  departures.pass(channel('channel_vacated'))
  vi.advanceTimersByTime(2_999)
  expect(told).toEqual([channel('channel_occupied')])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([channel('channel_occupied'), channel('channel_vacated')])
})

it('says nothing about who returns in time', () => {
  departures.pass(member('member_removed', 'u'))
  departures.pass(member('member_removed', 'w'))
  vi.advanceTimersByTime(1_000)
  departures.pass(member('member_added', 'u'))
  vi.advanceTimersByTime(10_000)
  expect(told).toEqual([member('member_removed', 'w')])
})

it('measures each delay from its own departure', () => {
  departures.pass(channel('channel_vacated', 'a'))
  vi.advanceTimersByTime(2_000)
  departures.pass(channel('channel_vacated', 'b'))
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([channel('channel_vacated', 'a')])
  departures.pass(channel('channel_occupied', 'b'))
  departures.pass(channel('channel_vacated', 'b'))
  vi.advanceTimersByTime(2_999)
  expect(told).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(told).toHaveLength(2)
})

it('does not mistake a member for the channel, or one member for another', () => {
  departures.pass({ name: 'channel_vacated', channel: 'presence-a' })
  departures.pass(member('member_added', 'u'))
  expect(told).toEqual([member('member_added', 'u')])
  departures.release()
  expect(told).toContainEqual({ name: 'channel_vacated', channel: 'presence-a' })
})

it('passes everything else on at once', () => {
  const event: WebhookEvent = { name: 'cache_miss', channel: 'cache-a' }
  departures.pass(event)
  expect(told).toEqual([event])
})
