import { createHmac } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { after, minuteMs } from '@/lib/time'
import { readPresenceEvents } from './webhook'

const realtime = { appId: '1', key: 'key', secret: 'secret', cluster: '', host: '127.0.0.1', port: 1, useTls: false }
vi.mock('@/lib/env', () => ({ env: () => ({ realtime }) }))

const now = new Date('2026-11-23T10:00:00Z')
const event = { name: 'member_removed', channel: 'presence-room-x-v1', user_id: 'maria' }

function signedAt(at: Date, more: Record<string, string> = {}) {
  const body = JSON.stringify({ time_ms: at.getTime(), events: [event] })
  const signature = createHmac('sha256', realtime.secret).update(body).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-pusher-key': 'key', 'x-pusher-signature': signature }
  return { headers: new Headers({ ...headers, ...more }), body }
}

test('a signed webhook is read, also when it had to be tried for five minutes', () => {
  for (const at of [now, after(now, -5 * minuteMs), after(now, minuteMs)]) {
    const { headers, body } = signedAt(at)
    expect(readPresenceEvents(headers, body, now)).toEqual([{ kind: 'left', channel: event.channel, userId: 'maria' }])
  }
})

test('one that was recorded and is played back later is refused, and one without a time', () => {
  for (const at of [after(now, -11 * minuteMs), after(now, 11 * minuteMs), new Date(Number.NaN)]) {
    const { headers, body } = signedAt(at)
    expect(readPresenceEvents(headers, body, now)).toBeNull()
  }
})

test('another key, another signature, none: refused', () => {
  const wrong: Record<string, string>[] = [
    { 'x-pusher-key': 'other' },
    { 'x-pusher-signature': 'f'.repeat(64) },
    { 'x-pusher-signature': '' },
  ]
  for (const more of wrong) {
    const { headers, body } = signedAt(now, more)
    expect(readPresenceEvents(headers, body, now)).toBeNull()
  }
})
