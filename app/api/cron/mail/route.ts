import { cronRoute } from '@/lib/cron'
import { deliverDueMails } from '@/lib/mail/deliver'

export const dynamic = 'force-dynamic'

/** Every minute: tries again what the mail provider did not take. Safe to run twice at once. */
export const GET = cronRoute({ sent: (now) => deliverDueMails(now) })
