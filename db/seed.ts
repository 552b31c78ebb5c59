/** What every database needs to hold: the achievements. Runs after each migration; running it again changes nothing. */
import { achievementSeeds } from './achievements'
import { achievements } from './schema'
import type { Tx } from './types'

/** Inserts the achievements and brings their words and numbers up to date. None is taken away: people own them. */
export async function seed(tx: Tx): Promise<void> {
  for (const [position, achievement] of achievementSeeds.entries()) {
    const { id, ...set } = { ...achievement, position }
    await tx
      .insert(achievements)
      .values({ id, ...set })
      .onConflictDoUpdate({ target: achievements.id, set })
  }
}
