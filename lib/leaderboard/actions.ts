'use server'

import { revalidatePath } from 'next/cache'
import { formAction } from '@/lib/action'
import { routes } from '@/lib/routes'
import { minuteMs } from '@/lib/time'
import { setLeaderboard } from './commands'
import { setLeaderboardSchema } from './schemas'

const limit = { name: 'leaderboard', times: 40, windowMs: 10 * minuteMs }

export const setLeaderboardAction = formAction(
  { name: 'leaderboard.set', access: 'viewer', input: setLeaderboardSchema, limit },
  async (input, { viewer, now }) => {
    await setLeaderboard(viewer, input, now)
    revalidatePath(routes.leaderboard())
  },
)
