import type { Metadata } from 'next'
import { PageHeader } from '@/components/frame/page-header'
import { OpenAchievements, OwnedAchievements } from '@/components/progress/achievement-grid'
import { requireViewer } from '@/lib/accounts/viewer'
import { listAchievements } from '@/lib/progress/badges'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Achievements' }

export default async function AchievementsPage() {
  const viewer = await requireViewer(routes.achievements)
  const achievements = await listAchievements(viewer, new Date())
  const owned = achievements.filter(({ unlockedAt }) => unlockedAt !== null)
  const open = achievements.filter(({ unlockedAt }) => unlockedAt === null)
  return (
    <>
      <PageHeader title="Achievements" description="Each is earned once and stays yours." />
      <OwnedAchievements achievements={owned} timeZone={viewer.timeZone} />
      <OpenAchievements achievements={open} />
    </>
  )
}
