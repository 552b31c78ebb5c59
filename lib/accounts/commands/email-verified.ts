import 'server-only'
import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { profiles } from '@/db/schema'
import { accountHooks } from '../hooks'

/** Notes that the person has proved the address of their account; other domains may show them to others from now on. */
export async function noteEmailVerified(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.update(profiles).set({ emailVerifiedAt: now, updatedAt: now }).where(eq(profiles.userId, userId))
  for (const hook of accountHooks('emailVerified')) await hook(tx, userId)
}
