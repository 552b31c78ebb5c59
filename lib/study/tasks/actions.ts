'use server'

import type { z } from 'zod'
import { action } from '@/lib/action'
import { announced } from '@/lib/study/announce'
import { minuteMs } from '@/lib/time'
import { addTask, completeTask, deleteTask, editTask, moveTask, pickTask, restoreTask } from './commands'
import {
  type AddTaskInput,
  addTaskSchema,
  completeTaskSchema,
  type EditTaskInput,
  editTaskSchema,
  moveTaskSchema,
  pickTaskSchema,
  taskIdSchema,
} from './schemas'

const limit = { name: 'study.tasks', times: 120, windowMs: minuteMs }

const task = <Schema extends z.ZodType>(name: string, input: Schema) =>
  ({ name: `tasks.${name}`, access: 'viewer', input, limit }) as const

export const addTaskAction = action(
  task('add', addTaskSchema),
  announced((input: AddTaskInput, { viewer, now }) => addTask(viewer, input, now)),
)
export const editTaskAction = action(
  task('edit', editTaskSchema),
  announced((input: EditTaskInput, { viewer }) => editTask(viewer, input)),
)
export const completeTaskAction = action(
  task('complete', completeTaskSchema),
  announced((input: { id: string; isDone: boolean }, { viewer, now }) =>
    completeTask(viewer, input.id, input.isDone, now),
  ),
)
export const deleteTaskAction = action(
  task('delete', taskIdSchema),
  announced((input: { id: string }, { viewer, now }) => deleteTask(viewer, input.id, now)),
)
export const restoreTaskAction = action(
  task('restore', taskIdSchema),
  announced((input: { id: string }, { viewer }) => restoreTask(viewer, input.id)),
)
export const moveTaskAction = action(
  task('move', moveTaskSchema),
  announced((input: { id: string; afterId: string | null }, { viewer }) => moveTask(viewer, input.id, input.afterId)),
)
export const pickTaskAction = action(
  task('pick', pickTaskSchema),
  announced((input: { id: string | null }, { viewer, now }) => pickTask(viewer, input.id, now)),
)
