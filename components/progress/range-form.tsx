import Link from 'next/link'
import { Button, buttonVariants } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { TextField } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { addDays, weekOf } from '@/lib/calendar/study-day'
import type { DayRange, RangeProblem } from '@/lib/progress/rules'
import { routes } from '@/lib/routes'

/** The ranges one wants most. */
function presets(today: string, weekStart: number): { name: string; range: DayRange | undefined; shown: DayRange }[] {
  const upTo = (from: string) => ({ from, to: today })
  const options: [string, DayRange][] = [
    ['This week', upTo(weekOf(today, weekStart).from)],
    ['30 days', upTo(addDays(today, -29))],
    ['This month', upTo(`${today.slice(0, 7)}-01`)],
    ['90 days', upTo(addDays(today, -89))],
    ['A year', upTo(addDays(today, -364))],
  ]
  return [
    { name: 'Last 7 days', range: undefined, shown: upTo(addDays(today, -6)) },
    ...options.map(([name, range]) => ({ name, range, shown: range })),
  ]
}

/** Which days the page is about. The choice lives in the address: it can be shared, reloaded, and works as a plain form. */
export function RangeForm({
  range,
  problem,
  today,
  weekStart,
}: {
  range: DayRange
  problem: RangeProblem | null
  today: string
  weekStart: number
}) {
  const shown = problem?.typed ?? range
  const errorOf = (field: 'from' | 'to') => (problem?.field === field ? problem.message : undefined)
  return (
    <Panel as="section" aria-label="Date range" className="grid gap-4 py-4 lg:flex lg:items-end lg:justify-between">
      <nav aria-label="Ranges" className="flex flex-wrap gap-2">
        {presets(today, weekStart).map(({ name, range: wanted, shown: days }) => {
          const isCurrent = !problem && days.from === range.from && days.to === range.to
          return (
            <Link
              key={name}
              href={routes.progress(wanted)}
              aria-current={isCurrent ? 'true' : undefined}
              scroll={false}
              className={cn(buttonVariants({ variant: isCurrent ? 'primary' : 'secondary', size: 'sm' }))}
            >
              {name}
            </Link>
          )
        })}
      </nav>
      <form action={routes.progress()} className="flex flex-wrap items-end gap-3">
        <TextField
          key={`from ${shown.from}`}
          label="From"
          type="date"
          name="from"
          defaultValue={shown.from}
          error={errorOf('from')}
          max={today}
          required
          className="w-40"
        />
        <TextField
          key={`to ${shown.to}`}
          label="To"
          type="date"
          name="to"
          defaultValue={shown.to}
          error={errorOf('to')}
          max={today}
          required
          className="w-40"
        />
        <Button type="submit" variant="secondary">
          Show
        </Button>
      </form>
    </Panel>
  )
}
