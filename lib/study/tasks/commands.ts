import 'server-only'
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { tasks } from '@/db/schema'
import { AppError } from '@/lib/errors'
import { linkRunningTask } from '@/lib/study/session/commands'
import { getTimerState, type Student, type TimerState } from '@/lib/study/session/queries'
import { taskColumns, toTask } from './queries'
import { byPosition, maxOpenTasks, positionAtEnd, positionsAfterMove, type Task } from './rules'
import type { AddTaskInput, EditTaskInput } from './schemas'

type Person = Pick<Student, 'id'>

/**
 * Adds a task at the end of the list. `input.id` is made by the browser: sending the same one again adds nothing.
 * @throws AppError `conflict` when the list is full or the id is somebody else's.
 */
export async function addTask(person: Person, input: AddTaskInput, now: Date): Promise<Task> {
  return transaction(async (tx) => {
    const open = await openTasks(tx, person)
    if (open.length >= maxOpenTasks)
      throw new AppError('conflict', `A list holds ${maxOpenTasks} open tasks. Finish one first.`)
    await tx
      .insert(tasks)
      .values({ ...input, userId: person.id, position: positionAtEnd(open), createdAt: now })
      .onConflictDoNothing()
    return getTask(tx, person, input.id)
  })
}

/** Changes what the task says. @throws AppError `not-found` */
export async function editTask(person: Person, { id, ...change }: EditTaskInput): Promise<Task> {
  return transaction((tx) => update(tx, person, id, change))
}

/** Ticks a task off, or opens it again. A finished task is not the active one. @throws AppError `not-found` */
export async function completeTask(person: Person, id: string, isDone: boolean, now: Date): Promise<Task> {
  return transaction(async (tx) => {
    const change = isDone ? { completedAt: now, activatedAt: null } : { completedAt: null }
    return update(tx, person, id, change)
  })
}

/** Takes a task off the list; `restoreTask` brings it back for a month. Sessions keep their link. @throws AppError `not-found` */
export async function deleteTask(person: Person, id: string, now: Date): Promise<void> {
  await transaction((tx) => update(tx, person, id, { deletedAt: now, activatedAt: null }))
}

/** Undoes `deleteTask`. @throws AppError `not-found` */
export async function restoreTask(person: Person, id: string): Promise<Task> {
  return transaction(async (tx) => {
    await tx
      .update(tasks)
      .set({ deletedAt: null })
      .where(and(eq(tasks.id, id), eq(tasks.userId, person.id)))
    return getTask(tx, person, id)
  })
}

/** Moves a task right behind another, or to the top when `afterId` is null. Answers the new positions by id. */
export async function moveTask(person: Person, id: string, afterId: string | null): Promise<Record<string, string>> {
  return transaction(async (tx) => {
    const open = await openTasks(tx, person)
    if (!open.some((task) => task.id === id)) throw new AppError('not-found')
    const positions = positionsAfterMove(open, id, afterId)
    for (const [taskId, position] of positions) await update(tx, person, taskId, { position })
    return Object.fromEntries(positions)
  })
}

/**
 * Picks the task to work on, or puts it down (null); the session under way follows, so its state comes back.
 * @throws AppError `not-found`
 */
export async function pickTask(person: Student, id: string | null, now: Date): Promise<TimerState> {
  return transaction(async (tx) => {
    if (id) await update(tx, person, id, { activatedAt: now }, isNull(tasks.completedAt))
    else
      await tx
        .update(tasks)
        .set({ activatedAt: null })
        .where(and(eq(tasks.userId, person.id), isNotNull(tasks.activatedAt)))
    await linkRunningTask(tx, person, id)
    return getTimerState(tx, person, now)
  })
}

type Change = Partial<Omit<typeof tasks.$inferInsert, 'id' | 'userId'>>

async function update(
  tx: Tx,
  person: Person,
  id: string,
  change: Change,
  only = isNull(tasks.deletedAt),
): Promise<Task> {
  const [row] = await tx
    .update(tasks)
    .set(change)
    .where(and(eq(tasks.id, id), eq(tasks.userId, person.id), isNull(tasks.deletedAt), only))
    .returning(taskColumns)
  if (!row) throw new AppError('not-found', 'That task is no longer on your list.')
  return toTask(row)
}

async function getTask(tx: Tx, person: Person, id: string): Promise<Task> {
  const [row] = await tx
    .select(taskColumns)
    .from(tasks)
    .where(and(eq(tasks.id, id), eq(tasks.userId, person.id), isNull(tasks.deletedAt)))
  if (!row) throw new AppError('not-found', 'That task is no longer on your list.')
  return toTask(row)
}

async function openTasks(tx: Tx, person: Person) {
  const rows = await tx
    .select({ id: tasks.id, position: tasks.position })
    .from(tasks)
    .where(and(eq(tasks.userId, person.id), isNull(tasks.deletedAt), isNull(tasks.completedAt)))
  return rows.sort(byPosition)
}
