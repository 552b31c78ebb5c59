import 'server-only'
import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { users } from '@/db/schema'
import { AppError, fieldError } from '@/lib/errors'
import { clearLimit, takeFromLimit } from '@/lib/rate-limit'
import { limits } from '../limits'
import { isPassword } from '../passwords'
import type { Viewer } from '../viewer'

/** The parts of an account that changes of it need to know. */
export type OwnAccount = { id: string; username: string; email: string; emailKey: string; passwordHash: string }

/**
 * Asks for the password again before something that cannot be taken back: the screen may be left alone.
 * @throws AppError beside `field` when it is wrong or there is none; `too-many`.
 */
export async function confirmPassword(viewer: Viewer, password: string, field: string, now: Date): Promise<OwnAccount> {
  await takeFromLimit(limits.confirmPassword, viewer.id, now)
  const [account] = await db
    .select({
      id: users.id,
      username: users.username,
      email: users.email,
      emailKey: users.emailKey,
      passwordHash: users.passwordHash,
    })
    .from(users)
    .where(eq(users.id, viewer.id))
  if (!account) throw new AppError('unauthenticated')
  const { passwordHash } = account
  if (passwordHash === null)
    throw fieldError(field, 'Your account has no password yet. Choose one with "Forgot it?" on the log-in page first.')
  if (!(await isPassword(passwordHash, password))) throw fieldError(field, 'This is not your password.')
  await clearLimit(limits.confirmPassword, viewer.id)
  return { ...account, passwordHash }
}
