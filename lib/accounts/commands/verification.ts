import 'server-only'
import { and, eq, exists, gt, isNull } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { emailVerifications, passwordResets, profiles, sessions, users } from '@/db/schema'
import { isUniqueViolation } from '@/db/sql'
import { absoluteUrl } from '@/lib/absolute-url'
import { AppError } from '@/lib/errors'
import { hashSecret } from '@/lib/ids'
import { deliverSoon } from '@/lib/mail/deliver-soon'
import { enqueueMail } from '@/lib/mail/enqueue'
import { takeFromLimit } from '@/lib/rate-limit'
import type { RequestInfo } from '@/lib/request'
import { routes } from '@/lib/routes'
import { secondMs } from '@/lib/time'
import { emailChangedMessage } from '../emails'
import { withEvenAnswerTime } from '../even-answer-time'
import { limits } from '../limits'
import { emailKey, maskEmail } from '../rules'
import type { Viewer } from '../viewer'
import { chargePlace, chargeStrangerMail } from './charge-strangers'
import { noteEmailVerified } from './email-verified'
import { type EndedSessions, endSessions, finishEnding } from './sessions'
import { openVerification } from './verification-mail'

/** Longer than the writes for a known address take. */
const answerMs = 0.25 * secondMs

const invalidLink = () => new AppError('expired', 'This link is no longer valid. Please ask for a new one.')

/**
 * Uses a verification link: the address is the person's, the record is gone. The token alone decides whose address it
 * is, whoever is signed in. Every session ends but the one that pressed the link: whoever logged in before may not have
 * read this mailbox.
 * @param sessionId the session that pressed the link, if it is one
 * @throws AppError `expired` for a link that is wrong, used, replaced or too old; `conflict` when the new address went
 * to another account meanwhile.
 */
export async function verifyEmail(token: string, now: Date, sessionId?: string): Promise<void> {
  const ended = await verifyIn(token, now, sessionId).catch((error: unknown) => {
    if (!isUniqueViolation(error, 'users_email_key', 'users.email_key')) throw error
    throw new AppError('conflict', 'This address belongs to another account now.', { cause: error })
  })
  deliverSoon()
  await finishEnding(ended)
}

function verifyIn(token: string, now: Date, sessionId: string | undefined): Promise<EndedSessions> {
  return transaction(async (tx) => {
    const [open] = await tx
      .delete(emailVerifications)
      .where(and(eq(emailVerifications.tokenHash, hashSecret(token)), gt(emailVerifications.expiresAt, now)))
      .returning()
    if (!open) throw invalidLink()
    await moveTo(tx, open.userId, open.email, now)
    await noteEmailVerified(tx, open.userId, now)
    await notePasswordProven(tx, open.userId, sessionId)
    return endSessions(tx, open.userId, sessionId, now)
  })
}

/** A session of the account that reads its mailbox: whoever chose the password is whose address it is. */
async function notePasswordProven(tx: Tx, userId: string, sessionId: string | undefined): Promise<void> {
  if (!sessionId) return
  const isOwn = tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
  await tx
    .update(users)
    .set({ isPasswordProven: true })
    .where(and(eq(users.id, userId), exists(isOwn)))
}

/** Makes a verified address the account's own; the old one is told, if it was another. */
async function moveTo(tx: Tx, userId: string, email: string, now: Date): Promise<void> {
  const [before] = await tx
    .select({ username: users.username, email: users.email, verifiedAt: profiles.emailVerifiedAt })
    .from(users)
    .innerJoin(profiles, eq(profiles.userId, users.id))
    .where(eq(users.id, userId))
  if (!before || before.email === email) return
  await tx
    .update(users)
    .set({ email, emailKey: emailKey(email) })
    .where(eq(users.id, userId))
  // They lie in the mailbox that was left, which others may read now.
  await tx.delete(passwordResets).where(eq(passwordResets.userId, userId))
  // An address that was never verified may be a stranger's.
  if (!before.verifiedAt) return
  const message = emailChangedMessage(before.username, maskEmail(email), absoluteUrl(routes.landing))
  const idempotencyKey = `email-changed:${userId}:${now.getTime()}`
  await enqueueMail(tx, { ...message, to: before.email, idempotencyKey }, now)
}

/**
 * Sends a new link to an address, if an unverified account waits there. The answer never tells.
 * @throws AppError `too-many` within the cooldown, known address or not.
 */
export async function resendVerification(email: string, request: RequestInfo, now: Date): Promise<void> {
  await chargePlace(limits.resendFromAddress, request, now)
  const key = emailKey(email)
  await takeFromLimit(limits.resendCooldown, `public:${hashSecret(key)}`, now)
  await takeFromLimit(limits.resendForEmail, `public:${hashSecret(key)}`, now)
  await chargeStrangerMail(now)
  await withEvenAnswerTime(answerMs, () => transaction((tx) => reopen(tx, key, now)))
  deliverSoon()
}

async function reopen(tx: Tx, key: string, now: Date): Promise<void> {
  const [person] = await tx
    .select({ id: users.id, username: users.username, email: users.email })
    .from(users)
    .innerJoin(profiles, and(eq(profiles.userId, users.id), isNull(profiles.emailVerifiedAt)))
    .where(eq(users.emailKey, key))
  if (person) await openVerification(tx, person, now)
}

/**
 * Sends the viewer a new link, to the address that waits to be verified. Strangers who ask for that address on the
 * public page do not use up this limit.
 * @throws AppError `too-many` within the cooldown; `conflict` when there is nothing to verify.
 */
export async function resendOwnVerification(viewer: Viewer, now: Date): Promise<void> {
  await takeFromLimit(limits.resendCooldown, viewer.id, now)
  await takeFromLimit(limits.resendForEmail, viewer.id, now)
  await transaction(async (tx) => {
    const [person] = await tx
      .select({
        id: users.id,
        username: users.username,
        email: users.email,
        wanted: emailVerifications.email,
        verifiedAt: profiles.emailVerifiedAt,
      })
      .from(users)
      .innerJoin(profiles, eq(profiles.userId, users.id))
      .leftJoin(emailVerifications, eq(emailVerifications.userId, users.id))
      .where(eq(users.id, viewer.id))
    if (!person || (person.verifiedAt && !person.wanted))
      throw new AppError('conflict', 'Your address is already verified.')
    const email = person.wanted ?? person.email
    await openVerification(tx, { ...person, email }, now, email === person.email ? 'welcome' : 'change')
  })
  deliverSoon()
}
