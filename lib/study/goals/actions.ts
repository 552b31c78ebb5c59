'use server'

import { revalidatePath } from 'next/cache'
import { formAction } from '@/lib/action'
import { routes } from '@/lib/routes'
import { minuteMs } from '@/lib/time'
import { setGoals, setRestDays } from './commands'
import { setGoalsSchema, setRestDaysSchema } from './schemas'

const limit = { name: 'study.goals', times: 40, windowMs: 10 * minuteMs }

export const setGoalsAction = formAction(
  { name: 'study.setGoals', access: 'viewer', input: setGoalsSchema, limit },
  async (input, { viewer, now }) => {
    await setGoals(viewer, input, now)
    revalidatePath(routes.goals)
  },
)

export const setRestDaysAction = formAction(
  { name: 'study.setRestDays', access: 'viewer', input: setRestDaysSchema, limit },
  async (input, { viewer, now }) => {
    await setRestDays(viewer, input, now)
    revalidatePath(routes.goals)
  },
)
