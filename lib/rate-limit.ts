import 'server-only'
import { and, eq, gt, gte, like, lt, sql } from 'drizzle-orm'
import { db, transaction } from '@/db/client'
import { rateLimits } from '@/db/schema'
import { AppError } from './errors'

/** At most `times` within `windowMs`, counted from the first one. */
export type RateLimit = {
  name: string
  times: number
  windowMs: number
  /** What the one too many is told, where there is something better to say than the usual sentence. */
  message?: string
}

/**
 * Counts one use of `limit` by `who` (an account, an address) and refuses the one too many. One atomic statement, in
 * the database, so that it holds over several processes and serverless instances.
 * @throws AppError `too-many` with the seconds to wait.
 */
export async function takeFromLimit(limit: RateLimit, who: string, now: Date): Promise<void> {
  const windowStart = new Date(now.getTime() - limit.windowMs)
  // Values in raw SQL are encoded like the column they stand for: instants differ between the dialects.
  const over = lt(rateLimits.windowStartedAt, windowStart)
  const startedNow = sql.param(now, rateLimits.windowStartedAt)
  const [used] = await transaction((tx) =>
    tx
      .insert(rateLimits)
      .values({ key: `${limit.name}:${who}`, windowStartedAt: now, count: 1 })
      .onConflictDoUpdate({
        target: rateLimits.key,
        set: {
          count: sql`case when ${over} then 1 else ${rateLimits.count} + 1 end`,
          windowStartedAt: sql`case when ${over} then ${startedNow} else ${rateLimits.windowStartedAt} end`,
        },
      })
      .returning({ count: rateLimits.count, windowStartedAt: rateLimits.windowStartedAt }),
  )
  if (!used || used.count <= limit.times) return
  const waitMs = used.windowStartedAt.getTime() + limit.windowMs - now.getTime()
  throw new AppError('too-many', limit.message, { retryAfterS: Math.max(1, Math.ceil(waitMs / 1000)) })
}

/** Would one more use of `limit` be refused? Counts nothing: for what need not be shown then. */
export async function isUsedUp(limit: RateLimit, who: string, now: Date): Promise<boolean> {
  const windowStart = new Date(now.getTime() - limit.windowMs)
  const [used] = await db
    .select({ count: rateLimits.count })
    .from(rateLimits)
    .where(and(eq(rateLimits.key, `${limit.name}:${who}`), gte(rateLimits.windowStartedAt, windowStart)))
  return used !== undefined && used.count >= limit.times
}

/** Gives one use back: for limits that count failures, paid before the try so that parallel tries are counted too. */
export async function refundLimit(limit: RateLimit, who: string): Promise<void> {
  await transaction((tx) =>
    tx
      .update(rateLimits)
      .set({ count: sql`${rateLimits.count} - 1` })
      .where(and(eq(rateLimits.key, `${limit.name}:${who}`), gt(rateLimits.count, 0))),
  )
}

/** Forgets what `who` used of a limit, after they proved that it was them. */
export async function clearLimit(limit: RateLimit, who: string): Promise<void> {
  await transaction((tx) => tx.delete(rateLimits).where(eq(rateLimits.key, `${limit.name}:${who}`)))
}

/** Like `clearLimit`, for every `who` that begins with `start` and a colon. `start` has no `%` or `_`. */
export async function clearLimitsWithin(limit: RateLimit, start: string): Promise<void> {
  await transaction((tx) => tx.delete(rateLimits).where(like(rateLimits.key, `${limit.name}:${start}:%`)))
}
