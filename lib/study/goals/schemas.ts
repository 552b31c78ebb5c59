/** What the forms about goals and the leaderboard send. Server only in effect: zod probes `eval`, which our policy forbids. */
import { z } from 'zod'
import { isReservedName } from '@/lib/accounts/rules'
import { visibleCharacters } from '@/lib/text'
import { line } from '@/lib/text-schemas'
import { goalLimits } from './limits'

/** A whole number in a form field; an empty one means "no goal", which is kept as 0. */
const amount = ({ min, max }: { min: number; max: number }, what: string) =>
  z
    .string()
    .trim()
    .transform((typed, context) => {
      if (typed === '') return 0
      const number = Number(typed)
      if (/^\d+$/.test(typed) && number >= min && number <= max) return number
      context.addIssue({ code: 'custom', message: `${what} between ${min} and ${max}, or leave it empty.` })
      return z.NEVER
    })

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
type RestField = `rest${(typeof weekdays)[number]}`
const tick = z.literal('on').optional()
const restFields: Record<RestField, typeof tick> = {
  rest1: tick,
  rest2: tick,
  rest3: tick,
  rest4: tick,
  rest5: tick,
  rest6: tick,
  rest7: tick,
}

/** The three goals; each may be left empty. */
export const setGoalsSchema = z.object({
  weeklyHours: amount(goalLimits.weeklyHours, 'Hours'),
  dailyMinutes: amount(goalLimits.dailyMinutes, 'Minutes'),
  weeklySessions: amount(goalLimits.weeklySessions, 'Sessions'),
})
export type SetGoalsInput = z.output<typeof setGoalsSchema>

/** A tick a weekday, `rest1` (Monday) to `rest7`. At least one day must be left to study on. */
export const setRestDaysSchema = z
  .object(restFields)
  .transform((ticks) => ({ weekdays: weekdays.filter((weekday) => ticks[`rest${weekday}`] === 'on') }))
  .refine(({ weekdays: chosen }) => chosen.length < 7, {
    path: ['rest7'],
    error: 'Leave at least one day for studying.',
  })
export type SetRestDaysInput = z.output<typeof setRestDaysSchema>

/** How the person wants to stand on leaderboards. */
export const setLeaderboardSchema = z
  .object({
    visibility: z.enum(['shown', 'alias', 'hidden'], 'Pick one.'),
    alias: line({ max: 30 })
      .pipe(z.string().regex(/^([\p{L}\p{N}][\p{L}\p{M}\p{N} ._'-]*)?$/u, 'Letters, digits and spaces, please.'))
      .refine((alias) => !isReservedName(alias), 'This name is reserved. Please choose another.')
      .default(''),
  })
  .refine(({ visibility, alias }) => visibility !== 'alias' || visibleCharacters(alias) >= 2, {
    path: ['alias'],
    error: 'An alias needs at least 2 characters.',
  })
export type SetLeaderboardInput = z.output<typeof setLeaderboardSchema>
