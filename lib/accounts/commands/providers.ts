import 'server-only'
import { and, eq, ne } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { lockRow } from '@/db/lock'
import { profiles, providerAccounts, secondFactors, users } from '@/db/schema'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { deliverSoon } from '@/lib/mail/deliver-soon'
import type { RequestInfo } from '@/lib/request'
import type { KnownDevice } from '../cookies'
import { traceLogIn } from '../log-in-trace'
import { emailKey, type Provider, usernameFrom } from '../rules'
import { emailSchema } from '../schemas'
import type { Viewer } from '../viewer'
import { createAccount } from './create-account'
import { type LogInOutcome, proofOf } from './log-in'
import { type EndedSessions, finishEnding, startSession } from './sessions'
import { takeOverAccount } from './take-over'

export type ProviderProfile = {
  provider: Provider
  providerAccountId: string
  email: string | null
  /** Does the provider vouch that the address is theirs? */
  isEmailVerified: boolean
  name: string | null
}

/**
 * Logs in with Google or GitHub: the account that is linked to theirs; else the one with the same address, which is linked from
 * now on; else a new one. An account that never proved the address may be a stranger's, and so may the password of one whose
 * link was pressed in another browser: it is taken over, and the stranger keeps nothing.
 * @throws AppError `unverified` when the provider does not vouch for the address; `invalid` when it is none we take.
 */
export async function logInWithProvider(
  theirs: ProviderProfile,
  browser: { request: RequestInfo; device: KnownDevice | null },
  now: Date,
): Promise<LogInOutcome> {
  const trace = { way: theirs.provider, account: null, request: browser.request }
  return traceLogIn(trace, () => admit(theirs, browser, now))
}

async function admit(
  theirs: ProviderProfile,
  { request, device }: { request: RequestInfo; device: KnownDevice | null },
  now: Date,
): Promise<LogInOutcome> {
  const { outcome, ended } = await transaction(async (tx) => {
    const linked = await findLinked(tx, theirs)
    const { userId, ended } = linked ? { userId: linked, ended: null } : await linkOrCreate(tx, theirs, now)
    const [account] = await tx
      .select({ passwordHash: users.passwordHash, secondFactorAt: secondFactors.enabledAt })
      .from(users)
      .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
      .where(eq(users.id, userId))
    if (account?.secondFactorAt) {
      const proof = proofOf(userId, account.passwordHash)
      return { ended, outcome: { step: 'second-factor', userId, proof } as const }
    }
    const sessionId = await startSession(tx, userId, request, now)
    const deviceId = device?.userId === userId ? device.deviceId : newId()
    return { ended, outcome: { step: 'done', userId, sessionId, deviceId } as const }
  })
  if (ended) {
    await finishEnding(ended)
    deliverSoon()
  }
  return outcome
}

/**
 * Unlinks a provider: their account there opens nothing here any more, until it logs in anew with the same verified
 * address.
 * @throws AppError `conflict` when it is the only way in: without a password the next log-in would be impossible.
 */
export async function unlinkProvider(viewer: Viewer, provider: Provider): Promise<void> {
  await transaction(async (tx) => {
    // Two of these at once do not take each other's last way in.
    await lockRow(tx, 'users', viewer.id)
    const [account] = await tx.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, viewer.id))
    const others = await tx.$count(
      providerAccounts,
      and(eq(providerAccounts.userId, viewer.id), ne(providerAccounts.provider, provider)),
    )
    if (!account?.passwordHash && others === 0)
      throw new AppError('conflict', 'This is your only way in. Choose a password first.')
    await tx
      .delete(providerAccounts)
      .where(and(eq(providerAccounts.userId, viewer.id), eq(providerAccounts.provider, provider)))
  })
}

async function findLinked(tx: Tx, { provider, providerAccountId }: ProviderProfile): Promise<string | null> {
  const [linked] = await tx
    .select({ userId: providerAccounts.userId })
    .from(providerAccounts)
    .where(and(eq(providerAccounts.provider, provider), eq(providerAccounts.providerAccountId, providerAccountId)))
  return linked?.userId ?? null
}

type LinkedAccount = { userId: string; ended: EndedSessions | null }

async function linkOrCreate(tx: Tx, theirs: ProviderProfile, now: Date): Promise<LinkedAccount> {
  const { provider, providerAccountId } = theirs
  const email = checkedEmail(theirs)
  const linked = (await takeOwner(tx, email, now)) ?? { userId: await createFor(tx, theirs, email, now), ended: null }
  await tx.insert(providerAccounts).values({ provider, providerAccountId, userId: linked.userId, createdAt: now })
  return linked
}

/**
 * The address as the provider vouches for it. It passes the same check as one that is typed, message by message: look-alikes
 * that fold to somebody else's address, line breaks and lists are none.
 */
function checkedEmail({ email, isEmailVerified }: ProviderProfile): string {
  if (!email || !isEmailVerified)
    throw new AppError('unverified', 'Your address there is not verified yet. Verify it there, or sign up here.')
  const parsed = emailSchema.safeParse({ email })
  if (!parsed.success || parsed.data.email !== email)
    throw new AppError('invalid', 'We cannot use your address there. Please sign up here with another one.')
  return email
}

/** The account of an address; one that never proved it, or whose password may be a stranger's, is taken over first. */
async function takeOwner(tx: Tx, email: string, now: Date): Promise<LinkedAccount | null> {
  const [owner] = await tx
    .select({ id: users.id, verifiedAt: profiles.emailVerifiedAt, isPasswordProven: users.isPasswordProven })
    .from(users)
    .innerJoin(profiles, eq(profiles.userId, users.id))
    .where(eq(users.emailKey, emailKey(email)))
  if (!owner) return null
  const isTheirs = owner.verifiedAt !== null && owner.isPasswordProven
  return { userId: owner.id, ended: isTheirs ? null : await takeOverAccount(tx, owner.id, now) }
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
