import { cronRoute } from '@/lib/cron'
import { purgeDeletedTasks } from '@/lib/study/tasks/purge'

export const dynamic = 'force-dynamic'

/** Once in a while: forgets tasks that were deleted long ago. Nothing depends on how often. */
export const GET = cronRoute({ forgotten: purgeDeletedTasks })
