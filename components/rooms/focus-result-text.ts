import { formatDuration } from '@/lib/format'
import type { Earned } from '@/lib/study/earning/record-session'

/** What a recorded focus earned, in two lines: the same as the card after a focus of one's own. Pure. */
export function focusResultText(earned: Earned): { title: string; description: string } {
  const saved = `${formatDuration(earned.minutes, 'long')} saved`
  const xp = earned.achievements.reduce((sum, achievement) => sum + achievement.xp, earned.xpEarned)
  const rest = [
    ...(earned.leveledUp ? [saved] : []),
    `+${xp} XP`,
    `${formatDuration(earned.todayMinutes, 'long')} today`,
    ...earned.achievements.map(({ name }) => `New badge: ${name}`),
  ]
  return { title: earned.leveledUp ? `Level ${earned.level}` : saved, description: rest.join(' · ') }
}
