import { beforeEach, expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import { tasks } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { newId } from '@/lib/ids'
import { changePreferences } from '@/lib/study/preferences/commands'
import { readPreferences } from '@/lib/study/preferences/queries'
import { getStudyDesk } from '@/lib/study/session/queries'
import { createPerson, viewerOf } from '@/lib/testing/people'
import { after } from '@/lib/time'
import { addTask, completeTask, deleteTask, editTask, moveTask, pickTask, restoreTask } from './commands'
import { listTasks } from './queries'
import { activeTaskOf, maxOpenTasks } from './rules'

const now = new Date('2026-11-23T18:00:00Z')
let person: Viewer

beforeEach(async () => {
  person = await viewerOf(await createPerson())
})

const add = (name: string) => addTask(person, { id: newId(), name }, now)
const names = async () => (await listTasks(db, person, now)).map((task) => task.name)

async function three() {
  return [await add('a'), await add('b'), await add('c')] as const
}

test('tasks stand in the order they were added; the same id again adds nothing', async () => {
  const [first] = await three()
  await addTask(person, { id: first.id, name: 'again' }, now)
  expect(await names()).toEqual(['a', 'b', 'c'])
})

test('moving to the top, the middle and the end lasts', async () => {
  const [a, b, c] = await three()
  await moveTask(person, c.id, null)
  expect(await names()).toEqual(['c', 'a', 'b'])
  await moveTask(person, c.id, a.id)
  expect(await names()).toEqual(['a', 'c', 'b'])
  await moveTask(person, a.id, b.id)
  expect(await names()).toEqual(['c', 'b', 'a'])
})

test('two moves into the same gap at once leave a list that can still be ordered', async () => {
  const [a, b, c] = await three()
  await Promise.all([moveTask(person, c.id, a.id), moveTask(person, b.id, a.id)])
  await moveTask(person, a.id, b.id)
  await moveTask(person, c.id, null)
  expect(await names()).toEqual(['c', 'b', 'a'])
})

test('forty moves to the top keep the order in both dialects', async () => {
  const made = []
  for (let index = 0; index < 12; index++) made.push(await add(String(index)))
  for (let round = 0; round < 40; round++) await moveTask(person, made[round % 12]?.id ?? '', null)
  expect(await names()).toEqual(['3', '2', '1', '0', '11', '10', '9', '8', '7', '6', '5', '4'])
})

test('editing keeps what it is told, completing moves it down, opening it again brings it back', async () => {
  const [a] = await three()
  const details = { notes: 'p. 40-55', priority: 'high', dueDay: '2026-11-30', estimatePomodoros: 3 } as const
  expect(await editTask(person, { id: a.id, name: 'A', ...details })).toMatchObject({ name: 'A', ...details })
  await completeTask(person, a.id, true, now)
  expect(await names()).toEqual(['b', 'c', 'A'])
  await completeTask(person, a.id, false, now)
  expect(await names()).toEqual(['A', 'b', 'c'])
})

test('a deleted task comes back whole', async () => {
  const [, b] = await three()
  await deleteTask(person, b.id, now)
  expect(await names()).toEqual(['a', 'c'])
  await expect(editTask(person, { ...b, notes: '', priority: 'low' })).rejects.toMatchObject({ code: 'not-found' })
  await restoreTask(person, b.id)
  expect(await names()).toEqual(['a', 'b', 'c'])
})

test('one task is active: the one picked last; done, deleted or put down it is not', async () => {
  const [a, b] = await three()
  const active = async () => activeTaskOf(await listTasks(db, person, now))?.name
  await pickTask(person, a.id, now)
  await pickTask(person, b.id, after(now, 1))
  expect(await active()).toBe('b')
  await completeTask(person, b.id, true, now)
  expect(await active()).toBe('a')
  await pickTask(person, null, now)
  expect(await active()).toBeUndefined()
  await expect(pickTask(person, b.id, now)).rejects.toMatchObject({ code: 'not-found' })
})

test("another person's task looks like none to every command", async () => {
  const [a] = await three()
  const other = await viewerOf(await createPerson())
  const attempts = [
    () => editTask(other, { ...a, notes: 'x' }),
    () => completeTask(other, a.id, true, now),
    () => deleteTask(other, a.id, now),
    () => restoreTask(other, a.id),
    () => moveTask(other, a.id, null),
    () => pickTask(other, a.id, now),
    () => addTask(other, { id: a.id, name: 'mine now' }, now),
  ]
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not-found' })
  expect((await listTasks(db, person, now))[0]).toEqual(a)
  expect(await listTasks(db, other, now)).toEqual([])
})

test('a list has an end', async () => {
  const rows = Array.from({ length: maxOpenTasks }, (_, index) => ({
    id: newId(),
    userId: person.id,
    name: `task ${index}`,
    position: `a${index}`,
    createdAt: now,
  }))
  await transaction((tx) => tx.insert(tasks).values(rows))
  await expect(add('one too many')).rejects.toMatchObject({ code: 'conflict' })
})

test('preferences: what is named changes, the rest stays, and the room opens with it', async () => {
  await changePreferences(person, { scene: 'ocean', soundMix: { rain: 0.4 } }, now)
  await changePreferences(person, { focusMinutes: 50 }, now)
  expect(await readPreferences(db, person.id)).toMatchObject({
    scene: 'ocean',
    soundMix: { rain: 0.4 },
    focusMinutes: 50,
    breakMinutes: 5,
  })
  const room = await getStudyDesk(person, now)
  expect(room.preferences.scene).toBe('ocean')
  expect(room.numbers).toEqual({ todayMinutes: 0, streakDays: 0, totalXp: 0, level: 1 })
})
