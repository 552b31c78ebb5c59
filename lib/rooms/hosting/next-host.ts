import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { memberships } from '@/db/schema'

/** Who is host once the host has left: whoever has sat there longest; null when nobody is left. In the transaction. */
export async function nextHost(tx: Tx, roomId: string): Promise<string | null> {
  const [person] = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.roomId, roomId), isSeated))
    .orderBy(asc(memberships.joinedAt), asc(memberships.id))
    .limit(1)
  return person?.userId ?? null
}
