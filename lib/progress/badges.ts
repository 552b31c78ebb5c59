import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { studyPartners, userAchievements } from '@/db/schema'
import { sumOf } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import {
  type Achievement,
  type AchievementCategory,
  achievementCatalogue,
  type Measure,
} from '@/lib/study/achievement-catalogue'
import { partnerSeconds } from '@/lib/study/earning/partners'
import { planProgress } from '@/lib/study/earning/plan-progress'
import { levelOf } from '@/lib/study/earning/xp'
import { readHeadline } from './headline'

/** An achievement somebody has. */
export type Badge = { id: string; name: string; description: string; icon: string; xp: number; unlockedAt: Date }

/** An achievement with how far the viewer has come. */
export type AchievementProgress = {
  id: string
  name: string
  description: string
  icon: string
  xp: number
  category: AchievementCategory
  measure: Measure
  requirement: number
  /** Never more than the requirement. */
  reached: number
  unlockedAt: Date | null
}

const byId = new Map<string, Achievement>(achievementCatalogue.map((achievement) => [achievement.id, achievement]))

/** The badge of an unlocked achievement; none when it is no longer in the list. */
export function achievementOf(id: string | null, unlockedAt: Date): Badge[] {
  const achievement = byId.get(id ?? '')
  if (!achievement) return []
  const { name, description, icon, xp } = achievement
  return [{ id: achievement.id, name, description, icon, xp, unlockedAt }]
}

/** Every achievement with the viewer's progress: theirs first, newest first, then the rest in order. Four queries. */
export async function listAchievements(viewer: Viewer, now: Date): Promise<AchievementProgress[]> {
  const [{ totals }, owned, [company], plans] = await Promise.all([
    readHeadline(viewer, now),
    db
      .select({ id: userAchievements.achievementId, unlockedAt: userAchievements.unlockedAt })
      .from(userAchievements)
      .where(eq(userAchievements.userId, viewer.id)),
    db
      .select({
        partners: sumOf(sql`case when ${studyPartners.togetherSeconds} >= ${partnerSeconds} then 1 else 0 end`),
        minutes: sql<number>`cast(coalesce(sum(${studyPartners.togetherSeconds}), 0) / 60 as integer)`,
      })
      .from(studyPartners)
      .where(eq(studyPartners.userId, viewer.id)),
    planProgress(db, viewer.id),
  ])
  const reached: Record<Measure, number> = {
    sessions: totals.sessions,
    'focus-minutes': totals.focusMinutes,
    'streak-days': totals.longestStreakDays,
    level: levelOf(totals.xp),
    'session-minutes': totals.longestSessionMinutes,
    partners: company?.partners ?? 0,
    'together-minutes': company?.minutes ?? 0,
    'plans-done': plans['plans-done'] ?? 0,
    'early-days': totals.earlyDays,
    comebacks: totals.comebacks,
  }
  const unlocked = new Map(owned.map(({ id, unlockedAt }) => [id, unlockedAt]))
  return achievementCatalogue
    .map((achievement) => {
      const unlockedAt = unlocked.get(achievement.id) ?? null
      const { requirement } = achievement
      return {
        ...achievement,
        unlockedAt,
        reached: unlockedAt ? requirement : Math.min(reached[achievement.measure], requirement),
      }
    })
    .sort((a, b) => (b.unlockedAt?.getTime() ?? 0) - (a.unlockedAt?.getTime() ?? 0))
}
