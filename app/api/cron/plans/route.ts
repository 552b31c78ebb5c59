import { cronRoute } from '@/lib/cron'
import { remindOfPlans } from '@/lib/planner/reminders'

export const dynamic = 'force-dynamic'

/** Every minute: reminds people of what they planned. Safe to run twice at once. */
export const GET = cronRoute({ reminded: remindOfPlans })
