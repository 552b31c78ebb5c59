import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import type { Env } from '../env'
import { hashSecret } from '../ids'

/** How `lib/http-server-guard.ts` tells the pages that a request came to this machine directly; what browsers send is removed. */
export const directHeader = 'x-virtualcafe-direct'

/** Remembers that this browser came with the key. Two cafes on one machine share their cookies, so the port is in it. */
export const outboxCookie = {
  name: (env: Env) => `virtualcafe-outbox-${env.appUrl.port || '80'}`,
  /** Made from the key, so that a new key closes the outbox to old cookies. */
  value: (env: Env) => hashSecret(`outbox:${env.outboxKey}`),
  maxAgeS: 30 * 24 * 60 * 60,
}

/** Is there an outbox that people may read? Mail stays on this machine in local mode without a provider. */
export const isOutboxHere = (env: Env): boolean => env.isLocal && env.mail.via === 'outbox'

/** Is this the key of the outbox? Never, when there is none. Compared in constant time. */
export function isOutboxKey(sent: string, env: Env): boolean {
  return isOutboxHere(env) && env.outboxKey !== null && isSame(sent, env.outboxKey)
}

/** Is this the value of the cookie that the key gave? */
export function isOutboxCookie(sent: string, env: Env): boolean {
  return isOutboxHere(env) && env.outboxKey !== null && isSame(sent, outboxCookie.value(env))
}

/** By hash, so that lengths match. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(one)), Buffer.from(hashSecret(other)))
}
