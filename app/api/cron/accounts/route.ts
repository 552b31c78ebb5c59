import { purgeExpired } from '@/lib/accounts/commands/sessions'
import { cronRoute } from '@/lib/cron'

export const dynamic = 'force-dynamic'

/** Once in a while: ends sessions that have run out. Nothing depends on how often. */
export const GET = cronRoute({ ended: purgeExpired })
