import 'server-only'
import { eq } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { avatars, preferences, profiles } from '@/db/schema'
import { AppError, fieldError } from '@/lib/errors'
import { hashSecret } from '@/lib/ids'
import { dayMs } from '@/lib/time'
import { squareWebp } from '../avatar-image'
import { knownTimeZone } from '../rules'
import type { ProfileInput } from '../schemas'
import type { Viewer } from '../viewer'

/**
 * Changes what others see of the viewer. A new time zone shows on their clocks at once and counts from the next study day
 * on; days already studied stay where they are.
 * @throws AppError beside the time zone when there is no such zone.
 */
export async function updateProfile(viewer: Viewer, input: ProfileInput, now: Date): Promise<void> {
  const timeZone = knownTimeZone(input.timeZone)
  if (timeZone === 'UTC' && input.timeZone !== 'UTC') throw fieldError('timeZone', 'Please pick a zone from the list.')
  const { bio, gender, visibility } = input
  await transaction(async (tx) => {
    await keepCalendar(tx, viewer.id, { timeZone }, now)
    await tx
      .update(profiles)
      .set({ bio, gender, visibility, timeZone, updatedAt: now })
      .where(eq(profiles.userId, viewer.id))
  })
}

/** So far back may something be recorded for the first time. */
const keptMs = 8 * dayMs
/** Nobody travels that much; a script would. */
const maxKept = 200

/**
 * Remembers the calendar the person has, before their zone or day start is changed to `next`: which study day it is goes
 * by both. Nothing when neither changes. Every way to change one of them calls this first, in its transaction.
 * @throws AppError beside the zone when it was changed hundreds of times within days.
 */
async function keepCalendar(
  tx: Tx,
  userId: string,
  next: { timeZone?: string; dayStartHour?: number },
  now: Date,
): Promise<void> {
  const [had] = await tx
    .select({
      timeZone: profiles.timeZone,
      dayStartHour: preferences.dayStartHour,
      formerCalendars: profiles.formerCalendars,
    })
    .from(profiles)
    .innerJoin(preferences, eq(preferences.userId, profiles.userId))
    .where(eq(profiles.userId, userId))
  if (!had) return
  const { formerCalendars, ...calendar } = had
  if (
    (next.timeZone ?? calendar.timeZone) === calendar.timeZone &&
    (next.dayStartHour ?? calendar.dayStartHour) === calendar.dayStartHour
  )
    return
  const lately = formerCalendars.filter(({ untilMs }) => untilMs > now.getTime() - keptMs)
  if (lately.length >= maxKept)
    throw fieldError('timeZone', 'You have changed your zone very often lately. Try again in a few days.')
  await tx
    .update(profiles)
    .set({ formerCalendars: [...lately, { ...calendar, untilMs: now.getTime() }] })
    .where(eq(profiles.userId, userId))
}

/**
 * Takes a picture as the viewer's avatar: cropped square, re-encoded, without its metadata.
 * @throws AppError `unverified`; beside the field when it is no picture we take.
 */
export async function uploadAvatar(viewer: Viewer, upload: Uint8Array, now: Date): Promise<void> {
  if (!viewer.isVerified) throw new AppError('unverified')
  const image = await squareWebp(upload)
  const picture = { image, digest: hashSecret(image), updatedAt: now }
  await transaction((tx) =>
    tx
      .insert(avatars)
      .values({ userId: viewer.id, ...picture })
      .onConflictDoUpdate({ target: avatars.userId, set: picture }),
  )
}

/** Back to the cup poured for the name. */
export async function removeAvatar(viewer: Viewer): Promise<void> {
  await transaction((tx) => tx.delete(avatars).where(eq(avatars.userId, viewer.id)))
}
