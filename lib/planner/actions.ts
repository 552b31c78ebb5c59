'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { absoluteUrl } from '@/lib/absolute-url'
import { action, formAction } from '@/lib/action'
import { routes } from '@/lib/routes'
import { minuteMs } from '@/lib/time'
import { endCalendarFeed, removePlan, replaceCalendarFeed, restorePlan, savePlan, tickPlan } from './commands'
import { planIdSchema, restorePlanSchema, savePlanSchema, tickPlanSchema } from './schemas'

const limit = { name: 'planner.write', times: 120, windowMs: 10 * minuteMs }
const feedLimit = { name: 'planner.feed', times: 20, windowMs: 60 * minuteMs }

export const savePlanAction = formAction(
  { name: 'planner.savePlan', access: 'viewer', input: savePlanSchema, limit },
  async (input, { viewer, now }) => {
    const saved = await savePlan(viewer, input, now)
    revalidatePath(routes.planner())
    return saved
  },
)

export const removePlanAction = action(
  { name: 'planner.removePlan', access: 'viewer', input: planIdSchema, limit },
  async ({ id }, { viewer }) => {
    await removePlan(viewer, id)
    revalidatePath(routes.planner())
  },
)

export const restorePlanAction = action(
  { name: 'planner.restorePlan', access: 'viewer', input: restorePlanSchema, limit },
  async (input, { viewer, now }) => {
    await restorePlan(viewer, input, now)
    revalidatePath(routes.planner())
  },
)

export const tickPlanAction = action(
  { name: 'planner.tickPlan', access: 'viewer', input: tickPlanSchema, limit },
  async (input, { viewer, now }) => {
    const awarded = await tickPlan(viewer, input, now)
    revalidatePath(routes.planner())
    return awarded
  },
)

export const replaceCalendarFeedAction = action(
  { name: 'planner.replaceCalendarFeed', access: 'viewer', input: z.object({}), limit: feedLimit },
  async (_, { viewer, now }) => {
    const { secret } = await replaceCalendarFeed(viewer, now)
    return { url: absoluteUrl(routes.calendarFeed(secret)) }
  },
)

export const endCalendarFeedAction = action(
  { name: 'planner.endCalendarFeed', access: 'viewer', input: z.object({}), limit: feedLimit },
  async (_, { viewer }) => {
    await endCalendarFeed(viewer)
    revalidatePath(routes.planner())
  },
)
