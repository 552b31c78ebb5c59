import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { Button, buttonVariants } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { formatDay, formatRange } from '@/lib/format'
import type { PlannerPage } from '@/lib/planner/queries'
import { neighbour, views } from '@/lib/planner/rules'
import { routes } from '@/lib/routes'

const viewNames = { week: 'Week', month: 'Month' } as const

/** Where in the calendar one is, and the ways from there. Everything is an address. */
export function PlannerBar({ page }: { page: PlannerPage }) {
  const { view, day, days, today } = page
  const title = view === 'month' ? formatDay(day, 'month') : formatRange(days[0]?.day ?? day, days.at(-1)?.day ?? day)
  const to = (next: string) => routes.planner({ view, day: next })
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <div className="flex items-center gap-1">
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Previous ${view}`}
          render={<Link href={to(neighbour(page, -1))} scroll={false} />}
        >
          <ChevronLeft aria-hidden="true" strokeWidth={1.75} />
        </Button>
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Next ${view}`}
          render={<Link href={to(neighbour(page, 1))} scroll={false} />}
        >
          <ChevronRight aria-hidden="true" strokeWidth={1.75} />
        </Button>
        <p className="px-2 font-serif text-lg text-ink">{title}</p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Link
          href={routes.planner({ view })}
          scroll={false}
          className={cn(buttonVariants({ variant: 'secondary', size: 'sm' }))}
        >
          {days.some((shown) => shown.day === today && !shown.isOutside) ? 'Today' : 'Back to today'}
        </Link>
        <nav aria-label="View" className="flex gap-2">
          {views.map((name) => (
            <Link
              key={name}
              href={routes.planner({ view: name, day })}
              scroll={false}
              aria-current={name === view ? 'true' : undefined}
              className={cn(buttonVariants({ variant: name === view ? 'primary' : 'secondary', size: 'sm' }))}
            >
              {viewNames[name]}
            </Link>
          ))}
        </nav>
      </div>
    </div>
  )
}
