import 'server-only'
import { and, eq, inArray, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { notificationSettings, notifications } from '@/db/schema'
import { newId } from '@/lib/ids'

type Notice = {
  kind: (typeof notifications.$inferInsert)['kind']
  title: string
  body: string
  /** Where a click leads: an address within the app. */
  href: string
  /** Names the cause; the same cause tells once. */
  dedupeKey: string
}

/** Tells people something, in the caller's transaction; those who switched this kind off are left in peace. */
export async function notify(tx: Tx, userIds: readonly string[], notice: Notice, now: Date): Promise<void> {
  if (userIds.length === 0) return
  const off = await tx
    .select({ userId: notificationSettings.userId })
    .from(notificationSettings)
    .where(
      and(
        inArray(notificationSettings.userId, [...userIds]),
        eq(notificationSettings.kind, notice.kind),
        eq(notificationSettings.inApp, false),
      ),
    )
  const quiet = new Set(off.map(({ userId }) => userId))
  const told = userIds.filter((id) => !quiet.has(id))
  if (told.length === 0) return
  await tx
    .insert(notifications)
    .values(told.map((userId) => ({ ...notice, id: newId(), userId, createdAt: now })))
    .onConflictDoNothing()
}

/** Takes notices back, in the caller's transaction: their cause is gone, or may not be seen any more. */
export async function withdrawNotices(tx: Tx, which: SQL | undefined): Promise<void> {
  await tx.delete(notifications).where(which)
}

/** Says what a notice of these people is about anew, in the caller's transaction: its cause was changed. */
export async function rewriteNotices(
  tx: Tx,
  { userIds, dedupeKey, body }: { userIds: readonly string[]; dedupeKey: string; body: string },
): Promise<void> {
  const theirs = inArray(notifications.userId, [...userIds])
  await tx
    .update(notifications)
    .set({ body })
    .where(and(theirs, eq(notifications.dedupeKey, dedupeKey)))
}
