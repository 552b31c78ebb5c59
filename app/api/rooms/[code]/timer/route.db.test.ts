import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { studySessions } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { createRoom } from '@/lib/rooms/commands'
import { createRoomSchema } from '@/lib/rooms/schemas'
import type { TimerCommand } from '@/lib/rooms/timer/rules'
import { createViewer } from '@/lib/testing/people'
import { after, minuteMs } from '@/lib/time'
import { POST } from './route'

vi.mock('@/lib/realtime/publish', () => ({
  fitsInEvent: () => true,
  publish: async () => {},
  disconnectSessions: async () => {},
}))
/** Who asks, and how often, is not what is tested here: the route is its work alone. */
vi.mock('@/lib/api', () => ({ apiRoute: (_: unknown, work: unknown) => work }))
const { afterReply } = vi.hoisted(() => ({ afterReply: [] as (() => Promise<unknown>)[] }))
vi.mock('next/server', () => ({ after: (work: () => Promise<unknown>) => void afterReply.push(work) }))

type Input = { code: string; version: number; command: TimerCommand }
// The route's wrapper is mocked away above: what is exported is the handler itself.
const press = POST as unknown as (input: Input, who: { viewer: Viewer; now: Date }) => Promise<{ timer: unknown }>

const start = new Date('2026-03-02T10:00:00Z')

test('a press credits the people of its own room after the reply, and of no other', async () => {
  const hosts = [await createViewer(), await createViewer()]
  const codes = await Promise.all(
    hosts.map(async (host) => {
      const input = createRoomSchema.parse({ name: 'Press', maxMembers: 4, visibility: 'public' })
      const { code } = await createRoom(host, input, start)
      await press({ code, version: 0, command: { kind: 'start' } }, { viewer: host, now: start })
      return code
    }),
  )
  const [host, other] = hosts as [Viewer, Viewer]
  const pressed = { code: codes[0] ?? '', version: 1, command: { kind: 'skip' } } as const
  const reply = await press(pressed, { viewer: host, now: after(start, 26 * minuteMs) })
  expect(Object.keys(reply)).toEqual(['timer'])
  for (const work of afterReply.splice(0)) await work()
  const sessionsOf = (who: Viewer) => db.select().from(studySessions).where(eq(studySessions.userId, who.id))
  expect(await sessionsOf(host)).toHaveLength(1)
  expect(await sessionsOf(other)).toEqual([])
})
