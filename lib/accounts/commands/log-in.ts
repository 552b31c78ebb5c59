import 'server-only'
import { eq } from 'drizzle-orm'
import { db, transaction } from '@/db/client'
import { secondFactors, users } from '@/db/schema'
import { AppError } from '@/lib/errors'
import { hashSecret, newId } from '@/lib/ids'
import { takeFromLimit } from '@/lib/rate-limit'
import type { RequestInfo } from '@/lib/request'
import type { KnownDevice } from '../cookies'
import { traceLogIn } from '../log-in-trace'
import { hashPassword, isPassword, needsRehash } from '../passwords'
import { emailKey, isEmailLike, usernameKey } from '../rules'
import { chargesFor, nameOf, refund } from './failed-log-ins'
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
  const charges = chargesFor(attempt, found?.id ?? null)
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
