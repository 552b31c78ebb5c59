import 'server-only'
import { desc } from 'drizzle-orm'
import { db } from '@/db/client'
import { mails } from '@/db/schema'

export type OutboxMail = { id: string; to: string; subject: string; text: string; createdAt: Date }

/** The newest mails of this machine, as their recipients would read them. */
export function listOutbox(limit = 100): Promise<OutboxMail[]> {
  return db
    .select({
      id: mails.id,
      to: mails.toAddress,
      subject: mails.subject,
      text: mails.text,
      createdAt: mails.createdAt,
    })
    .from(mails)
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(limit)
}
