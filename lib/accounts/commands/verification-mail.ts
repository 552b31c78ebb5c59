import 'server-only'
import { and, eq, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { emailVerifications, users } from '@/db/schema'
import { absoluteUrl } from '@/lib/absolute-url'
import { hashSecret, newId, newUuid } from '@/lib/ids'
import { enqueueMail } from '@/lib/mail/enqueue'
import { routes } from '@/lib/routes'
import { after } from '@/lib/time'
import { alreadyRegisteredEmail, changeEmailMessage, verifyEmailMessage } from '../emails'
import { emailKey, verificationLifetimeMs } from '../rules'

/** Whom the mail greets, and the address to verify. */
type Addressee = { id: string; username: string; email: string }

/**
 * Opens the verification of an address and mails its link; an older link of the same person stops working. The token
 * leaves this function only inside the mail. When the address belongs to another account, its owner is told instead,
 * and to the person it looks the same.
 */
export async function openVerification(
  tx: Tx,
  person: Addressee,
  now: Date,
  message: 'welcome' | 'change' = 'welcome',
): Promise<void> {
  const token = newUuid()
  const open = {
    tokenHash: hashSecret(token),
    email: person.email,
    createdAt: now,
    expiresAt: after(now, verificationLifetimeMs),
  }
  await tx
    .insert(emailVerifications)
    .values({ userId: person.id, ...open })
    .onConflictDoUpdate({ target: emailVerifications.userId, set: open })
  if (message === 'change' && (await notifyOwner(tx, person.email, now, person.id))) return
  const write = message === 'welcome' ? verifyEmailMessage : changeEmailMessage
  const content = write(person.username, absoluteUrl(routes.verifyEmail(token)))
  await enqueueMail(tx, { ...content, to: person.email, idempotencyKey: `verify:${open.tokenHash}` }, now)
}

/** Tells the owner of an address that somebody tried to use it for another account. False when nobody owns it. */
export async function notifyOwner(tx: Tx, email: string, now: Date, exceptId = ''): Promise<boolean> {
  const [owner] = await tx
    .select({ username: users.username, email: users.email })
    .from(users)
    .where(and(eq(users.emailKey, emailKey(email)), ne(users.id, exceptId)))
  if (!owner) return false
  const message = alreadyRegisteredEmail(owner.username, absoluteUrl(routes.login()))
  await enqueueMail(tx, { ...message, to: owner.email, idempotencyKey: `already-here:${newId()}` }, now)
  return true
}
