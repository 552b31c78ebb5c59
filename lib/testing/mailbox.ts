import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { mails } from '@/db/schema'

export type ReceivedMail = { subject: string; text: string; html: string; status: string }

/** Every mail to an address, oldest first. */
export function mailsTo(address: string): Promise<ReceivedMail[]> {
  return db
    .select({ subject: mails.subject, text: mails.text, html: mails.html, status: mails.status })
    .from(mails)
    .where(eq(mails.toAddress, address))
    .orderBy(asc(mails.createdAt), asc(mails.id))
}

/** The secret at the end of the newest link of a kind (`verify-email`, `reset-password`) mailed to an address. */
export async function tokenMailedTo(address: string, kind: 'verify-email' | 'reset-password'): Promise<string> {
  const texts = (await mailsTo(address)).map(({ text }) => text)
  const tokens = texts.flatMap((text) => new RegExp(`/${kind}/(\\S+)`).exec(text)?.[1] ?? [])
  const newest = tokens.at(-1)
  if (!newest) throw new Error(`No ${kind} link was mailed to ${address}.`)
  return newest
}
