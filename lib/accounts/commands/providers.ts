import 'server-only'
import { and, eq } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { profiles, providerAccounts, secondFactors, users } from '@/db/schema'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import type { RequestInfo } from '@/lib/request'
import type { KnownDevice } from '../browser'
import { emailKey, usernameFrom } from '../rules'
import { createAccount } from './create-account'
import { type LogInOutcome, proofOf } from './log-in'
import { startSession } from './sessions'

export type ProviderProfile = {
  provider: 'google' | 'github'
  providerAccountId: string
  email: string | null
  /** Does the provider vouch that the address is theirs? */
  isEmailVerified: boolean
  name: string | null
}

/**
 * Logs in with Google or GitHub: the account that is tied to theirs; else the verified account with the same verified
 * address, which is tied from now on; else a new one. An unverified account is never taken over: whoever made it may not
 * own the address.
 * @throws AppError `unverified` when the provider does not vouch for the address, or our account is not verified yet.
 */
export async function logInWithProvider(
  theirs: ProviderProfile,
  { request, device }: { request: RequestInfo; device: KnownDevice | null },
  now: Date,
): Promise<LogInOutcome> {
  return transaction(async (tx) => {
    const userId = (await findTied(tx, theirs)) ?? (await tieOrCreate(tx, theirs, now))
    const [account] = await tx
      .select({ passwordHash: users.passwordHash, secondFactorAt: secondFactors.enabledAt })
      .from(users)
      .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
      .where(eq(users.id, userId))
    if (account?.secondFactorAt)
      return { step: 'second-factor', userId, proof: proofOf(userId, account.passwordHash) } as const
    const sessionId = await startSession(tx, userId, request, now)
    const deviceId = device?.userId === userId ? device.deviceId : newId()
    return { step: 'done', userId, sessionId, deviceId } as const
  })
}

async function findTied(tx: Tx, { provider, providerAccountId }: ProviderProfile): Promise<string | null> {
  const [tied] = await tx
    .select({ userId: providerAccounts.userId })
    .from(providerAccounts)
    .where(and(eq(providerAccounts.provider, provider), eq(providerAccounts.providerAccountId, providerAccountId)))
  return tied?.userId ?? null
}

async function tieOrCreate(tx: Tx, theirs: ProviderProfile, now: Date): Promise<string> {
  const { provider, providerAccountId, email } = theirs
  if (!email || !theirs.isEmailVerified)
    throw new AppError('unverified', 'Your address there is not verified yet. Verify it there, or sign up here.')
  const userId = (await findVerifiedOwner(tx, email)) ?? (await createFor(tx, theirs, email, now))
  await tx.insert(providerAccounts).values({ provider, providerAccountId, userId, createdAt: now })
  return userId
}

async function findVerifiedOwner(tx: Tx, email: string): Promise<string | null> {
  const [owner] = await tx
    .select({ id: users.id, verifiedAt: profiles.emailVerifiedAt })
    .from(users)
    .innerJoin(profiles, eq(profiles.userId, users.id))
    .where(eq(users.emailKey, emailKey(email)))
  if (owner && !owner.verifiedAt)
    throw new AppError('unverified', 'There is an account with your address, but it is not verified. Verify it first.')
  return owner?.id ?? null
}

async function createFor(tx: Tx, theirs: ProviderProfile, email: string, now: Date): Promise<string> {
  const wanted = usernameFrom(theirs.name ?? email.split('@')[0] ?? '')
  // The bare name first; a taken one gets digits.
  for (const suffix of ['', ...Array.from({ length: 5 }, () => `_${newId().slice(-5)}`)]) {
    const account = { username: wanted.slice(0, 24) + suffix, email, gender: 'undisclosed', timeZone: 'UTC' } as const
    const created = await createAccount(tx, { ...account, passwordHash: null, emailVerifiedAt: now }, now)
    if (!('taken' in created)) return created.id
  }
  throw new AppError('unavailable')
}
