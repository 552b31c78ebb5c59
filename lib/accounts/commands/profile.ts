import 'server-only'
import { eq } from 'drizzle-orm'
import { transaction } from '@/db/client'
import { avatars, profiles } from '@/db/schema'
import { fieldError } from '@/lib/errors'
import { hashSecret } from '@/lib/ids'
import { squareWebp } from '../avatar-image'
import { knownTimeZone } from '../rules'
import type { ProfileInput } from '../schemas'
import type { Viewer } from '../viewer'

/**
 * Changes what others see of the viewer. A new time zone counts from now on: days already studied stay where they are.
 * @throws AppError beside the time zone when there is no such zone.
 */
export async function updateProfile(viewer: Viewer, input: ProfileInput, now: Date): Promise<void> {
  const timeZone = knownTimeZone(input.timeZone)
  if (timeZone === 'UTC' && input.timeZone !== 'UTC') throw fieldError('timeZone', 'Please pick a zone from the list.')
  const { bio, gender, visibility } = input
  await transaction((tx) =>
    tx
      .update(profiles)
      .set({ bio, gender, visibility, timeZone, updatedAt: now })
      .where(eq(profiles.userId, viewer.id)),
  )
}

/**
 * Takes a picture as the viewer's avatar: cropped square, re-encoded, without its metadata.
 * @throws AppError beside the field when it is no picture we take.
 */
export async function uploadAvatar(viewer: Viewer, upload: Uint8Array, now: Date): Promise<void> {
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
