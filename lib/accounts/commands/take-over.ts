import 'server-only'
import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import {
  calendarFeeds,
  emailVerifications,
  passwordResets,
  providerAccounts,
  recoveryCodes,
  secondFactors,
  users,
} from '@/db/schema'
import { absoluteUrl } from '@/lib/absolute-url'
import { enqueueMail } from '@/lib/mail/enqueue'
import { routes } from '@/lib/routes'
import { takenOverEmail } from '../emails'
import { noteEmailVerified } from './email-verified'
import { type EndedSessions, endSessions } from './sessions'

/**
 * Gives an account that never proved its address, or whose password may be somebody else's, to whom the address belongs: every way in that somebody else may have
 * laid is gone (password, sessions, second step, links in mails, other ties), and so are the addresses that show its data
 * without a session. The owner is told.
 * @returns the ended sessions, for `finishEnding` after the commit
 */
export async function takeOverAccount(tx: Tx, userId: string, now: Date): Promise<EndedSessions> {
  const [person] = await tx
    .update(users)
    .set({ passwordHash: null, isPasswordProven: true })
    .where(eq(users.id, userId))
    .returning({ username: users.username, email: users.email })
  await dropWaysIn(tx, userId)
  await noteEmailVerified(tx, userId, now)
  if (person) {
    const message = takenOverEmail(person.username, absoluteUrl(routes.forgotPassword))
    await enqueueMail(
      tx,
      { ...message, to: person.email, idempotencyKey: `taken-over:${userId}:${now.getTime()}` },
      now,
    )
  }
  return endSessions(tx, userId, undefined, now)
}

/** Ends what opens an account, or shows what is in it, beside its password and sessions. */
export async function dropWaysIn(tx: Tx, userId: string): Promise<void> {
  for (const ways of [
    secondFactors,
    recoveryCodes,
    emailVerifications,
    passwordResets,
    providerAccounts,
    calendarFeeds,
  ])
    await tx.delete(ways).where(eq(ways.userId, userId))
}
