/** What the timer sends. Server only in effect: zod probes `eval`, which our policy forbids. */
import { z } from 'zod'
import { rowId as id, maxInteger, socketId } from '@/lib/text-schemas'
import { endings, minutesLimits } from './rules'

/** The length of a session. */
export const sessionMinutes = z
  .number('Enter a number of minutes.')
  .int('Whole minutes, please.')
  .min(minutesLimits.min, `At least ${minutesLimits.min} minute.`)
  .max(minutesLimits.max, `At most ${minutesLimits.max} minutes.`)

/** What to start. Minutes of a flow are not looked at. */
export const startSessionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('focus'), plannedMinutes: sessionMinutes, taskId: id.nullable(), socketId }),
  z.strictObject({ kind: z.literal('break'), plannedMinutes: sessionMinutes, taskId: z.null(), socketId }),
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
