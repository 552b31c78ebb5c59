import 'server-only'
import { placeOf } from '@/lib/address'
import { hashSecret } from '@/lib/ids'
import { clearLimit, clearLimitsWithin, type RateLimit, refundLimit } from '@/lib/rate-limit'
import type { RequestInfo } from '@/lib/request'
import type { KnownDevice } from '../cookies'
import { limits } from '../limits'
import { emailKey, isEmailLike, usernameKey } from '../rules'

type Attempt = { identifier: string; request: RequestInfo; device: KnownDevice | null }

/** One way a wrong password is counted: which limit, and under which name. */
type RateLimitCharge = [RateLimit, string]

/**
 * What a wrong password costs. A browser that has logged in to this account before pays on its own account only, so
 * that strangers guessing never lock its owner out. Strangers pay per account and place, per account over all places
 * (a botnet), and per address. The name is taken as typed, known or not: a limit tells nothing about who exists.
 * @param accountId whose account the name is; null when nobody has it
 */
export function chargesFor({ identifier, request, device }: Attempt, accountId: string | null): RateLimitCharge[] {
  const place = placeOf(request.address)
  const fromAddress: RateLimitCharge[] = place ? [[limits.logInFromAddress, place]] : []
  if (device && device.userId === accountId)
    return [...fromAddress, [limits.logInFromDevice, `${accountId}:${device.deviceId}`]]
  const name = nameOf(identifier)
  return [...fromAddress, [limits.logInFromPlace, `${name}:${place ?? 'anywhere'}`], [limits.logInFromStrangers, name]]
}

/** A name or address in the log-in limits: as typed but for its case, and readable to nobody. */
export const nameOf = (identifier: string): string =>
  hashSecret(isEmailLike(identifier) ? emailKey(identifier) : usernameKey(identifier))

/**
 * Forgets every wrong try that would hold back an account's owner, after they proved that it is theirs: for its name and
 * its address, from all places and browsers, at the second step, and on pages that ask for the password again.
 */
export async function clearFailedAttempts(account: { id: string; username: string; email: string }): Promise<void> {
  for (const name of [nameOf(account.username), nameOf(account.email)]) {
    await clearLimitsWithin(limits.logInFromPlace, name)
    await clearLimit(limits.logInFromStrangers, name)
  }
  await clearLimitsWithin(limits.logInFromDevice, account.id)
  for (const limit of [limits.secondFactor, limits.confirmPassword]) await clearLimit(limit, account.id)
}

/** After a right password: the account's own counters start anew, the shared one gets its use back. */
export async function refund(charges: RateLimitCharge[]): Promise<void> {
  for (const [limit, who] of charges) {
    if (limit === limits.logInFromAddress || limit === limits.logInFromStrangers) await refundLimit(limit, who)
    else await clearLimit(limit, who)
  }
}
