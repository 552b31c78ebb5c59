import { asc, eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { studySessions, xpEntries } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { getDashboardNumbers } from '@/lib/progress/queries'
import { closeRoom } from '@/lib/rooms/host-commands'
import { createRoom } from '@/lib/rooms/room-commands'
import type { TimerCommand } from '@/lib/rooms/room-timer'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom, leaveRoom } from '@/lib/rooms/seat-commands'
import { commandTimer } from '@/lib/rooms/timer-commands'
import { createViewer } from '@/lib/testing/people'
import { after, minuteMs } from '@/lib/time'
import { creditRooms, creditRoomsOf } from './room-credit'

vi.setConfig({ testTimeout: 30_000 })

vi.mock('@/lib/realtime/publish', () => import('@/lib/testing/silent-realtime'))

const start = new Date('2026-03-02T10:00:00Z')
const minute = (n: number) => after(start, n * minuteMs)

async function openRoom() {
  const host = await createViewer()
  const { code } = await createRoom(
    host,
    createRoomSchema.parse({ name: 'Credit', maxMembers: 9, visibility: 'public' }),
    minute(-5),
  )
  let version = 0
  const turn = async (command: TimerCommand, at: number) => {
    await commandTimer(host, { code, version: version++, command }, minute(at))
  }
  return { host, code, turn }
}

const sessionsOf = async (who: Viewer) =>
  (
    await db.select().from(studySessions).where(eq(studySessions.userId, who.id)).orderBy(asc(studySessions.startedAt))
  ).map(({ minutes, isCompleted, roomName }) => ({ minutes, isCompleted, roomName }))

test('everybody earns what they shared, once, however often and however many at once it is looked at', async () => {
  const late = await createViewer()
  const { host, code, turn } = await openRoom()
  await turn({ kind: 'start' }, 0)
  await joinRoom(late, code, minute(10))
  expect(await creditRooms(minute(20))).toBe(0)
  await Promise.allSettled(Array.from({ length: 8 }, () => creditRooms(minute(26))))
  await creditRooms(minute(27))
  expect(await sessionsOf(host)).toEqual([{ minutes: 25, isCompleted: true, roomName: 'Credit' }])
  expect(await sessionsOf(late)).toEqual([{ minutes: 15, isCompleted: false, roomName: 'Credit' }])
  const paid = await db.select().from(xpEntries).where(eq(xpEntries.userId, late.id))
  expect(paid.filter(({ amount }) => amount === 15)).toHaveLength(1)
  await creditRooms(minute(56))
  expect(await sessionsOf(host)).toHaveLength(2)
})

test('the host leaves, the timer goes on, and both are credited for their part', async () => {
  const guest = await createViewer()
  const { host, code, turn } = await openRoom()
  await joinRoom(guest, code, minute(0))
  await turn({ kind: 'start' }, 0)
  await leaveRoom(host, code, minute(12))
  await creditRooms(minute(12))
  expect(await sessionsOf(host)).toEqual([{ minutes: 12, isCompleted: false, roomName: 'Credit' }])
  expect(await sessionsOf(guest)).toEqual([])
  await creditRooms(minute(25))
  expect(await sessionsOf(guest)).toEqual([{ minutes: 25, isCompleted: true, roomName: 'Credit' }])
  expect(await sessionsOf(host)).toHaveLength(1)
})

test('pauses earn nothing, a reset ends the phase, and breaks are not study', async () => {
  const { host, turn } = await openRoom()
  await turn({ kind: 'start' }, 0)
  await turn({ kind: 'pause' }, 10)
  await turn({ kind: 'resume' }, 40)
  await turn({ kind: 'reset' }, 45)
  await creditRooms(minute(46))
  expect(await sessionsOf(host)).toEqual([{ minutes: 15, isCompleted: false, roomName: 'Credit' }])
  await creditRooms(minute(500))
  expect(await sessionsOf(host)).toHaveLength(1)
})

test('the last one out stops the timer; closing the room takes nothing away', async () => {
  const guest = await createViewer()
  const { host, code, turn } = await openRoom()
  await joinRoom(guest, code, minute(0))
  await turn({ kind: 'start' }, 0)
  await closeRoom(host, code, minute(20))
  await creditRooms(minute(21))
  for (const who of [host, guest])
    expect(await sessionsOf(who)).toEqual([{ minutes: 20, isCompleted: false, roomName: 'Credit' }])
})

test('a minute of passing by is not a session', async () => {
  const passer = await createViewer()
  const { code, turn } = await openRoom()
  await turn({ kind: 'start' }, 0)
  await joinRoom(passer, code, minute(5))
  await leaveRoom(passer, code, minute(5.5))
  await creditRooms(minute(30))
  expect(await sessionsOf(passer)).toEqual([])
})

test('the minutes of whoever has just left are there when their next page asks', async () => {
  const guest = await createViewer()
  const { host, code, turn } = await openRoom()
  await joinRoom(guest, code, minute(0))
  await turn({ kind: 'start' }, 0)
  const todayMinutes = async () => (await getDashboardNumbers(host, minute(25.1))).today.minutes
  // Focus is over and the minute job has not come round.
  await leaveRoom(host, code, minute(25.05))
  expect(await todayMinutes()).toBe(0)
  await creditRoomsOf(host.id, minute(25.1))
  expect(await todayMinutes()).toBe(25)
  await creditRoomsOf(host.id, minute(25.2))
  expect(await sessionsOf(host)).toHaveLength(1)
})

test('asking for one person leaves the rooms of others alone', async () => {
  const { host, turn } = await openRoom()
  await turn({ kind: 'start' }, 0)
  await creditRoomsOf((await createViewer()).id, minute(26))
  expect(await sessionsOf(host)).toEqual([])
  await creditRoomsOf(host.id, minute(26))
  expect(await sessionsOf(host)).toHaveLength(1)
})
