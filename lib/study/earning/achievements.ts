/** When an achievement is reached. Pure: the list itself is seeded from `db/achievements.ts`. */
import { type AchievementSeed, achievementSeeds, type Measure } from '@/db/achievements'
import { levelOf } from './xp'

/** What a person has reached, by measure. What is left out is not looked at. `level` follows from XP. */
export type Standing = Partial<Record<Exclude<Measure, 'level'>, number>>

/** The achievements that are reached and not owned yet, and the XP after their bonuses: a bonus may reach a level. */
export function newlyReached(
  standing: Standing,
  xp: number,
  owned: ReadonlySet<string>,
): { reached: AchievementSeed[]; xp: number } {
  const reached: AchievementSeed[] = []
  let total = xp
  for (;;) {
    const level = levelOf(total)
    const next = achievementSeeds.find(
      (achievement) => !owned.has(achievement.id) && !reached.includes(achievement) && isReached(achievement, level),
    )
    if (!next) return { reached, xp: total }
    reached.push(next)
    total += next.xp
  }

  function isReached({ measure, requirement }: AchievementSeed, level: number): boolean {
    return (measure === 'level' ? level : (standing[measure] ?? 0)) >= requirement
  }
}
