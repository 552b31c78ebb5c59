import { eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import { jobRuns, memberships, rooms } from '@/db/schema'
import { createViewer } from '@/lib/testing/people'
import { canRunProcesses, startWorkers, type Worker } from '@/lib/testing/processes'
import type { RoomWork } from '@/lib/testing/room-worker'
import { sample } from '@/lib/testing/sample'
import { after, minuteMs } from '@/lib/time'
import { createRoom } from './commands'
import { createRoomSchema } from './schemas'
import { leaveRoom } from './seats/leave'

const rounds = sample(2, 30)
const crowd = 6

const openRoom = async (maxMembers: number) => {
  const host = await createViewer()
  const input = createRoomSchema.parse({ name: 'Race', maxMembers, visibility: 'public' })
  return { host, ...(await createRoom(host, input, new Date())) }
}

async function seatsOf(code: string) {
  const [room] = await db.select().from(rooms).where(eq(rooms.code, code))
  const seats = await db
    .select()
    .from(memberships)
    .where(eq(memberships.roomId, room?.id ?? ''))
  return { counted: room?.activeMembers, taken: seats.filter((seat) => seat.isActive).length }
}

/** Rooms whose last person left long enough ago for their time to be up. */
async function openExpired(count: number): Promise<string[]> {
  const longAgo = after(new Date(), -31 * minuteMs)
  const codes: string[] = []
  for (let n = 0; n < count; n++) {
    const { host, code } = await openRoom(5)
    await leaveRoom(host, code, longAgo)
    codes.push(code)
  }
  return codes
}

const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0)

describe.skipIf(!canRunProcesses())('three processes on one database', () => {
  let workers: Worker[] = []
  beforeAll(async () => {
    workers = await startWorkers('lib/testing/room-worker.ts', 3)
  }, 60_000)
  afterAll(() => Promise.all(workers.map((worker) => worker.end())))

  const all = <Result>(work: (at: number) => RoomWork) =>
    Promise.all(workers.map((worker, at) => worker.run<Result>(work(at))))

  test(`the last seat, ${rounds} rounds: exactly one gets in, everybody else is told that the room is full`, async () => {
    const viewers = await Promise.all(Array.from({ length: 3 * crowd }, () => createViewer()))
    for (let round = 0; round < rounds; round++) {
      const { code } = await openRoom(2)
      const work = (at: number): RoomWork => ({
        kind: 'join',
        code,
        viewers: viewers.slice(at * crowd, (at + 1) * crowd),
      })
      const answers = (await all<string[]>(work)).flat()
      expect(answers.filter((answer) => answer === 'in')).toHaveLength(1)
      expect(answers.filter((answer) => answer === 'full')).toHaveLength(3 * crowd - 1)
      expect(await seatsOf(code)).toEqual({ counted: 2, taken: 2 })
      // Nobody sits in more than three rooms.
      await transaction((tx) => tx.delete(rooms).where(eq(rooms.code, code)))
    }
  })

  test('one person presses Join in three processes: one seat', async () => {
    const viewer = await createViewer()
    const { code } = await openRoom(5)
    const answers = await all<string[]>(() => ({ kind: 'join', code, viewers: [viewer, viewer] }))
    expect(answers.flat()).toEqual(Array(6).fill('in'))
    expect(await seatsOf(code)).toEqual({ counted: 2, taken: 2 })
  })

  test('messages written by all of them are numbered without gaps or repetition, and no transaction fails', async () => {
    const count = sample(10, 100)
    const { host, code } = await openRoom(5)
    const numbers = (await all<number[]>(() => ({ kind: 'write', code, viewer: host, count }))).flat()
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 3 * count }, (_, n) => n + 1))
  })

  test.each([
    ['twice', [1, 1, 0]],
    ['fifty times', [17, 17, 16]],
  ])('cron %s at once: every expired room is deleted once and logged once, the others stay', async (_, times) => {
    await transaction((tx) => tx.delete(jobRuns))
    const [expired, kept] = [await openExpired(sample(10, 80)), await openRoom(5)]
    const counts = (await all<number[]>((at) => ({ kind: 'expire', times: times[at] ?? 0 }))).flat()
    expect(counts).toHaveLength(sum(times))
    expect(sum(counts)).toBe(expired.length)
    const logged = await db.select({ affected: jobRuns.affected }).from(jobRuns).where(eq(jobRuns.job, 'rooms'))
    expect(sum(logged.map(({ affected }) => affected))).toBe(expired.length)
    expect(logged).toHaveLength(counts.filter((count) => count > 0).length)
    expect(await db.select({ code: rooms.code }).from(rooms).where(inArray(rooms.code, expired))).toEqual([])
    expect(await seatsOf(kept.code)).toEqual({ counted: 1, taken: 1 })
  })
})
