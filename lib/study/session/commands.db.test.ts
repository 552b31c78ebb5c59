import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { runningSessions, studySessions } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { newId } from '@/lib/ids'
import { changePreferences } from '@/lib/study/preferences/commands'
import { addTask, completeTask, pickTask } from '@/lib/study/tasks/commands'
import { listTasks } from '@/lib/study/tasks/queries'
import { createPerson, viewerOf } from '@/lib/testing/people'
import { after, hourMs, minuteMs, secondMs } from '@/lib/time'
import { finishSession, pauseSession, resumeSession, startSession } from './commands'
import { getTimerState } from './queries'

const start = new Date('2026-11-23T18:00:00Z')
const at = (minutes: number, more = 0) => after(start, minutes * minuteMs + more)
const focus = { kind: 'focus', plannedMinutes: 25, taskId: null } as const
const shortBreak = { kind: 'break', plannedMinutes: 5, taskId: null } as const
const flow = { kind: 'flow', plannedMinutes: null, taskId: null } as const

let viewer: Viewer

beforeEach(async () => {
  viewer = await viewerOf(await createPerson())
})

const saved = () => db.select().from(studySessions).where(eq(studySessions.userId, viewer.id))

async function started(input: Parameters<typeof startSession>[1] = focus) {
  const { timer } = await startSession(viewer, input, start)
  if (!timer.running) throw new Error('nothing runs')
  const { id, version } = timer.running
  return { id, version }
}

describe('start', () => {
  test('the server clock is the start, and the row survives', async () => {
    const reply = await startSession(viewer, focus, start)
    expect(reply.outcome).toBe('started')
    const state = await getTimerState(db, viewer, at(3))
    expect(state).toMatchObject({ serverNowMs: at(3).getTime(), focusesDone: 0 })
    expect(state.running).toMatchObject({ kind: 'focus', plannedMinutes: 25, startedAtMs: start.getTime(), version: 1 })
  })

  test('twenty presses at once start one session, and all learn of the same one', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => startSession(viewer, focus, start)))
    expect(replies.filter((reply) => reply.outcome === 'started')).toHaveLength(1)
    expect(new Set(replies.map((reply) => reply.timer.running?.id)).size).toBe(1)
    expect(await db.$count(runningSessions, eq(runningSessions.userId, viewer.id))).toBe(1)
  })

  test('one that was due is written down before the next begins', async () => {
    await started()
    const reply = await startSession(viewer, shortBreak, at(27))
    expect(reply.outcome).toBe('started')
    expect(await saved()).toMatchObject([{ minutes: 25, isCompleted: true, endedAt: at(25) }])
  })

  test('one that overran is not decided silently', async () => {
    await started()
    const reply = await startSession(viewer, shortBreak, at(90))
    expect(reply.outcome).toBe('already-running')
    expect(await saved()).toEqual([])
  })

  test("somebody else's task is not linked", async () => {
    const other = await createPerson()
    const task = await addTask(other, { id: newId(), name: 'theirs' }, start)
    const { timer } = await startSession(viewer, { ...focus, taskId: task.id }, start)
    expect(timer.running?.taskId).toBeNull()
  })
})

describe('pause and resume', () => {
  test('the pause does not count', async () => {
    const seen = await started()
    const still = await pauseSession(viewer, seen, at(10))
    expect(still.outcome).toBe('done')
    const going = await resumeSession(viewer, { ...seen, version: 2 }, at(40))
    expect(going.timer.running?.version).toBe(3)
    const early = await finishSession(viewer, { ...seen, version: 3, ending: 'complete' }, at(54))
    expect(early.outcome).toBe('not-yet')
    const reply = await finishSession(viewer, { ...seen, version: 3, ending: 'complete' }, at(55))
    expect(reply.outcome).toBe('saved')
    expect(await saved()).toMatchObject([{ minutes: 25, activeMs: 25 * minuteMs, startedAt: start, endedAt: at(55) }])
  })

  test('two tabs pausing at once make one pause; the second learns the truth', async () => {
    const seen = await started()
    const replies = await Promise.all([pauseSession(viewer, seen, at(5)), pauseSession(viewer, seen, at(5))])
    expect(replies.map((reply) => reply.outcome).sort()).toEqual(['done', 'outdated'])
    for (const reply of replies) expect(reply.timer.running?.pauses).toHaveLength(1)
  })

  test('a command about an older version changes nothing', async () => {
    const seen = await started()
    await pauseSession(viewer, seen, at(5))
    const late = await finishSession(viewer, { ...seen, ending: 'stop' }, at(6))
    expect(late.outcome).toBe('outdated')
    expect(late.timer.running).not.toBeNull()
  })
})

