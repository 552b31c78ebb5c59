import 'server-only'
import { and, eq } from 'drizzle-orm'
import { transaction } from '@/db/client'
import { blocks, users } from '@/db/schema'
import { AppError } from '@/lib/errors'
import { accountHooks } from '../hooks'
import type { Viewer } from '../viewer'

/**
 * Sets or lifts a block: neither sees the other from then on. Blocking twice is blocking once.
 * @throws AppError `invalid` for oneself, `not-found` for nobody
 */
export async function blockPerson(
  viewer: Viewer,
  { personId, isBlocked }: { personId: string; isBlocked: boolean },
  now: Date,
): Promise<void> {
  if (personId === viewer.id) throw new AppError('invalid', 'You can’t do that to yourself.')
  await transaction(async (tx) => {
    const pair = and(eq(blocks.blockerId, viewer.id), eq(blocks.blockedId, personId))
    if (!isBlocked) {
      await tx.delete(blocks).where(pair)
      return
    }
    const [known] = await tx.select({ id: users.id }).from(users).where(eq(users.id, personId))
    if (!known) throw new AppError('not-found')
    await tx.insert(blocks).values({ blockerId: viewer.id, blockedId: personId, createdAt: now }).onConflictDoNothing()
    for (const hook of accountHooks('personBlocked')) await hook(tx, viewer.id, personId)
  })
}
