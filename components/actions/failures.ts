import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import type { ErrorCode } from '@/lib/errors'
import { noAnswer } from '@/lib/form-state'

type Failure = { code: ErrorCode; message: string; fields: Record<string, string>; isStale?: true }

/** What a person reads when the page is older than the server. */
export const newVersion = 'VirtualCafe has been updated. Reload the page, then try again.'

const stale: Failure = { code: 'unavailable', message: newVersion, fields: {}, isStale: true }

/**
 * What a person reads when a call of a server action came back with no answer of ours: no network, a gateway that gave
 * up, or a server that no longer knows the action because it was updated.
 * @throws what Next throws to steer (a redirect, a missing page): that is an answer.
 */
export function failureOf(thrown: unknown): Failure {
  unstable_rethrow(thrown)
  if (unstable_isUnrecognizedActionError(thrown)) return stale
  return { code: 'unavailable', message: noAnswer, fields: {} }
}

/**
 * For stores, which try again when the network is back: the answer of a server that was updated and no longer knows the
 * action, which no second try will change; null when nothing answered.
 */
export function staleOrNull(thrown: unknown): ({ ok: false } & Failure) | null {
  return unstable_isUnrecognizedActionError(thrown) ? { ok: false, ...stale } : null
}
