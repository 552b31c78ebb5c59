import 'server-only'
import { and, asc, desc, eq, gt, gte, inArray, lte, or } from 'drizzle-orm'
import { db, transaction } from '@/db/client'
import { mails } from '@/db/schema'
import { log } from '@/lib/log'
import { after, dayMs, minuteMs } from '@/lib/time'
import { MailUnreachableError, type OutgoingMail, type SendMail, sendByResend } from './resend'
import { backoffMs, failingTries, giveUpMs } from './retry'

/** A sender that dies holds a mail this long; then another one takes it, with the same idempotency key. */
const leaseMs = 2 * minuteMs
/** Times the longest send (see resend.ts), a batch stays within the lease. */
const batch = 10

/**
 * Sends the mails that are due, oldest first. Several processes may do so at once: each mail is claimed by one update
 * and leased to the claimer. Answers how many left.
 */
export async function deliverDueMails(now: Date, send: SendMail = sendByResend): Promise<number> {
  let sent = 0
  for (;;) {
    const claimed = await claim(now)
    for (const mail of claimed) sent += (await deliver(mail, now, send)) ? 1 : 0
    if (claimed.length < batch) return sent
  }
}

type Claimed = OutgoingMail & { id: string; attempts: number; createdAt: Date }

const due = (now: Date) =>
  and(or(eq(mails.status, 'queued'), eq(mails.status, 'sending')), lte(mails.nextAttemptAt, now))

/** Takes a handful of due mails; the condition stands in the update itself, so that two claimers never share one. */
async function claim(now: Date): Promise<Claimed[]> {
  const candidates = await db
    .select({ id: mails.id })
    .from(mails)
    .where(due(now))
    .orderBy(asc(mails.nextAttemptAt))
    .limit(batch)
  if (candidates.length === 0) return []
  const ids = candidates.map(({ id }) => id)
  return transaction((tx) =>
    tx
      .update(mails)
      .set({ status: 'sending', nextAttemptAt: after(now, leaseMs) })
      .where(and(inArray(mails.id, ids), due(now)))
      .returning({
        id: mails.id,
        to: mails.toAddress,
        subject: mails.subject,
        html: mails.html,
        text: mails.text,
        idempotencyKey: mails.idempotencyKey,
        attempts: mails.attempts,
        createdAt: mails.createdAt,
      }),
  )
}

async function deliver(mail: Claimed, now: Date, send: SendMail): Promise<boolean> {
  const attempts = mail.attempts + 1
  const isOver = now.getTime() - mail.createdAt.getTime() > giveUpMs
  try {
    if (isOver && mail.attempts > 0) throw new Error('The provider did not take it for a day.')
    await send(mail)
    // The links in it are secrets: what has left is not kept.
    await record(mail.id, { status: 'sent', attempts, sentAt: now, lastError: null, html: '', text: '' })
    return true
  } catch (error) {
    const lastError = error instanceof Error ? error.message.slice(0, 500) : 'unknown'
    const cause = error instanceof MailUnreachableError ? 'mail.unreachable' : 'mail.refused'
    log[isOver ? 'error' : 'warn'](isOver ? 'mail.given-up' : cause, { mailId: mail.id, attempts, isOver, error })
    const next = isOver ? ('failed' as const) : ('queued' as const)
    await record(mail.id, { status: next, attempts, lastError, nextAttemptAt: after(now, backoffMs(attempts)) })
    return false
  }
}

const record = (id: string, outcome: Partial<typeof mails.$inferInsert>) =>
  transaction((tx) => tx.update(mails).set(outcome).where(eq(mails.id, id)))

/**
 * Does mail keep failing? One that is tried for half an hour, or was given up within a day, says so, unless a later one has
 * arrived: a single mailbox that does not exist is no fault of the provider.
 */
export async function isMailFailing(now: Date): Promise<boolean> {
  const [arrived] = await db
    .select({ createdAt: mails.createdAt })
    .from(mails)
    .where(eq(mails.status, 'sent'))
    .orderBy(desc(mails.createdAt))
    .limit(1)
  const givenUp = and(eq(mails.status, 'failed'), gt(mails.nextAttemptAt, after(now, -dayMs)))
  const tried = and(eq(mails.status, 'queued'), gte(mails.attempts, failingTries))
  const [one] = await db
    .select({ id: mails.id })
    .from(mails)
    .where(and(or(givenUp, tried), arrived && gt(mails.createdAt, arrived.createdAt)))
    .limit(1)
  return one !== undefined
}
