import 'server-only'
import { placeOf } from '@/lib/address'
import { toAppError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { RequestInfo } from '@/lib/request'

/** By what somebody proved, or tried to prove, who they are. */
type Way = 'password' | 'code' | 'google' | 'github'

type Attempt = {
  way: Way
  /** The account's id; null when it is not known (yet). */
  account: string | null
  /** Tells tries for one unknown name from those for another, without what was typed: it may be a password. */
  reference?: string
  request: RequestInfo
}

/**
 * Runs one step of a log-in and leaves a line in the log: whose account, from where, how it ended. An attack can be traced
 * by it, and so can its success.
 */
export async function traceLogIn<Outcome extends { step?: string; userId: string }>(
  { request, ...attempt }: Attempt,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const place = placeOf(request.address)
  try {
    const outcome = await work()
    const event = outcome.step === 'second-factor' ? 'log-in.half' : 'log-in.done'
    log.info(event, { ...attempt, account: outcome.userId, place })
    return outcome
  } catch (thrown) {
    log.info('log-in.failed', { ...attempt, place, reason: toAppError(thrown).code })
    throw thrown
  }
}
