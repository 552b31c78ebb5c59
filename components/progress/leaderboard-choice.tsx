import Link from 'next/link'
import { buttonVariants } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import type { Scope } from '@/lib/leaderboard/queries'
import type { Board } from '@/lib/leaderboard/rules'
import { routes } from '@/lib/routes'

export const boardNames: Record<Board, string> = {
  today: 'Today',
  week: 'This week',
  month: 'This month',
  all: 'All time',
}

export const scopeNames: Record<Scope, string> = { everyone: 'Everyone', rooms: 'My rooms' }

/** Which board: a link each, so that a board can be shared and comes back after a reload. */
export function LeaderboardChoice({ board, scope }: { board: Board; scope: Scope }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <Choice
        label="Period"
        names={boardNames}
        current={board}
        to={(next) => routes.leaderboard({ board: next, scope })}
      />
      <Choice
        label="Scope"
        names={scopeNames}
        current={scope}
        to={(next) => routes.leaderboard({ board, scope: next })}
      />
    </div>
  )
}

function Choice<Value extends string>({
  label,
  names,
  current,
  to,
}: {
  label: string
  names: Record<Value, string>
  current: Value
  to: (value: Value) => string
}) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-2">
      {(Object.keys(names) as Value[]).map((value) => (
        <Link
          key={value}
          href={to(value)}
          scroll={false}
          aria-current={value === current ? 'true' : undefined}
          className={cn(buttonVariants({ variant: value === current ? 'primary' : 'secondary', size: 'sm' }))}
        >
          {names[value]}
        </Link>
      ))}
    </nav>
  )
}
