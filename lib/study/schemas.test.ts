import { describe, expect, test } from 'vitest'
import { preferencesSchema } from '@/lib/study/preferences/schemas'
import { finishSessionSchema, startSessionSchema } from '@/lib/study/session/schemas'
import { addTaskSchema, editTaskSchema } from '@/lib/study/tasks/schemas'

const id = '01926b3e-7a10-7cc0-8000-000000000001'
const finish = { id, version: 1, ending: 'complete' }

describe('nothing a browser sends says how long somebody studied', () => {
  test.each([
    { minutes: 500 },
    { activeMs: 9e9 },
    { startedAt: 0 },
    { endedAt: '2026-11-23' },
    { xpEarned: 1_000 },
    { userId: id },
    { isCompleted: true },
  ])('a finish with %o is refused', (forged) => {
    expect(finishSessionSchema.safeParse({ ...finish, ...forged }).success).toBe(false)
  })

  test.each([{ startedAt: 1 }, { startedAtMs: 1 }, { pauses: [] }, { id }])('a start with %o is refused', (forged) => {
    const start = { kind: 'focus', plannedMinutes: 25, taskId: null, ...forged }
    expect(startSessionSchema.safeParse(start).success).toBe(false)
  })

  test.each([0, 0.5, -1, 181, Number.NaN, '25', null])('a plan of %s minutes is refused', (plannedMinutes) => {
    expect(startSessionSchema.safeParse({ kind: 'focus', plannedMinutes, taskId: null }).success).toBe(false)
  })

  test('what the page sends passes', () => {
    expect(finishSessionSchema.safeParse({ ...finish, atMostMinutes: 40 }).success).toBe(true)
    expect(startSessionSchema.safeParse({ kind: 'flow', plannedMinutes: null, taskId: id }).success).toBe(true)
    expect(startSessionSchema.safeParse({ kind: 'break', plannedMinutes: 5, taskId: id }).success).toBe(false)
  })
})

describe('tasks and preferences', () => {
  const edit = { id, name: 'x', notes: '', priority: 'low', dueDay: null, estimatePomodoros: null }

  test.each([
    [{ name: '   ' }, 'name'],
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ dueDay: '2026-02-30' }, 'dueDay'],
    [{ estimatePomodoros: 0 }, 'estimatePomodoros'],
    [{ priority: 'urgent' }, 'priority'],
    [{ notes: 'x'.repeat(2_001) }, 'notes'],
    [{ socketId: '12.34,private-user-x' }, 'socketId'],
  ])('%o is refused beside its field', (wrong, field) => {
    const parsed = editTaskSchema.safeParse({ ...edit, ...wrong })
    expect(parsed.error?.issues.map((issue) => issue.path[0])).toEqual([field])
  })

  test('names are trimmed; nobody adds a task for somebody else', () => {
    expect(addTaskSchema.parse({ id, name: '  Read ' }).name).toBe('Read')
    expect(addTaskSchema.safeParse({ id, name: 'x', userId: id }).success).toBe(false)
  })

  test.each([
    { scene: '../etc' },
    { soundMix: { rain: 1.5 } },
    { soundMix: Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`${'a'.repeat(index + 1)}`, 0])) },
    { focusMinutes: 0 },
    { longBreakEvery: 1 },
    { leaderboard: 'hidden' },
  ])('preferences %o are refused', (wrong) => {
    expect(preferencesSchema.safeParse(wrong).success).toBe(false)
  })
})
