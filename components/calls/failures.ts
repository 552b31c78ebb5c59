import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import type { ErrorCode } from '@/lib/errors'
import { noAnswer } from '@/lib/form-state'

type Failure = { code: ErrorCode; message: string; fields: Record<string, string> }

const newVersion = 'VirtualCafe was updated meanwhile. Reload the page, then try again.'

/**
 * What a person reads when a call of a server action came back with no answer of ours: no network, a gateway that gave
 * up, or a server that no longer knows the action because it was updated.
 * @throws what Next throws to steer (a redirect, a missing page): that is an answer.
 */
export function failureOf(thrown: unknown): Failure {
  unstable_rethrow(thrown)
  return {
    code: 'unavailable',
    message: unstable_isUnrecognizedActionError(thrown) ? newVersion : noAnswer,
    fields: {},
  }
}
