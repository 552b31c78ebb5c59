import { unstable_isUnrecognizedActionError } from 'next/navigation'
import { type ActionResult, noAnswer } from '@/lib/form-state'
import { Refused } from './call-server'

/** A call that came to nothing, and what a person reads about it. */
export type Failure = Exclude<ActionResult<unknown>, { ok: true }>

/** What a person reads when the page is older than the server. */
export const newVersion = 'VirtualCafe has been updated. Reload the page, then try again.'

const stale: Failure = { ok: false, code: 'unavailable', message: newVersion, fields: {}, isStale: true }
const unanswered: Failure = { ok: false, code: 'unavailable', message: noAnswer, fields: {}, isOffline: true }

/**
 * What was thrown by a call of a server action or of {@link callServer}, as a result like any other: the server's own
 * refusal, a server that was updated and no longer knows the action (which no second try will change), or no answer of
 * ours at all: no network, a gateway that gave up.
 */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Refused) {
    const { code, message, retryAfterS } = thrown
    return { ok: false, code, message, fields: {}, ...(retryAfterS !== undefined && { retryAfterS }) }
  }
  return unstable_isUnrecognizedActionError(thrown) ? stale : unanswered
}
