import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { count, formatDate, formatNumber } from '@/lib/format'
import type { Badge } from '@/lib/progress/badges'
import { routes } from '@/lib/routes'
import { AchievementIcon } from './achievement-icon'

/** Enough to remember by; all of them have a page of their own. */
const shown = 10

/** The badges somebody has, newest first. */
export function BadgeList({ badges, timeZone }: { badges: readonly Badge[]; timeZone: string }) {
  return (
    <Panel as="section" aria-label="Achievements">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-xl text-ink">Achievements</h2>
        <Link href={routes.achievements} className="rounded-xs text-sm text-accent underline underline-offset-4">
          See them all
        </Link>
      </div>
      {badges.length === 0 ? (
        <EmptyState
          art={null}
          title="The first badge is one session away"
          description="Finish a focus session and it appears here."
          className="py-6"
        />
      ) : (
        <>
          <p className="mt-1 text-sm text-ink-soft">{count(badges.length, 'badge')}, the newest first.</p>
          <ul className="mt-4 grid gap-3 sm:grid-cols-2">
            {badges.slice(0, shown).map((badge) => (
              <li key={badge.id} className="flex items-center gap-3">
                <AchievementIcon icon={badge.icon} isOwned />
                <div className="min-w-0">
                  <p className="font-medium text-ink">{badge.name}</p>
                  <p className="text-sm text-ink-faint">
                    <time dateTime={badge.unlockedAt.toISOString()}>{formatDate(badge.unlockedAt, timeZone)}</time>,{' '}
                    {formatNumber(badge.xp)} XP
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
