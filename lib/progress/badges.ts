import 'server-only'
import { desc, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { userAchievements } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import {
  type Achievement,
  type AchievementCategory,
  achievementCatalogue,
  type Measure,
} from '@/lib/study/earning/achievement-catalogue'
import type { AchievementCounts } from '@/lib/study/earning/achievements'
import { partnersOf } from '@/lib/study/earning/partners'
import { planProgress } from '@/lib/study/earning/plan-progress'
import { progressTowards } from '@/lib/study/earning/record-session'
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

const listBadgeRows = (userId: string) =>
  db
    .select({ id: userAchievements.achievementId, unlockedAt: userAchievements.unlockedAt })
    .from(userAchievements)
    .where(eq(userAchievements.userId, userId))
    .orderBy(desc(userAchievements.unlockedAt))

const places = new Map<string, number>(achievementCatalogue.map(({ id }, place) => [id, place]))

/** What the viewer has, the newest first; of those of one instant the later in the list. Without what is in it no longer. */
export async function listBadges(viewer: Viewer): Promise<Badge[]> {
  const rows = await listBadgeRows(viewer.id)
  return rows
    .toSorted(
      (a, b) => b.unlockedAt.getTime() - a.unlockedAt.getTime() || (places.get(b.id) ?? 0) - (places.get(a.id) ?? 0),
    )
    .flatMap(({ id, unlockedAt }) => {
      const achievement = byId.get(id)
      if (!achievement) return []
      const { name, description, icon, xp } = achievement
      return [{ id, name, description, icon, xp, unlockedAt }]
    })
}

/** Every achievement with the viewer's progress: theirs first, newest first, then the rest in order. Four queries. */
export async function listAchievements(viewer: Viewer, now: Date): Promise<AchievementProgress[]> {
  const [{ totals }, owned, partners, plans] = await Promise.all([
    readHeadline(viewer, now),
    listBadgeRows(viewer.id),
    partnersOf(db, [viewer.id]),
    planProgress(db, viewer.id),
  ])
  const measured: AchievementCounts = { ...progressTowards(totals), ...partners.get(viewer.id), ...plans }
  const reachedIn = (measure: Measure) => (measure === 'level' ? levelOf(totals.xp) : (measured[measure] ?? 0))
  const unlocked = new Map(owned.map(({ id, unlockedAt }) => [id, unlockedAt]))
  return achievementCatalogue
    .map((achievement) => {
      const unlockedAt = unlocked.get(achievement.id) ?? null
      const { requirement } = achievement
      return {
        ...achievement,
        unlockedAt,
        reached: unlockedAt ? requirement : Math.min(reachedIn(achievement.measure), requirement),
      }
    })
    .sort((a, b) => (b.unlockedAt?.getTime() ?? 0) - (a.unlockedAt?.getTime() ?? 0))
}
