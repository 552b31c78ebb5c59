import { createHmac } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import { rateLimits } from '@/db/schema'
import { localTestEnv } from '@/lib/testing/test-env'
import { after, minuteMs } from '@/lib/time'
import { POST } from './webhook/route'

const noted = vi.hoisted(() => ({ calls: 0, isBroken: false }))
vi.mock('@/lib/rooms/seats/presence', () => ({
  notePresence: async () => {
    noted.calls++
    if (noted.isBroken) throw new Error('the database is away')
  },
}))

afterEach(() => {
  vi.restoreAllMocks()
  Object.assign(noted, { calls: 0, isBroken: false })
})

const event = { name: 'member_removed', channel: 'presence-room-x-v1', user_id: 'maria' }

function webhook(timeMs: number, events: unknown[] = [event], signWith: string = localTestEnv.PUSHER_SECRET) {
  const body = JSON.stringify({ time_ms: timeMs, events })
  const signature = createHmac('sha256', signWith).update(body).digest('hex')
  return { body, headers: { 'x-pusher-key': localTestEnv.PUSHER_KEY, 'x-pusher-signature': signature } }
}

const send = async ({ body, headers }: ReturnType<typeof webhook>) => {
  const sent = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }
  return (await POST(new Request('http://localhost:3000/api/realtime/webhook', sent), undefined)).status
}

const quiet = () => vi.spyOn(process.stdout, 'write').mockReturnValue(true)

test('what was recorded and is played back changes nothing a second time, also when it comes twenty times at once', async () => {
  const recorded = webhook(Date.now())
  expect(await Promise.all(Array.from({ length: 20 }, () => send(recorded)))).toEqual(Array(20).fill(200))
  expect(await send(recorded)).toBe(200)
  expect(noted.calls).toBe(1)
  await send(webhook(Date.now() + 1))
  expect(noted.calls).toBe(2)
})

test('one that could not be noted is tried again with the same words, and then noted', async () => {
  quiet()
  const report = webhook(Date.now() + 2)
  noted.isBroken = true
  expect(await send(report)).toBe(500)
  noted.isBroken = false
  expect([await send(report), await send(report), noted.calls]).toEqual([200, 200, 2])
})

test('when it is forgotten that it came, it is too old to be taken', async () => {
  const old = webhook(after(new Date(), -11 * minuteMs).getTime())
  expect([await send(old), noted.calls]).toEqual([401, 0])
  expect(await send(webhook(after(new Date(), 11 * minuteMs).getTime()))).toBe(401)
})

test('a wrong signature, and events without a member, store nothing', async () => {
  await transaction((tx) => tx.delete(rateLimits))
  expect(await send(webhook(Date.now(), [event], 'a guess'))).toBe(401)
  expect(await send(webhook(Date.now(), [{ name: 'channel_occupied', channel: 'x' }]))).toBe(200)
  expect([await db.$count(rateLimits), noted.calls]).toEqual([0, 0])
})
