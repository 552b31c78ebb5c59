/** What the settings of the study desk send. Server only in effect: zod probes `eval`, which our policy forbids. */
import { z } from 'zod'
import { roundLimits } from '@/lib/study/session/rules'
import { sessionMinutes as minutes } from '@/lib/study/session/schemas'
import { socketId } from '@/lib/text-schemas'

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