describe('finish', () => {
  test('double clicks, two tabs and lost replies save once and answer the same', async () => {
    const seen = await started()
    const finish = () => finishSession(viewer, { ...seen, ending: 'complete' }, at(25, 300))
    const replies = [...(await Promise.all(Array.from({ length: 8 }, finish))), await finish()]
    expect(replies.map((reply) => reply.outcome)).toEqual(Array(9).fill('saved'))
    const ids = replies.map((reply) => reply.outcome === 'saved' && reply.earned.sessionId)
    expect(new Set(ids)).toEqual(new Set([seen.id]))
    expect(await saved()).toHaveLength(1)
    expect(replies[0]?.timer).toMatchObject({ running: null, focusesDone: 1 })
  })

  test('stopping early keeps the minutes, not completed', async () => {
    const seen = await started()
    await finishSession(viewer, { ...seen, ending: 'stop' }, at(12, 59 * secondMs))
    expect(await saved()).toMatchObject([{ type: 'focus', minutes: 12, isCompleted: false, plannedMinutes: 25 }])
  })

  test('discarded and under a minute leave nothing behind', async () => {
    const first = await started()
    expect((await finishSession(viewer, { ...first, ending: 'discard' }, at(20))).outcome).toBe('not-saved')
    expect((await finishSession(viewer, { ...first, ending: 'discard' }, at(20))).outcome).toBe('gone')
    const second = await started()
    expect((await finishSession(viewer, { ...second, ending: 'stop' }, at(0, 59_999))).outcome).toBe('not-saved')
    expect(await saved()).toEqual([])
    expect((await getTimerState(db, viewer, at(30))).running).toBeNull()
  })

  test('after a long absence: keep all, or trim to the plan', async () => {
    const kept = await started()
    await finishSession(viewer, { ...kept, ending: 'keep' }, at(50))
    const trimmed = await started()
    await finishSession(viewer, { ...trimmed, ending: 'complete' }, at(600))
    const minutes = (await saved()).map((row) => row.minutes).sort((a, b) => a - b)
    expect(minutes).toEqual([25, 50])
  })

  test('nothing is worth more than six hours', async () => {
    const seen = await started(flow)
    await finishSession(viewer, { ...seen, ending: 'keep' }, after(start, 30 * hourMs))
    expect(await saved()).toMatchObject([{ minutes: 360, plannedMinutes: null }])
  })

  test('a forgotten stopwatch can be cut, never stretched', async () => {
    const seen = await started(flow)
    await finishSession(viewer, { ...seen, ending: 'stop', atMostMinutes: 100_000 }, at(30))
    const next = await started(flow)
    await finishSession(viewer, { ...next, ending: 'stop', atMostMinutes: 45 }, at(300))
    expect((await saved()).map((row) => row.minutes).sort()).toEqual([30, 45])
  })

  test("nobody finishes, pauses or reads another's session", async () => {
    const seen = await started()
    const other = await viewerOf(await createPerson())
    expect((await finishSession(other, { ...seen, ending: 'keep' }, at(25))).outcome).toBe('gone')
    expect((await pauseSession(other, seen, at(3))).outcome).toBe('outdated')
    await finishSession(viewer, { ...seen, ending: 'complete' }, at(25))
    expect((await finishSession(other, { ...seen, ending: 'complete' }, at(26))).outcome).toBe('gone')
  })

  test('a break is saved as a break and earns nothing', async () => {
    const seen = await started(shortBreak)
    const reply = await finishSession(viewer, { ...seen, ending: 'complete' }, at(60))
    expect(reply).toMatchObject({ outcome: 'saved', type: 'break', earned: { xpEarned: 0 } })
    expect(await saved()).toMatchObject([{ type: 'break', minutes: 5, endedAt: at(5) }])
    expect(reply.timer.focusesDone).toBe(0)
  })
})

describe('tasks and the session', () => {
  test('a completed focus session counts on its task once', async () => {
    const task = await addTask(viewer, { id: newId(), name: 'Chapter 3' }, start)
    const seen = await started({ ...focus, taskId: task.id })
    const finish = () => finishSession(viewer, { ...seen, ending: 'complete' }, at(25))
    const reply = await finish()
    await finish()
    expect(reply).toMatchObject({ taskPomodoros: { taskId: task.id, actualPomodoros: 1 } })
    expect(await saved()).toMatchObject([{ taskId: task.id }])
    expect((await listTasks(db, viewer, at(26)))[0]?.actualPomodoros).toBe(1)
  })

  test('picking another task moves the session under way to it', async () => {
    const first = await addTask(viewer, { id: newId(), name: 'one' }, start)
    const second = await addTask(viewer, { id: newId(), name: 'two' }, start)
    await started({ ...focus, taskId: first.id })
    await pickTask(viewer, second.id, at(1))
    const state = await getTimerState(db, viewer, at(2))
    expect(state.running).toMatchObject({ taskId: second.id, version: 2 })
    await completeTask(viewer, second.id, true, at(3))
    expect((await getTimerState(db, viewer, at(4))).running?.taskId).toBe(second.id)
  })

  test('a stopwatch counts pomodoros of the length the person set', async () => {
    await changePreferences(viewer, { focusMinutes: 50 }, start)
    const task = await addTask(viewer, { id: newId(), name: 'long' }, start)
    const seen = await started({ ...flow, taskId: task.id })
    const reply = await finishSession(viewer, { ...seen, ending: 'stop' }, at(101))
    expect(reply).toMatchObject({ taskPomodoros: { actualPomodoros: 2 } })
  })
})
