import 'server-only'
import { eq } from 'drizzle-orm'
import { transaction } from '@/db/client'
import { users } from '@/db/schema'
import { log } from '@/lib/log'
import { deleteMailsTo } from '@/lib/mail/enqueue'
import { accountHooks } from '../hooks'
import type { Viewer } from '../viewer'
import { confirmPassword } from './confirm'
import { endSessions, finishEnding } from './sessions'

/**
 * Deletes the viewer's account and everything that is theirs; every cookie of it is worthless from then on.
 * @throws AppError beside the password when it is wrong.
 */
export async function deleteAccount(viewer: Viewer, password: string, now: Date): Promise<void> {
  const account = await confirmPassword(viewer, password, 'password', now)
  for (const hook of accountHooks('accountDeleting')) await hook(viewer, now)
  const ended = await transaction(async (tx) => {
    const ended = await endSessions(tx, viewer.id, undefined, now)
    // Rows that belong to the person go with it: every reference to a person cascades or is emptied.
    await tx.delete(users).where(eq(users.id, viewer.id))
    await deleteMailsTo(tx, account.email)
    return ended
  })
  await finishEnding(ended)
  log.info('account.deleted', { userId: viewer.id })
}
