import 'server-only'
import { eq } from 'drizzle-orm'
import { transaction } from '@/db/client'
import { preferences } from '@/db/schema'
import { AppError } from '@/lib/errors'
import { preferenceColumns, type StudyPreferences } from './queries'

/** Changes the named study preferences and leaves the others alone. Answers all of them as they stand now. */
export async function changePreferences(
  viewer: { id: string },
  change: Partial<StudyPreferences>,
  now: Date,
): Promise<StudyPreferences> {
  const [row] = await transaction((tx) =>
    tx
      .update(preferences)
      .set({ ...change, updatedAt: now })
      .where(eq(preferences.userId, viewer.id))
      .returning(preferenceColumns),
  )
  if (!row) throw new AppError('not-found')
  return row
}
