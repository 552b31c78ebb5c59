/** What the task list sends. Server only in effect: zod probes `eval`, which our policy forbids. */
import { z } from 'zod'
import { isDay } from '@/lib/calendar/study-day'
import { rowId as id, line, paragraphs, socketId } from '@/lib/text-schemas'
import { priorities, taskLimits } from './rules'

const name = line({ max: taskLimits.name, empty: 'Give the task a name.' })
const details = {
  notes: paragraphs({ max: taskLimits.notes }),
  priority: z.enum(priorities),
  dueDay: z.string('Pick a date.').refine(isDay, 'Pick a date between 1900 and 2099.').nullable(),
  estimatePomodoros: z
    .number()
    .int()
    .min(1, 'At least 1.')
    .max(taskLimits.estimate, `At most ${taskLimits.estimate}.`)
    .nullable(),
}

export const addTaskSchema = z.strictObject({ id, name, socketId })
export type AddTaskInput = z.infer<typeof addTaskSchema>

export const editTaskSchema = z.strictObject({ id, name, ...details, socketId })
export type EditTaskInput = z.infer<typeof editTaskSchema>

export const taskIdSchema = z.strictObject({ id, socketId })
export const completeTaskSchema = z.strictObject({ id, isDone: z.boolean(), socketId })
export const moveTaskSchema = z.strictObject({ id, afterId: id.nullable(), socketId })
export const pickTaskSchema = z.strictObject({ id: id.nullable(), socketId })
