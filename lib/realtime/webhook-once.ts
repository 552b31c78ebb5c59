import 'server-only'
import { AppError } from '@/lib/errors'
import { type RateLimit, refundLimit, takeFromLimit } from '@/lib/rate-limit'
import { hourMs } from '@/lib/time'

/** Longer than a webhook is fresh on either side of now (`readPresenceEvents`): what is forgotten here is refused there. */
const once: RateLimit = { name: 'webhook', times: 1, windowMs: hourMs }

/**
 * Does `work` for a webhook unless it was done before, by whichever process: Pusher's protocol gives webhooks no id, but the
 * signature stands for all that is in one, its `time_ms` included. Remembered where limits are, in one statement; the cron
 * route that forgets old limits forgets it too. When the work fails, the webhook may come again.
 * @param signature of a webhook whose signature was checked; a stranger would fill the table
 */
export async function handleOnce(signature: string, now: Date, work: () => Promise<void>): Promise<void> {
  if (!(await isFirst(signature, now))) return
  try {
    await work()
  } catch (thrown) {
    await refundLimit(once, signature)
    throw thrown
  }
}

async function isFirst(signature: string, now: Date): Promise<boolean> {
  try {
    await takeFromLimit(once, signature, now)
    return true
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'too-many') return false
    throw thrown
  }
}
