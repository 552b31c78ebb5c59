import 'server-only'
import { eq } from 'drizzle-orm'
import { transaction } from '@/db/client'
import { emailVerifications } from '@/db/schema'
import { fieldError } from '@/lib/errors'
import { deliverSoon } from '@/lib/mail/deliver-soon'
import { emailKey } from '../rules'
import type { Viewer } from '../viewer'
import { confirmPassword } from './confirm'
import { openVerification } from './verification-mail'

/**
 * Begins the move to another address: it becomes the account's when the link mailed there is used; until then nothing
 * changes. The current address calls a move off. A taken address gets the same answer, its owner a mail.
 * @throws AppError beside the field.
 */
export async function changeEmail(
  viewer: Viewer,
  { email, password }: { email: string; password: string },
  now: Date,
): Promise<void> {
  const account = await confirmPassword(viewer, password, 'password', now)
  const isCurrent = emailKey(email) === account.emailKey
  await transaction(async (tx) => {
    if (!isCurrent) return openVerification(tx, { ...account, email }, now, 'change')
    const [calledOff] = await tx
      .delete(emailVerifications)
      .where(eq(emailVerifications.userId, viewer.id))
      .returning({ email: emailVerifications.email })
    if (!calledOff || calledOff.email === account.email) throw fieldError('email', 'This is already your address.')
    if (!viewer.isVerified) await openVerification(tx, account, now)
  })
  deliverSoon()
}
