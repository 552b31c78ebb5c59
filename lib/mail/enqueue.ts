import 'server-only'
import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { mails } from '@/db/schema'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { checkedAddress, checkedSubject, type Email } from './email'

/** A mail and its cause. The same cause never makes a second mail. */
export type Mail = Email & { idempotencyKey: string; to: string }

/**
 * Writes a mail in the transaction of its cause: both happen or neither. Sent after the reply by `deliverSoon`, and
 * by the cron route should that fail. Without a provider it is at its destination at once: the local outbox.
 */
export async function enqueueMail(tx: Tx, mail: Mail, now: Date): Promise<void> {
  const isLocal = env().mail.via === 'outbox'
  await tx
    .insert(mails)
    .values({
      id: newId(),
      idempotencyKey: mail.idempotencyKey,
      toAddress: checkedAddress(mail.to),
      subject: checkedSubject(mail.subject),
      html: mail.html,
      text: mail.text,
      status: isLocal ? 'sent' : 'queued',
      nextAttemptAt: now,
      createdAt: now,
      sentAt: isLocal ? now : null,
    })
    .onConflictDoNothing()
}

/** Deletes what was written to an address, sent or not: its account is gone. */
export async function deleteMailsTo(tx: Tx, address: string): Promise<void> {
  await tx.delete(mails).where(eq(mails.toAddress, address))
}
