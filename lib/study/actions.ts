'use server'

import type { z } from 'zod'
import { action } from '@/lib/action'
import { minuteMs } from '@/lib/time'
import { announced } from './announce'
import { changePreferences, type StudyPreferences } from './preferences'
import {
  type AddTaskInput,
  addTaskSchema,
  completeTaskSchema,
  type EditTaskInput,
  editTaskSchema,
  type FinishSessionInput,
  finishSessionSchema,
  moveTaskSchema,
  pickTaskSchema,
  preferencesSchema,
  type SeenSession,
  type StartSessionInput,
  seenSessionSchema,
  startSessionSchema,
  taskIdSchema,
} from './schemas'
import { finishSession, pauseSession, resumeSession, startSession } from './session/commands'
import { addTask, completeTask, deleteTask, editTask, moveTask, pickTask, restoreTask } from './tasks/commands'

/** Generous for hands, tight for scripts. */
const timerLimit = { name: 'study.timer', times: 60, windowMs: minuteMs }
const taskLimit = { name: 'study.tasks', times: 120, windowMs: minuteMs }
const preferencesLimit = { name: 'study.preferences', times: 120, windowMs: minuteMs }

const timer = <Schema extends z.ZodType>(name: string, input: Schema) =>
  ({ name: `study.${name}`, access: 'viewer', input, limit: timerLimit }) as const
const task = <Schema extends z.ZodType>(name: string, input: Schema) =>
  ({ name: `tasks.${name}`, access: 'viewer', input, limit: taskLimit }) as const

export const startSessionAction = action(
  timer('start', startSessionSchema),
  announced((input: StartSessionInput, { viewer, now }) => startSession(viewer, input, now)),
)
export const pauseSessionAction = action(
  timer('pause', seenSessionSchema),
  announced((input: SeenSession, { viewer, now }) => pauseSession(viewer, input, now)),
)
export const resumeSessionAction = action(
  timer('resume', seenSessionSchema),
  announced((input: SeenSession, { viewer, now }) => resumeSession(viewer, input, now)),
)
export const finishSessionAction = action(
  timer('finish', finishSessionSchema),
  announced((input: FinishSessionInput, { viewer, now }) => finishSession(viewer, input, now)),
)

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

export const changePreferencesAction = action(
  { name: 'study.preferences', access: 'viewer', input: preferencesSchema, limit: preferencesLimit },
  announced((input: Partial<StudyPreferences>, { viewer, now }) => changePreferences(viewer, input, now)),
)
