import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { addDays } from '@/lib/calendar/study-day'
import { count, dayFrom, formatDay, formatDuration, formatRange } from '@/lib/format'
import type { ProgressPage } from '@/lib/progress/queries'
import { fullDayMinutes, grainOf, percentOf } from '@/lib/progress/rules'
import { routes } from '@/lib/routes'
import { CompletionRing } from './completion-ring'
import { DayChart } from './day-chart-lazy'
import type { DayPoint } from './day-point'
import { Figure } from './figure'
import { Heatmap } from './heatmap'
import { HourChart } from './hour-chart-lazy'

type Bar = ProgressPage['bars'][number]

/** The bars of the range with the productivity line. */
export function FocusChart({ page, isDefault }: { page: ProgressPage; isDefault: boolean }) {
  const { bars, total, range } = page
  const grain = grainOf(range)
  const best = bars.reduce<Bar | null>((found, bar) => (bar.minutes > (found?.minutes ?? 0) ? bar : found), null)
  const isNew = page.heatmap.minutes.every((minutes) => minutes === 0) && page.level.xp === 0
  const title = isDefault ? 'Last 7 days' : formatRange(range.from, range.to)
  return (
    <Figure
      title={title}
      aside={<span className="text-sm text-ink-faint">Productivity: 100 % is 8 h a day</span>}
      summary={
        best
          ? `${formatDuration(total.minutes)} in ${count(total.sessions, 'session')} on ${total.studiedDays} of ${count(total.days, 'day')}, ` +
            `${percentOf(total.minutes, fullDayMinutes * total.days)} % productivity. Best ${grain}: ${nameOf(best)}, ${formatDuration(best.minutes)}.`
          : isNew
            ? 'Nothing here yet: the first focus session draws the first bar.'
            : 'No focus in these days.'
      }
      {...(best && {
        table: {
          head: [grain === 'day' ? 'Day' : grain === 'week' ? 'Week' : 'Month', 'Focus', 'Sessions', 'Productivity'],
          rows: bars.map(
            (bar) => [nameOf(bar), formatDuration(bar.minutes), bar.sessions, `${bar.productivity} %`] as const,
          ),
        },
      })}
      className="min-w-0 lg:col-span-2"
    >
      {best ? (
        <DayChart title={`${title}: focus and productivity`} points={bars.map((bar) => pointOf(bar, bars.length))} />
      ) : (
        <EmptyState
          title={isNew ? 'Your first bar is waiting' : 'No focus in these days'}
          description={
            isNew
              ? 'Focus for a while, alone or in a room, and this fills up by itself.'
              : 'Pick other days above, or start a session.'
          }
          action={<Button render={<Link href={routes.study} />}>Start a session</Button>}
          className="py-4"
        />
      )}
    </Figure>
  )
}

const nameOf = ({ from, to }: Bar): string =>
  from === to ? dayFrom(from, new Date().toISOString()) : formatRange(from, to)

function pointOf(bar: Bar, bars: number): DayPoint {
  const label = bar.from !== bar.to || bars > 7 ? formatDay(bar.from, 'date') : formatDay(bar.from, 'short')
  return { label, name: nameOf(bar), minutes: bar.minutes, productivity: bar.productivity }
}

/** The circle of the week. */
export function WeekCircle({ week }: Pick<ProgressPage, 'week'>) {
  const left = Math.max(0, week.goalMinutes - week.minutes)
  return (
    <Figure
      title="Weekly goal"
      summary={
        left === 0
          ? `Done: ${formatDuration(week.minutes)} since ${formatDay(week.from, 'medium')}.`
          : `${formatDuration(week.minutes)} since ${formatDay(week.from, 'medium')}, ${formatDuration(left)} to go.`
      }
      aside={
        <Link href={routes.goals} className="rounded-xs text-sm text-accent underline underline-offset-4">
          {week.isOwnGoal ? 'Change goal' : 'Set your own'}
        </Link>
      }
    >
      <CompletionRing percent={week.percent} minutes={week.minutes} goalMinutes={week.goalMinutes} />
    </Figure>
  )
}

/** The year as a heatmap. */
export function YearHeatmap({ heatmap }: Pick<ProgressPage, 'heatmap'>) {
  const { from, minutes: year } = heatmap
  const total = year.reduce((sum, minutes) => sum + minutes, 0)
  const studiedDays = year.filter((minutes) => minutes > 0).length
  const months = new Map<string, { minutes: number; days: number }>()
  for (const [index, minutes] of year.entries()) {
    if (minutes === 0) continue
    const name = addDays(from, index).slice(0, 7)
    const month = months.get(name) ?? { minutes: 0, days: 0 }
    months.set(name, { minutes: month.minutes + minutes, days: month.days + 1 })
  }
  return (
    <Figure
      title="The year"
      summary={
        studiedDays > 0
          ? `${formatDuration(total)} on ${count(studiedDays, 'day')} since ${formatDay(from, 'long')}.`
          : 'Every day you study gets its square.'
      }
      {...(studiedDays > 0 && {
        table: {
          head: ['Month', 'Focus', 'Days'],
          rows: [...months].map(
            ([month, { minutes, days }]) => [formatDay(`${month}-01`, 'month'), formatDuration(minutes), days] as const,
          ),
        },
      })}
    >
      <Heatmap {...heatmap} />
    </Figure>
  )
}

/** Focus by hour of the day. */
export function HoursChart({ byHour }: Pick<ProgressPage, 'byHour'>) {
  const most = Math.max(...byHour)
  const best = byHour.indexOf(most)
  const clock = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`
  return (
    <Figure
      title="By hour of the day"
      summary={
        most > 0
          ? `Your best hour begins at ${clock(best)}: ${formatDuration(most)}.`
          : 'Study at different times and see which one is yours.'
      }
      {...(most > 0 && {
        table: {
          head: ['Hour', 'Focus'],
          rows: byHour.flatMap((minutes, hour) =>
            minutes > 0 ? [[`${clock(hour)} to ${clock(hour + 1)}`, formatDuration(minutes)] as const] : [],
          ),
        },
      })}
      className="min-w-0 lg:col-span-2"
    >
      {most > 0 ? <HourChart byHour={byHour} title="Focus by hour of the day" /> : null}
    </Figure>
  )
}

/** Planned sessions of the range, and those that were done. */
export function PlansKept({ plans }: Pick<ProgressPage, 'plans'>) {
  const { planned, done } = plans
  return (
    <Figure
      title="Planned and done"
      summary={
        planned > 0
          ? `${done} of ${count(planned, 'planned session')} done, ${percentOf(done, planned)} %.`
          : 'Nothing was planned for these days.'
      }
      aside={
        <Link href={routes.planner()} className="rounded-xs text-sm text-accent underline underline-offset-4">
          Open the planner
        </Link>
      }
      {...(planned > 0 && {
        table: {
          head: ['What', 'Sessions'],
          rows: [['Planned', planned] as const, ['Done', done] as const, ['Not done', planned - done] as const],
        },
      })}
    >
      {planned > 0 ? (
        <svg aria-hidden="true" className="block h-3 w-full overflow-hidden rounded-full bg-wash-strong">
          <rect width={`${(done / planned) * 100}%`} height="100%" rx="6" className="fill-success" />
        </svg>
      ) : null}
    </Figure>
  )
}
