/** What the planner's forms send, as the server checks it: zod stays out of the browser. */
import { z } from 'zod'
import { isDay } from '@/lib/calendar/study-day'
import { rowId as id, line, paragraphs } from '@/lib/text-schemas'
import { categories, planLimits, reminders } from './rules'

/** A planned session. `id` is empty for a new one. Date and time are read on the person's own wall clock. */
export const savePlanSchema = z.object({
  id: z.union([id, z.literal('')]).default(''),
  title: line({ max: planLimits.title, empty: 'Give it a name, such as "Linear algebra, chapter 3".' }),
  category: z.enum(categories, 'Pick a category.'),
  date: z.string().refine(isDay, 'Pick a date.'),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Pick a time, such as 14:30.'),
  minutes: z.coerce
    .number('How many minutes?')
    .int('Whole minutes, please.')
    .min(planLimits.minutes.min, `At least ${planLimits.minutes.min} minutes.`)
    .max(planLimits.minutes.max, `At most ${planLimits.minutes.max} minutes.`),
  notes: paragraphs({ max: planLimits.notes }).default(''),
  remind: z
    .union([z.literal(''), z.enum(reminders.map(String) as [string, ...string[]])], 'Pick one.')
    .default('')
    .transform((minutes) => (minutes === '' ? null : Number(minutes))),
})
export type SavePlanInput = z.output<typeof savePlanSchema>

/**
 * A deleted plan that shall come back as it was: under its own id, at its own instant (a clock may read the same time
 * twice), done if it was.
 */
export const restorePlanSchema = savePlanSchema
  .omit({ date: true, time: true })
  .extend({ id, isDone: z.boolean(), startsAt: z.iso.datetime().transform((text) => new Date(text)) })
export type RestorePlanInput = z.output<typeof restorePlanSchema>

export const planIdSchema = z.object({ id })
export const tickPlanSchema = z.object({ id, isDone: z.boolean() })
