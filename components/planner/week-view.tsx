import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { formatDay } from '@/lib/format'
import type { PlannerPage } from '@/lib/planner/queries'
import { PlanCard } from './plan-card'
import { PlanDialog } from './plan-dialog'

/** Seven days: columns on wide screens, one below the other on phones. */
export function WeekView({ page, time }: { page: PlannerPage; time: string }) {
  return (
    <ol className="grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-7 lg:gap-2">
      {page.days.map(({ day, plans }) => (
        <li
          key={day}
          aria-current={day === page.today ? 'date' : undefined}
          className={cn(
            'grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-2 rounded-md border border-glass-line p-2 lg:min-h-72',
            day === page.today && 'border-accent bg-accent-soft',
          )}
        >
          <div className="flex items-center justify-between gap-2">
            <h2 className="font-sans text-sm font-medium tracking-normal text-ink">
              {formatDay(day)}
              {day === page.today ? <span className="sr-only">, today</span> : null}
            </h2>
            <PlanDialog
              start={{ date: day, time }}
              trigger={
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Plan a session on ${formatDay(day, 'long')}`}
                  className="size-8"
                >
                  <Plus aria-hidden="true" strokeWidth={1.75} className="size-4" />
                </Button>
              }
            />
          </div>
          {plans.map((plan) => (
            <PlanCard key={plan.id} plan={plan} />
          ))}
        </li>
      ))}
    </ol>
  )
}
