import { z } from 'zod'
import { isDay } from '@/lib/calendar/study-day'
import { rowId as id, line, maxInteger, paragraphs, socketId } from '@/lib/text-schemas'
import { endings, minutesLimits, roundLimits } from './session/pomodoro'
import { priorities, taskLimits } from './tasks/rules'

const minutes = z
  .number('Enter a number of minutes.')
  .int('Whole minutes, please.')
  .min(minutesLimits.min, `At least ${minutesLimits.min} minute.`)
  .max(minutesLimits.max, `At most ${minutesLimits.max} minutes.`)

export type FromSocket = { socketId?: string | undefined }

/** What to start. Minutes of a flow are not looked at. */
export const startSessionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('focus'), plannedMinutes: minutes, taskId: id.nullable(), socketId }),
  z.strictObject({ kind: z.literal('break'), plannedMinutes: minutes, taskId: z.null(), socketId }),
  z.strictObject({ kind: z.literal('flow'), plannedMinutes: z.null(), taskId: id.nullable(), socketId }),
])
export type StartSessionInput = z.infer<typeof startSessionSchema>

/** The session as the browser saw it: a command about anything else does nothing. */
export const seenSessionSchema = z.strictObject({ id, version: z.number().int().min(1).max(maxInteger), socketId })
export type SeenSession = z.infer<typeof seenSessionSchema>

/** There is no field for minutes earned: only the server's clock knows them. `atMostMinutes` can only take away. */
export const finishSessionSchema = seenSessionSchema.extend({
  ending: z.enum(endings),
  atMostMinutes: z.number().int().min(1).max(maxInteger).optional(),
})
export type FinishSessionInput = z.infer<typeof finishSessionSchema>

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

const volume = z.number().min(0).max(1)

/** Any part of the study preferences. Ids of scenes and sounds are only bounded here: an unknown one falls back. */
export const preferencesSchema = z
  .strictObject({
    scene: z.string().regex(/^[a-z-]{1,40}$/),
    soundMix: z
      .record(z.string().regex(/^[a-z-]{1,40}$/), volume)
      .refine((mix) => Object.keys(mix).length <= 32, 'Too many sounds.'),
    focusMinutes: minutes,
    breakMinutes: minutes,
    longBreakMinutes: minutes,
    longBreakEvery: z
      .number()
      .int()
      .min(roundLimits.min, `At least ${roundLimits.min}.`)
      .max(roundLimits.max, `At most ${roundLimits.max}.`),
    customMinutes: minutes,
    autoStartBreaks: z.boolean(),
    autoStartFocus: z.boolean(),
    endSound: z.boolean(),
    notifyAtEnd: z.boolean(),
    keepAwake: z.boolean(),
    fadesAway: z.boolean(),
    shortcuts: z.boolean(),
    socketId,
  })
  .partial()
