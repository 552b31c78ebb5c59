import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { tasks } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { newId } from '@/lib/ids'
import { createPerson, viewerOf } from '@/lib/testing/people'
import { study } from '@/lib/testing/study'
import { after, minuteMs } from '@/lib/time'
import { addTask, deleteTask, editTask, restoreTask } from './commands'
import { purgeDeletedTasks, undoMs } from './purge'
import { listTasks } from './queries'

const now = new Date('2026-11-23T18:00:00Z')
let person: Viewer

beforeEach(async () => {
  person = await viewerOf(await createPerson())
})

async function add(name: string) {
  const task = await addTask(person, { id: newId(), name }, now)
  const details = { notes: `about ${name}`, priority: 'normal', dueDay: null, estimatePomodoros: null } as const
  return editTask(person, { id: task.id, name, ...details })
}
const find = async (id: string) => (await db.select().from(tasks).where(eq(tasks.id, id)))[0]

test('a deleted task can be brought back for a month, and is gone after it; the others stay', async () => {
  const [gone, kept] = [await add('gone'), await add('kept')]
  await deleteTask(person, gone.id, now)
  await purgeDeletedTasks(after(now, undoMs - minuteMs))
  await restoreTask(person, gone.id)
  expect((await listTasks(db, person, now)).map(({ name }) => name)).toEqual(['gone', 'kept'])

  await deleteTask(person, gone.id, now)
  expect(await purgeDeletedTasks(after(now, undoMs + minuteMs))).toBeGreaterThan(0)
  expect(await find(gone.id)).toBeUndefined()
  expect(await find(kept.id)).toMatchObject({ notes: 'about kept' })
  await expect(restoreTask(person, gone.id)).rejects.toMatchObject({ code: 'not-found' })
})

test('a task that was studied for keeps its name in the record, and loses its notes, once', async () => {
  const studied = await add('thesis')
  await study({ userId: person.id, startedAt: now, taskId: studied.id })
  await deleteTask(person, studied.id, now)
  const later = after(now, undoMs + minuteMs)
  await purgeDeletedTasks(later)
  expect(await find(studied.id)).toMatchObject({ name: 'thesis', notes: '' })
  expect(await purgeDeletedTasks(later)).toBe(0)
})
