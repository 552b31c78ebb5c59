import 'server-only'
import { eq } from 'drizzle-orm'
import { db, transaction } from '@/db/client'
import { secondFactors, users } from '@/db/schema'
import { placeOf } from '@/lib/address'
import { AppError } from '@/lib/errors'
import { hashSecret, newId } from '@/lib/ids'
import { clearLimit, clearLimitsWithin, type RateLimit, refundLimit, takeFromLimit } from '@/lib/rate-limit'
import type { RequestInfo } from '@/lib/request'
import type { KnownDevice } from '../cookies'
import { limits } from '../limits'
import { traceLogIn } from '../log-in-trace'
import { hashPassword, isPassword, needsRehash } from '../passwords'
import { emailKey, isEmailLike, usernameKey } from '../rules'
import { startSession } from './sessions'

export type LogInAttempt = {
  identifier: string
  password: string
  request: RequestInfo
  /** The account this browser has logged in to before, if any. */
  device: KnownDevice | null
}

export type LoggedIn = { userId: string; sessionId: string; deviceId: string }

/** Signed in, or the password was right and the code is still to come. */
export type LogInOutcome = ({ step: 'done' } & LoggedIn) | { step: 'second-factor'; userId: string; proof: string }

type Credentials = { id: string; passwordHash: string | null; hasSecondFactor: boolean }

/** One way a wrong password is counted: which limit, and under which name. */
type RateLimitCharge = [RateLimit, string]

/**
 * Checks a name or address with its password and starts a session.
 * @throws AppError `invalid`, the same in words and time for an unknown person and a wrong password; `too-many`.
 */
export async function logIn(attempt: LogInAttempt, now: Date): Promise<LogInOutcome> {
  const found = await findCredentials(attempt.identifier)
  const reference = nameOf(attempt.identifier).slice(0, 12)
  const trace = { way: 'password', account: found?.id ?? null, reference, request: attempt.request } as const
  return traceLogIn(trace, () => checkPassword(attempt, found, now))
}

async function checkPassword(attempt: LogInAttempt, found: Credentials | null, now: Date): Promise<LogInOutcome> {
  const charges = chargesFor(attempt, found)
  // Paid before the try and given back after a good one, so that a thousand tries at once are counted too.
  for (const [limit, who] of charges) await takeFromLimit(limit, who, now)
  const isRight = await isPassword(found?.passwordHash ?? null, attempt.password)
  if (!found?.passwordHash || !isRight)
    throw new AppError('invalid', 'Invalid credentials. Check the name and the password, then try again.')
  await refund(charges)
  if (found.hasSecondFactor)
    return { step: 'second-factor', userId: found.id, proof: proofOf(found.id, found.passwordHash) }
  const passwordHash = needsRehash(found.passwordHash) ? await hashPassword(attempt.password) : undefined
  return { step: 'done', ...(await open(found.id, attempt, now, passwordHash)) }
}

/** Dies with the password: what waits for a code is worthless after a reset. */
export const proofOf = (userId: string, passwordHash: string | null): string =>
  hashSecret(`second-factor:${userId}:${passwordHash ?? ''}`)

/** Starts the session; a browser that was known keeps its name. */
async function open(
  userId: string,
  { request, device }: Pick<LogInAttempt, 'request' | 'device'>,
  now: Date,
  passwordHash?: string,
): Promise<LoggedIn> {
  const sessionId = await transaction(async (tx) => {
    if (passwordHash) await tx.update(users).set({ passwordHash }).where(eq(users.id, userId))
    return startSession(tx, userId, request, now)
  })
  return { userId, sessionId, deviceId: device?.userId === userId ? device.deviceId : newId() }
}

async function findCredentials(identifier: string): Promise<Credentials | null> {
  const isOwner = isEmailLike(identifier)
    ? eq(users.emailKey, emailKey(identifier))
    : eq(users.usernameKey, usernameKey(identifier))
  const [row] = await db
    .select({ id: users.id, passwordHash: users.passwordHash, secondFactorAt: secondFactors.enabledAt })
    .from(users)
    .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
    .where(isOwner)
  return row ? { id: row.id, passwordHash: row.passwordHash, hasSecondFactor: row.secondFactorAt !== null } : null
}

/**
 * What a wrong password costs. A browser that has logged in to this account before pays on its own account only, so
 * that strangers guessing never lock its owner out. Strangers pay per account and place, per account over all places
 * (a botnet), and per address. The name is taken as typed, known or not: a limit tells nothing about who exists.
 */
function chargesFor({ identifier, request, device }: LogInAttempt, found: Credentials | null): RateLimitCharge[] {
  const place = placeOf(request.address)
  const fromAddress: RateLimitCharge[] = place ? [[limits.logInFromAddress, place]] : []
  if (device && device.userId === found?.id)
    return [...fromAddress, [limits.logInFromDevice, `${found.id}:${device.deviceId}`]]
  const name = nameOf(identifier)
  return [...fromAddress, [limits.logInFromPlace, `${name}:${place ?? 'anywhere'}`], [limits.logInFromStrangers, name]]
}

/** A name or address in the log-in limits: as typed but for its case, and readable to nobody. */
const nameOf = (identifier: string): string =>
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
async function refund(charges: RateLimitCharge[]): Promise<void> {
  for (const [limit, who] of charges) {
    if (limit === limits.logInFromAddress || limit === limits.logInFromStrangers) await refundLimit(limit, who)
    else await clearLimit(limit, who)
  }
}
