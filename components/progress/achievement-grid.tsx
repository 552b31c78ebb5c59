import { Card, Panel } from '@/components/ui/panel'
import { Meter } from '@/components/ui/progress'
import { count, formatDate, formatDuration, formatNumber } from '@/lib/format'
import type { AchievementProgress } from '@/lib/progress/badges'
import { AchievementIcon } from './achievement-icon'

const categoryNames: Record<AchievementProgress['category'], string> = {
  sessions: 'Sessions',
  time: 'Time',
  streak: 'Streaks',
  level: 'Levels',
  depth: 'Long sessions',
  together: 'Studying together',
  planning: 'Planning',
  habit: 'Habits',
}

/** What the viewer has, by the day they got it, newest first. */
export function OwnedAchievements({
  achievements,
  timeZone,
}: {
  achievements: readonly AchievementProgress[]
  timeZone: string
}) {
  const bonus = achievements.reduce((sum, { xp }) => sum + xp, 0)
  return (
    <Panel as="section" aria-label="Yours">
      <h2 className="text-xl text-ink">Yours</h2>
      <p className="mt-1 text-sm text-ink-soft">
        {achievements.length > 0
          ? `${count(achievements.length, 'badge')}, ${formatNumber(bonus)} XP in all.`
          : 'None yet. The first one is a single focus session away.'}
      </p>
      {achievements.length > 0 ? (
        <ul className="mt-4 grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {achievements.map((achievement) => (
            <Card as="li" key={achievement.id} className="flex gap-3">
              <AchievementIcon icon={achievement.icon} isOwned />
              <div className="min-w-0">
                <h3 className="text-lg text-ink">{achievement.name}</h3>
                <p className="text-sm text-ink-soft">{achievement.description}</p>
                {achievement.unlockedAt ? (
                  <p className="mt-1 text-sm text-ink-faint">
                    <time dateTime={achievement.unlockedAt.toISOString()}>
                      {formatDate(achievement.unlockedAt, timeZone)}
                    </time>
                    , {formatNumber(achievement.xp)} XP
                  </p>
                ) : null}
              </div>
            </Card>
          ))}
        </ul>
      ) : null}
    </Panel>
  )
}

/** What is left, by kind, each with how far the viewer has come. */
export function OpenAchievements({ achievements }: { achievements: readonly AchievementProgress[] }) {
  const categories = [...new Set(achievements.map(({ category }) => category))]
  return categories.map((category) => (
    <Panel as="section" key={category} aria-label={categoryNames[category]}>
      <h2 className="text-xl text-ink">{categoryNames[category]}</h2>
      <ul className="mt-4 grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {achievements
          .filter((achievement) => achievement.category === category)
          .map((achievement) => (
            <Card as="li" key={achievement.id} className="flex gap-3">
              <AchievementIcon icon={achievement.icon} isOwned={false} />
              <div className="grid min-w-0 flex-1 content-start gap-1">
                <h3 className="text-lg text-ink">{achievement.name}</h3>
                <p className="text-sm text-ink-soft">{achievement.description}</p>
                <Meter
                  label={`${formatNumber(achievement.xp)} XP`}
                  value={achievement.reached}
                  max={achievement.requirement}
                  valueText={formatAchievementProgress(achievement)}
                  className="mt-1"
                />
              </div>
            </Card>
          ))}
      </ul>
    </Panel>
  ))
}

function formatAchievementProgress({ measure, reached, requirement }: AchievementProgress): string {
  const isTime = measure === 'focus-minutes' || measure === 'session-minutes' || measure === 'together-minutes'
  return isTime ? `${formatDuration(reached)} of ${formatDuration(requirement)}` : `${reached} of ${requirement}`
}
