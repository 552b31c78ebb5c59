/** When an achievement is reached. Pure. */
import { type Achievement, achievementCatalogue, type Measure } from '@/lib/study/earning/achievement-catalogue'
import { levelOf } from './xp'

/** What a person has reached, by measure. What is left out is not looked at. `level` follows from XP. */
export type AchievementCounts = Partial<Record<Exclude<Measure, 'level'>, number>>

/** The achievements that are reached and not owned yet, and the XP after their bonuses: a bonus may reach a level. */
export function newlyReached(
  counts: AchievementCounts,
  xp: number,
  owned: ReadonlySet<string>,
): { reached: Achievement[]; xp: number } {
  const reached: Achievement[] = []
  let total = xp
  for (;;) {
    const level = levelOf(total)
    const next = achievementCatalogue.find(
      (achievement) => !owned.has(achievement.id) && !reached.includes(achievement) && isReached(achievement, level),
    )
    if (!next) return { reached, xp: total }
    reached.push(next)
    total += next.xp
  }

  function isReached({ measure, requirement }: Achievement, level: number): boolean {
    return (measure === 'level' ? level : (counts[measure] ?? 0)) >= requirement
  }
}
