import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import { memberships, rooms } from '@/db/schema'
import { createPerson, createViewer, signInCookie } from '@/lib/testing/people'
import { createRoom } from './commands'
import { createRoomSchema } from './schemas'

const rounds = 100
const people = 50
const workers: ChildProcess[] = []
const cookies: string[] = []

beforeAll(async () => {
  for (let n = 0; n < people; n++) cookies.push((await signInCookie(await createPerson())).value)
  for (let n = 0; n < 2; n++) {
    const loaders = ['--import', 'tsx', '--import', './server/act-as-server.mjs']
    const worker = spawn(process.execPath, [...loaders, 'lib/testing/join-worker.ts'], {
      env: process.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    workers.push(worker)
    await once(worker, 'message')
  }
}, 120_000)

afterAll(() => {
  for (const worker of workers) worker.kill()
})

test(`${people} people in two processes press Join for one last seat, ${rounds} rounds: exactly one gets in`, {
  timeout: 540_000,
}, async () => {
  const host = await createViewer()
  const now = new Date()
  for (let round = 0; round < rounds; round++) {
    const input = createRoomSchema.parse({ name: `Round ${round}`, maxMembers: 2, visibility: 'public' })
    const { code } = await createRoom(host, input, now)
    const answers = await Promise.all(
      workers.map(async (worker, at) => {
        const answer = once(worker, 'message')
        worker.send({ code, cookies: cookies.filter((_, n) => n % workers.length === at) })
        return (await answer)[0] as string[]
      }),
    )
    const results = answers.flat()
    expect(results.filter((result) => result === 'in')).toHaveLength(1)
    expect(results.filter((result) => result === 'full')).toHaveLength(people - 1)
    const [room] = await db.select().from(rooms).where(eq(rooms.code, code))
    const seats = await db
      .select()
      .from(memberships)
      .where(eq(memberships.roomId, room?.id ?? ''))
    expect(room?.activeMembers).toBe(2)
    expect(seats.filter(({ isActive }) => isActive)).toHaveLength(2)
    // Nobody sits in more than three rooms.
    await transaction((tx) => tx.delete(rooms).where(eq(rooms.code, code)))
  }
})
