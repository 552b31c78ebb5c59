import 'server-only'
import { and, eq, ne, sql } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { preferences, users } from '@/db/schema'
import { asciiLookAlikes, lookAlikeKey } from '@/lib/accounts/rules'
import type { Viewer } from '@/lib/accounts/viewer'
import { fieldError } from '@/lib/errors'
import { refreshListing } from './rankings'
import type { SetLeaderboardInput } from './schemas'

/**
 * Sets how the viewer stands on leaderboards, at once and everywhere.
 * @throws AppError beside the alias when it reads like the username of somebody else.
 */
export async function setLeaderboard(viewer: Viewer, input: SetLeaderboardInput, now: Date): Promise<void> {
  await transaction(async (tx) => {
    if (input.alias !== '' && (await isSomebodyElse(tx, viewer, input.alias)))
      throw fieldError('alias', 'Someone here has this name. Please choose another.')
    await tx
      .update(preferences)
      .set({
        leaderboard: input.visibility,
        ...(input.alias !== '' && { leaderboardAlias: input.alias }),
        updatedAt: now,
      })
      .where(eq(preferences.userId, viewer.id))
    await refreshListing(tx, viewer.id)
  })
}

/** Is there another person whose username looks like this? Usernames are ASCII, so SQL can fold them. */
async function isSomebodyElse(tx: Tx, viewer: Viewer, alias: string): Promise<boolean> {
  const plain = sql`replace(replace(${users.usernameKey}, '_', ''), '.', '')`
  const key = asciiLookAlikes.reduce((text, [alike, letter]) => sql`replace(${text}, ${alike}, ${letter})`, plain)
  const [found] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(ne(users.id, viewer.id), sql`${key} = ${lookAlikeKey(alias)}`))
    .limit(1)
  return found !== undefined
}
