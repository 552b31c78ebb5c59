import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { studyDays, xpEntries } from '@/db/schema'
import type { DayChange, DaySummary } from './day-summary'

/** The person's days among `days`, by day. */
export async function readDaySummaries(tx: Tx, userId: string, days: string[]): Promise<Map<string, DaySummary>> {
  const rows = await tx
    .select()
    .from(studyDays)
    .where(and(eq(studyDays.userId, userId), inArray(studyDays.day, days)))
  return new Map(rows.map(({ userId: _, ...book }) => [book.day, book]))
}

/** Stores days as they are now. The caller holds the person's totals, so nobody else moves them meanwhile. */
export async function writeDaySummaries(tx: Tx, userId: string, books: readonly DaySummary[]): Promise<void> {
  if (books.length === 0) return
  await tx
    .insert(studyDays)
    .values(books.map((book) => ({ userId, ...book })))
    .onConflictDoUpdate({
      target: [studyDays.userId, studyDays.day],
      set: {
        focusMs: sql`excluded.focus_ms`,
        focusMinutes: sql`excluded.focus_minutes`,
        breakMs: sql`excluded.break_ms`,
        sessions: sql`excluded.sessions`,
        xp: sql`excluded.xp`,
        focusMsByHour: sql`excluded.focus_ms_by_hour`,
        startsAt: sql`excluded.starts_at`,
        endsAt: sql`excluded.ends_at`,
        isFrozen: sql`excluded.is_frozen`,
      },
    })
}

/** Writes what a session brought to each day into the ledger. */
export async function writeLedger(
  tx: Tx,
  { userId, sessionId, now }: { userId: string; sessionId: string; now: Date },
  changes: readonly DayChange[],
): Promise<void> {
  const entries = changes
    .filter(({ before, after }) => after.focusMs > before.focusMs)
    .map(({ before, after }) => ({
      userId,
      reason: 'focus' as const,
      sourceId: `${sessionId}:${after.day}`,
      sessionId,
      day: after.day,
      focusMs: after.focusMs - before.focusMs,
      amount: after.xp - before.xp,
      createdAt: now,
    }))
  if (entries.length > 0) await tx.insert(xpEntries).values(entries)
}
