/** Ids that come in from outside and belong to nobody: an answer for a person each time, never a broken foreign key. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import { blocks, rooms, users } from '@/db/schema'
import { blockPerson } from '@/lib/accounts/commands/blocks'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { newUuid } from '@/lib/ids'
import { postMessage } from '@/lib/rooms/messages/commands'
import { report } from '@/lib/rooms/report'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { createViewer } from '@/lib/testing/people'
import { removePlan, tickPlan } from './planner/commands'
import { createRoom } from './rooms/commands'
import { liftBan, muteMember, removeMember, transferHost } from './rooms/hosting/commands'
import { changeMessage } from './rooms/messages/change'
import { startSession } from './study/session/commands'
import { addTask, editTask, moveTask, pickTask } from './study/tasks/commands'

vi.mock('@/lib/realtime/publish', () => ({
  fitsInEvent: () => true,
  publish: async () => {},
  disconnectSessions: async () => {},
}))

const now = new Date('2026-03-01T10:00:00Z')
let host: Viewer
let code: string
let ids: Record<string, string>

beforeAll(async () => {
  host = await createViewer()
  const input = createRoomSchema.parse({ name: 'Nobody', maxMembers: 10, visibility: 'public' })
  code = (await createRoom(host, input, now)).code
  const gone = await createViewer()
  await transaction((tx) => tx.delete(users).where(eq(users.id, gone.id)))
  ids = { 'nobody ever had': newUuid(), 'a deleted account had': gone.id, 'is no id': "1' or '1'='1" }
})

const task = (name: string) => ({
  ...{ id: newUuid(), name, notes: '' },
  ...{ priority: 'normal' as const, dueDay: null, estimatePomodoros: null },
})

const whose = ['nobody ever had', 'a deleted account had', 'is no id']

/** What a person may be told; anything else that is thrown would be a 500. */
async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
    return 'done'
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code !== 'internal') return thrown.code
    throw thrown
  }
}

describe.each(whose)('an id that %s', (kind) => {
  const id = () => ids[kind] ?? ''

  test('gets no room handed over: they have just left', async () => {
    await expect(transferHost(host, { code, personId: id() }, now)).rejects.toMatchObject({
      code: 'conflict',
      message: 'They have just left.',
    })
    const [room] = await db
      .select({ hostId: rooms.hostId, createdById: rooms.createdById })
      .from(rooms)
      .where(eq(rooms.code, code))
    expect(room).toEqual({ hostId: host.id, createdById: host.id })
  })

  test('is told of as missing by everything a host and a member can do to somebody', async () => {
    const person = { code, personId: id() }
    expect(await codeOf(removeMember(host, { ...person, isBanned: true }, now))).toBe('not-found')
    expect(await codeOf(removeMember(host, { ...person, isBanned: false }, now))).toBe('conflict')
    expect(await codeOf(muteMember(host, { ...person, isMuted: true }, now))).toBe('done')
    expect(await codeOf(liftBan(host, person, now))).toBe('done')
    expect(await codeOf(report(host, { ...person, reason: 'who is this' }, now))).toBe('not-found')
    expect(await codeOf(blockPerson(host, { personId: id(), isBlocked: true }, now))).toBe('not-found')
    expect(await codeOf(blockPerson(host, { personId: id(), isBlocked: false }, now))).toBe('done')
    expect(await db.$count(blocks, eq(blocks.blockerId, host.id))).toBe(0)
  })

  test('is no task and no plan', async () => {
    expect(await codeOf(pickTask(host, id(), now))).toBe('not-found')
    expect(await codeOf(editTask(host, { ...task('x'), id: id() }))).toBe('not-found')
    const own = await addTask(host, task('mine'), now)
    expect(await codeOf(moveTask(host, own.id, id()))).toBe('done')
    const started = { kind: 'focus', plannedMinutes: 25, taskId: id() } as const
    const { timer } = await startSession(host, started, now)
    expect(timer.running).toMatchObject({ taskId: null })
    expect(await codeOf(tickPlan(host, { id: id(), isDone: true }, now))).toBe('not-found')
    expect(await codeOf(removePlan(host, id()))).toBe('not-found')
  })
})

test('a message that is not there is answered, reacted to and reported by nobody', async () => {
  const react = { kind: 'react' as const, emoji: '😀', isOn: true }
  expect(await codeOf(changeMessage(host, { code, seq: 999, change: react }, now))).toBe('not-found')
  expect(await codeOf(report(host, { code, seq: 999, reason: 'not there' }, now))).toBe('not-found')
  const answer = { code, clientId: newUuid(), body: 'to nobody', replyToSeq: 998 }
  expect(await codeOf(postMessage(host, answer, now))).toBe('done')
})

test("somebody else's task is not linked to one's own session", async () => {
  const [ada, bob] = [await createViewer(), await createViewer()]
  const theirs = await addTask(bob, task('theirs'), now)
  const { timer } = await startSession(ada, { kind: 'focus', plannedMinutes: 25, taskId: theirs.id }, now)
  expect(timer.running).toMatchObject({ taskId: null })
})
