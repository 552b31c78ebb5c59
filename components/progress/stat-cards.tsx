import { CalendarDays, Flame, Snowflake, Sparkles, Sun } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Panel } from '@/components/ui/panel'
import { Meter } from '@/components/ui/progress'
import { count, formatDuration, formatMoment, formatNumber } from '@/lib/format'
import type { Headline } from '@/lib/progress/headline'
import type { NextPlan } from '@/lib/progress/queries'
import { routes } from '@/lib/routes'

function StatCard({
  label,
  icon,
  value,
  children,
  className,
}: {
  label: string
  icon: ReactNode
  value: ReactNode
  children?: ReactNode
  className?: string
}) {
  return (
    <Panel as="section" aria-label={label} className={cn('flex flex-col gap-2 p-4 sm:p-5', className)}>
      <h2 className="flex items-center gap-2 font-sans text-sm font-medium tracking-normal text-ink-soft [&_svg]:size-4.5 [&_svg]:text-accent">
        {icon}
        {label}
      </h2>
      <p className="numerals text-2xl text-ink">{value}</p>
      <div className="mt-auto grid gap-1.5 text-sm text-ink-soft">{children}</div>
    </Panel>
  )
}

/** Focus minutes of the study day it is now. */
export function TodayCard({ today }: Pick<Headline, 'today'>) {
  const { minutes, goalMinutes } = today
  return (
    <StatCard label="Today" icon={<Sun aria-hidden="true" strokeWidth={1.75} />} value={formatDuration(minutes)}>
      {goalMinutes === null ? (
        <p>{minutes === 0 ? 'Ten minutes make the day count.' : 'Focused so far today.'}</p>
      ) : (
        <Meter
          label="Daily goal"
          value={Math.min(minutes, goalMinutes)}
          max={goalMinutes}
          valueText={`${formatDuration(minutes)} of ${formatDuration(goalMinutes)}`}
          tone={minutes >= goalMinutes ? 'success' : 'accent'}
        />
      )}
    </StatCard>
  )
}

/** Focus of this week up to today, beside the weekly goal. */
export function WeekCard({ week }: Pick<Headline, 'week'>) {
  return (
    <StatCard
      label="This week"
      icon={<CalendarDays aria-hidden="true" strokeWidth={1.75} />}
      value={formatDuration(week.minutes)}
    >
      <Meter
        label="Weekly goal"
        value={Math.min(week.minutes, week.goalMinutes)}
        max={week.goalMinutes}
        valueText={`${week.percent} % of ${formatDuration(week.goalMinutes)}`}
        tone={week.percent >= 100 ? 'success' : 'accent'}
      />
    </StatCard>
  )
}

/** Study days in a row, and what keeps them. */
export function StreakCard({ streak }: Pick<Headline, 'streak'>) {
  const { days, isDoneToday, freezes, frozenDays, longest } = streak
  return (
    <StatCard label="Streak" icon={<Flame aria-hidden="true" strokeWidth={1.75} />} value={count(days, 'day')}>
      <p>{streakSentence(streak)}</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {freezes > 0 || frozenDays.length > 0 ? (
          <span className="inline-flex items-center gap-1 text-break">
            <Snowflake aria-hidden="true" strokeWidth={1.75} className="size-4" />
            {frozenDays.length > 0
              ? `saved by ${count(frozenDays.length, 'freeze')}`
              : `${count(freezes, 'freeze')} left`}
          </span>
        ) : null}
        {longest > days || (isDoneToday && longest > 1) ? <span>Longest: {count(longest, 'day')}</span> : null}
      </p>
    </StatCard>
  )
}

function streakSentence({ days, isDoneToday, frozenDays }: Headline['streak']): string {
  if (days === 0) return 'Ten minutes today start a new one.'
  if (isDoneToday) return 'Today counts.'
  return frozenDays.length > 0 ? 'Ten minutes today keep it going.' : 'Ten minutes today add a day.'
}

/** Level, and the XP to the next one. */
export function LevelCard({ level }: Pick<Headline, 'level'>) {
  return (
    <StatCard label="Level" icon={<Sparkles aria-hidden="true" strokeWidth={1.75} />} value={`Level ${level.level}`}>
      <Meter
        label={`${formatNumber(level.xp)} XP`}
        value={level.into}
        max={level.of}
        valueText={`${formatNumber(level.toNext)} XP to level ${level.level + 1}`}
      />
    </StatCard>
  )
}

/** The next planned session, or an invitation to plan one. */
export function NextPlanCard({ next, timeZone }: { next: NextPlan | null; timeZone: string }) {
  return (
    <StatCard
      label="Next up"
      icon={<CalendarDays aria-hidden="true" strokeWidth={1.75} />}
      value={
        next ? (
          <span dir="auto" className="line-clamp-2 font-serif text-xl wrap-anywhere">
            {next.title}
          </span>
        ) : (
          'Nothing planned'
        )
      }
    >
      {next ? (
        <p>
          <time dateTime={next.startsAt.toISOString()}>{formatMoment(next.startsAt, timeZone)}</time>,{' '}
          {formatDuration(next.minutes)}
        </p>
      ) : (
        <p>A plan makes it easier to begin.</p>
      )}
      <Link href={routes.planner()} className="w-fit rounded-xs text-accent underline underline-offset-4">
        {next ? 'Open the planner' : 'Plan a session'}
      </Link>
    </StatCard>
  )
}
