import { cronRoute } from '@/lib/cron'
import { purgeOldRows } from '@/lib/retention'

export const dynamic = 'force-dynamic'

/** Once in a while: deletes what has been kept for long enough. Nothing depends on how often. */
export const GET = cronRoute({ purged: purgeOldRows })
