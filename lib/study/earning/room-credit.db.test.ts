import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { rooms, studySessions, xpEntries } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { getDashboardNumbers } from '@/lib/progress/queries'
import { userChannel } from '@/lib/realtime/channels'
import { createRoom } from '@/lib/rooms/commands'
import { closeRoom } from '@/lib/rooms/hosting/commands'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom } from '@/lib/rooms/seats/join'
import { leaveRoom } from '@/lib/rooms/seats/leave'
import { commandTimer } from '@/lib/rooms/timer/commands'
import type { TimerCommand } from '@/lib/rooms/timer/rules'
import type { PersonEvents } from '@/lib/study/events'
import { createViewer } from '@/lib/testing/people'
import { after, minuteMs } from '@/lib/time'
import { recordOnce } from './record-session'
import { creditRoom, creditRooms, creditRoomsOf } from './room-credit'

vi.setConfig({ testTimeout: 30_000 })

vi.mock('./record-session', async (original) => {
  const real = await original<typeof import('./record-session')>()
  return { ...real, recordOnce: vi.fn(real.recordOnce) }
})

const published = vi.hoisted(() => [] as { channel: string; event: string; payload: unknown }[])
vi.mock('@/lib/realtime/publish', () => ({
  fitsInEvent: () => true,
  publish: async (channel: string, event: string, payload: unknown) => void published.push({ channel, event, payload }),
  disconnectSessions: async () => {},
}))

beforeEach(() => {
  published.length = 0
})

/** What has been said of credited focus since the last look: to whom, and how many minutes. */
const told = () =>
  published.splice(0).flatMap(({ channel, event, payload }) => {
    const { earned, roomName } = payload as PersonEvents['focus.credited']
    return event === 'focus.credited' ? [{ channel, minutes: earned.minutes, xp: earned.xpEarned, roomName }] : []
  })

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

test('a room that cannot be credited does not keep the others waiting, and is reported', async () => {
  const [broken, sound] = [await openRoom(), await openRoom()]
  for (const { turn } of [broken, sound]) await turn({ kind: 'start' }, 0)
  const real = await vi.importActual<typeof import('./record-session')>('./record-session')
  vi.mocked(recordOnce).mockImplementation((tx, session, now) => {
    if (session.userId === broken.host.id) throw new Error('The disk is full.')
    return real.recordOnce(tx, session, now)
  })
  const logged = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await expect(creditRooms(minute(26))).rejects.toThrow('1 cycles could not be credited.')
  expect(logged.mock.calls.join()).toContain('rooms.credit-failed')
  logged.mockRestore()
  expect(await sessionsOf(broken.host)).toEqual([])
  expect(await sessionsOf(sound.host)).toHaveLength(1)
  vi.mocked(recordOnce).mockImplementation(real.recordOnce)
  await creditRooms(minute(27))
  expect(await sessionsOf(broken.host)).toHaveLength(1)
})

test('at the break everybody hears on their own channel what they earned, once, however many credit it at once', async () => {
  const late = await createViewer()
  const { host, code, turn } = await openRoom()
  await turn({ kind: 'start' }, 0)
  await joinRoom(late, code, minute(10))
  await creditRooms(minute(24))
  expect(told()).toEqual([])
  await Promise.allSettled(Array.from({ length: 8 }, () => creditRooms(minute(26))))
  await creditRooms(minute(27))
  const ownChannel = (who: Viewer) => userChannel(who.id, who.channelVersion)
  const heard = told()
  expect(heard).toHaveLength(2)
  expect(heard).toContainEqual({ channel: ownChannel(host), minutes: 25, xp: 25, roomName: 'Credit' })
  expect(heard).toContainEqual({ channel: ownChannel(late), minutes: 15, xp: 15, roomName: 'Credit' })
})

test('nobody is disturbed in the middle of a focus: not by the part they left behind when their connection was lost', async () => {
  const guest = await createViewer()
  const { code, turn } = await openRoom()
  await joinRoom(guest, code, minute(0))
  await turn({ kind: 'start' }, 0)
  await leaveRoom(guest, code, minute(5))
  await joinRoom(guest, code, minute(6))
  await creditRooms(minute(7))
  expect(await sessionsOf(guest)).toHaveLength(1)
  expect(told()).toEqual([])
  await creditRooms(minute(26))
  expect(
    told()
      .map(({ minutes }) => minutes)
      .toSorted(),
  ).toEqual([19, 25])
})

test('whoever leaves in the middle hears of their part: for them it is over', async () => {
  const guest = await createViewer()
  const { code, turn } = await openRoom()
  await joinRoom(guest, code, minute(0))
  await turn({ kind: 'start' }, 0)
  await leaveRoom(guest, code, minute(12))
  await creditRooms(minute(12))
  expect(told()).toMatchObject([{ minutes: 12 }])
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

test('asking for one room leaves the other rooms alone', async () => {
  const [one, other] = [await openRoom(), await openRoom()]
  for (const { turn } of [one, other]) await turn({ kind: 'start' }, 0)
  const [room] = await db.select({ id: rooms.id }).from(rooms).where(eq(rooms.code, one.code))
  expect(await creditRoom(room?.id ?? '', minute(26))).toBe(1)
  expect(await sessionsOf(one.host)).toHaveLength(1)
  expect(await sessionsOf(other.host)).toEqual([])
})
