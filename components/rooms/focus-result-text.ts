import { minutesText } from '@/components/study/timer/time-text'
import type { Earned } from '@/lib/study/earning/record-session'

/** What a recorded focus earned, in two lines: the same as the card after a focus of one's own. Pure. */
export function focusResultText(earned: Earned): { title: string; description: string } {
  const saved = `${minutesText(earned.minutes)} saved`
  const xp = earned.achievements.reduce((sum, achievement) => sum + achievement.xp, earned.xpEarned)
  const rest = [
    ...(earned.leveledUp ? [saved] : []),
    `+${xp} XP`,
    `${minutesText(earned.todayMinutes)} today`,
    ...earned.achievements.map(({ name }) => `New badge: ${name}`),
  ]
  return { title: earned.leveledUp ? `Level ${earned.level}` : saved, description: rest.join(' · ') }
}
