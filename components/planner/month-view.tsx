import Link from 'next/link'
import { cn } from '@/components/ui/cn'
import { count, formatDay } from '@/lib/format'
import type { PlannerPage } from '@/lib/planner/queries'
import { categoryNames } from '@/lib/planner/rules'
import { routes } from '@/lib/routes'
import { categoryMarks } from './category-marks'

const namesShown = 3

/** The month: each day a link to its week, with its plans by name, or as dots where there is no room. */
export function MonthView({ page }: { page: PlannerPage }) {
  return (
    <div>
      <ol aria-hidden="true" className="grid grid-cols-7 gap-1 pb-1 text-center text-xs text-ink-faint">
        {page.days.slice(0, 7).map(({ day }) => (
          <li key={day}>{formatDay(day, 'short')}</li>
        ))}
      </ol>
      <ol className="grid grid-cols-7 gap-1">
        {page.days.map(({ day, plans, isOutside }) => (
          <li key={day} className="min-w-0">
            <Link
              href={routes.planner({ day })}
              aria-current={day === page.today ? 'date' : undefined}
              className={cn(
                'grid min-h-14 grid-cols-[minmax(0,1fr)] content-start gap-1 rounded-sm border border-glass-line p-1 hover:bg-wash sm:min-h-24 sm:p-1.5',
                isOutside && 'opacity-55',
                day === page.today && 'border-accent bg-accent-soft',
              )}
            >
              {/* What is read out begins with what is seen: the number of the day, then its plans. */}
              <span className="text-sm text-ink tabular-nums">
                {Number(day.slice(8))}
                <span className="sr-only">
                  {' '}
                  {formatDay(day, 'month')}: {count(plans.length, 'plan')}
                </span>
              </span>
              <span className="flex flex-wrap gap-0.5 sm:hidden">
                {plans.map((plan) => (
                  <span
                    key={plan.id}
                    className={cn('keeps-colour size-1.5 rounded-full', categoryMarks[plan.category])}
                  />
                ))}
              </span>
              <span className="hidden grid-cols-[minmax(0,1fr)] gap-0.5 sm:grid">
                {plans.slice(0, namesShown).map((plan) => (
                  <span key={plan.id} className="flex min-w-0 items-center gap-1 text-xs text-ink-soft">
                    <span
                      title={categoryNames[plan.category]}
                      className={cn('keeps-colour size-1.5 shrink-0 rounded-full', categoryMarks[plan.category])}
                    />
                    <span className={cn('min-w-0 truncate', plan.isDone && 'line-through')}>
                      {plan.time} <bdi>{plan.title}</bdi>
                    </span>
                  </span>
                ))}
                {plans.length > namesShown ? (
                  <span className="text-xs text-ink-faint">and {plans.length - namesShown} more</span>
                ) : null}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </div>
  )
}
