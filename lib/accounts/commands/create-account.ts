import 'server-only'
import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { preferences, profiles, studyTotals, users } from '@/db/schema'
import { newId } from '@/lib/ids'
import { emailKey, type Gender, usernameKey } from '../rules'
import { openVerification } from './verification-mail'

export type NewAccount = {
  username: string
  email: string
  gender: Gender
  timeZone: string
  /** Null for people who sign in through a provider. */
  passwordHash: string | null
  /** When somebody else (a provider, a test) already vouches for the address. */
  emailVerifiedAt?: Date | undefined
}

/** What stood in the way of a new account. */
export type Taken = 'username' | 'email'

/**
 * Account, profile, preferences, totals, open verification and its mail: all or none, in the caller's transaction.
 * Two with one name in the same instant are told apart by the unique keys, never by a look beforehand.
 */
export async function createAccount(
  tx: Tx,
  account: NewAccount,
  now: Date,
): Promise<{ id: string } | { taken: Taken }> {
  const { username, email, passwordHash } = account
  const isPasswordProven = passwordHash === null || account.emailVerifiedAt !== undefined
  const user = { id: newId(), username, email, passwordHash, isPasswordProven, createdAt: now }
  const keys = { usernameKey: usernameKey(username), emailKey: emailKey(email) }
  const [created] = await tx
    .insert(users)
    .values({ ...user, ...keys })
    .onConflictDoNothing()
    .returning({ id: users.id })
  if (!created) return { taken: await takenBy(tx, keys.usernameKey) }
  await createCompanions(tx, created.id, account, now)
  if (!account.emailVerifiedAt) await openVerification(tx, { id: created.id, username, email }, now)
  return created
}

/** A name that is taken is said so; only then may anything depend on the address. */
async function takenBy(tx: Tx, key: string): Promise<Taken> {
  const [sameName] = await tx.select({ id: users.id }).from(users).where(eq(users.usernameKey, key))
  return sameName ? 'username' : 'email'
}

/** The rows every account has from its first moment on. */
async function createCompanions(tx: Tx, userId: string, account: NewAccount, now: Date): Promise<void> {
  await tx.insert(profiles).values({
    userId,
    gender: account.gender,
    timeZone: account.timeZone,
    emailVerifiedAt: account.emailVerifiedAt ?? null,
    updatedAt: now,
  })
  await tx.insert(preferences).values({ userId, updatedAt: now })
  await tx.insert(studyTotals).values({ userId, updatedAt: now })
}
