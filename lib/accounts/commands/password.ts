import 'server-only'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { emailVerifications, passwordResets, profiles, users } from '@/db/schema'
import { absoluteUrl } from '@/lib/absolute-url'
import { AppError } from '@/lib/errors'
import { hashSecret, newId, newSecret } from '@/lib/ids'
import { deliverSoon } from '@/lib/mail/deliver-soon'
import { enqueueMail } from '@/lib/mail/enqueue'
import { takeFromLimit } from '@/lib/rate-limit'
import type { RequestInfo } from '@/lib/request'
import { routes } from '@/lib/routes'
import { after, secondMs } from '@/lib/time'
import type { KnownDevice } from '../cookies'
import { passwordChangedEmail, resetEmail } from '../emails'
import { withEvenAnswerTime } from '../even-answer-time'
import { limits } from '../limits'
import { hashPassword } from '../passwords'
import { findReset } from '../queries'
import { emailKey, resetLifetimeMs } from '../rules'
import type { Viewer } from '../viewer'
import { chargePlace, chargeStrangerMail } from './charge-strangers'
import { confirmPassword } from './confirm'
import { noteEmailVerified } from './email-verified'
import { clearFailedAttempts } from './failed-log-ins'
import { endSessions, finishEnding, startSession } from './sessions'
import { refuseCommonPassword } from './sign-up'
import { dropWaysIn } from './take-over'

/** Longer than the writes for a known address take. */
const answerMs = 0.25 * secondMs

const expiredLink = () => new AppError('expired', 'This link has expired. Please ask for a new one.')

/**
 * Mails a link to choose a new password, if an account has this address. The answer never tells, in words or in time.
 * @throws AppError `too-many`, known address or not.
 */
export async function requestPasswordReset(email: string, request: RequestInfo, now: Date): Promise<void> {
  await chargePlace(limits.resetFromAddress, request, now)
  await takeFromLimit(limits.resetForEmail, hashSecret(emailKey(email)), now)
  await chargeStrangerMail(now)
  await withEvenAnswerTime(answerMs, () => transaction((tx) => openReset(tx, email, now)))
  deliverSoon()
}

async function openReset(tx: Tx, email: string, now: Date): Promise<void> {
  // Written as it is, the row is held: a move to another address in this instant waits, and ends this link.
  const [person] = await tx
    .update(users)
    .set({ createdAt: sql`${users.createdAt}` })
    .where(eq(users.emailKey, emailKey(email)))
    .returning({ id: users.id, username: users.username, email: users.email })
  if (!person) return
  // Only the newest link is good.
  await tx.delete(passwordResets).where(eq(passwordResets.userId, person.id))
  const token = newSecret()
  const tokenHash = hashSecret(token)
  const expiresAt = after(now, resetLifetimeMs)
  await tx.insert(passwordResets).values({ tokenHash, userId: person.id, createdAt: now, expiresAt })
  const message = resetEmail(person.username, absoluteUrl(routes.resetPassword(token)))
  await enqueueMail(tx, { ...message, to: person.email, idempotencyKey: `reset:${tokenHash}` }, now)
}

/**
 * Sets a new password by a link from a mail, once, and ends every session and every wait after wrong tries. Whoever holds the link reads the mailbox: that
 * verifies the address too, and a change of address that somebody else began is called off.
 * @returns this browser as one that may log in without paying for strangers' guesses
 * @throws AppError `expired` for a link that is wrong, used or too old; beside the field for a common password.
 */
export async function resetPassword(token: string, password: string, now: Date): Promise<KnownDevice> {
  // A look first: hashing is dear, and a made-up link must not cost it. The update below decides.
  const own = await findReset(token, now)
  if (!own) throw expiredLink()
  await refuseCommonPassword('password', password, own)
  const passwordHash = await hashPassword(password)
  const { owner, ended } = await transaction(async (tx) => {
    const [reset] = await tx
      .update(passwordResets)
      .set({ usedAt: now })
      .where(
        and(
          eq(passwordResets.tokenHash, hashSecret(token)),
          isNull(passwordResets.usedAt),
          gt(passwordResets.expiresAt, now),
        ),
      )
      .returning({ userId: passwordResets.userId })
    if (!reset) throw expiredLink()
    const owner = await setPassword(tx, { userId: reset.userId, passwordHash, isProven: true }, now)
    const ended = await endSessions(tx, reset.userId, undefined, now)
    const [unproved] = await tx
      .select({ userId: profiles.userId })
      .from(profiles)
      .where(and(eq(profiles.userId, reset.userId), isNull(profiles.emailVerifiedAt)))
    if (unproved) {
      await noteEmailVerified(tx, reset.userId, now)
      // Whoever made the account may not have been the one who proved the address now.
      await dropWaysIn(tx, reset.userId)
    }
    await tx.delete(emailVerifications).where(eq(emailVerifications.userId, reset.userId))
    return { owner, ended }
  })
  deliverSoon()
  await finishEnding(ended)
  await clearFailedAttempts(owner)
  return { userId: owner.id, deviceId: newId() }
}

/**
 * Changes the viewer's password. Every session ends, also copies of the viewer's own cookie; a new one begins here.
 * @throws AppError beside the field: the current password is wrong, the new one too common.
 */
export async function changePassword(
  viewer: Viewer,
  input: { currentPassword: string; newPassword: string },
  request: RequestInfo,
  now: Date,
): Promise<{ userId: string; sessionId: string }> {
  const account = await confirmPassword(viewer, input.currentPassword, 'currentPassword', now)
  await refuseCommonPassword('newPassword', input.newPassword, account)
  const passwordHash = await hashPassword(input.newPassword)
  const { sessionId, ended } = await transaction(async (tx) => {
    await setPassword(tx, { userId: viewer.id, passwordHash, isProven: false }, now)
    const ended = await endSessions(tx, viewer.id, undefined, now)
    return { sessionId: await startSession(tx, viewer.id, request, now), ended }
  })
  deliverSoon()
  await finishEnding(ended)
  return { userId: viewer.id, sessionId }
}

type Owner = { id: string; username: string; email: string }

/** The new password, by somebody who reads the mailbox (`isProven`) or who knew the old one; open reset links stop working and the owner is told. */
async function setPassword(
  tx: Tx,
  { userId, passwordHash, isProven }: { userId: string; passwordHash: string; isProven: boolean },
  now: Date,
): Promise<Owner> {
  const [person] = await tx
    .update(users)
    .set({ passwordHash, ...(isProven && { isPasswordProven: true }) })
    .where(eq(users.id, userId))
    .returning({ id: users.id, username: users.username, email: users.email })
  if (!person) throw new AppError('not-found')
  await tx.delete(passwordResets).where(eq(passwordResets.userId, userId))
  const message = passwordChangedEmail(person.username, absoluteUrl(routes.forgotPassword))
  await enqueueMail(tx, { ...message, to: person.email, idempotencyKey: `password:${userId}:${now.getTime()}` }, now)
  return person
}
