'use server'

import type { z } from 'zod'
import { action } from '@/lib/action'
import { announced } from '@/lib/study/announce'
import { minuteMs } from '@/lib/time'
import { finishSession, pauseSession, resumeSession, startSession } from './commands'
import {
  type FinishSessionInput,
  finishSessionSchema,
  type SeenSession,
  type StartSessionInput,
  seenSessionSchema,
  startSessionSchema,
} from './schemas'

/** Generous for hands, tight for scripts. */
const limit = { name: 'study.timer', times: 60, windowMs: minuteMs }

const timer = <Schema extends z.ZodType>(name: string, input: Schema) =>
  ({ name: `study.${name}`, access: 'viewer', input, limit }) as const

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
