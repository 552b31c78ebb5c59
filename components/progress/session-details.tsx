'use client'

import { ChevronDown } from 'lucide-react'
import { Fragment } from 'react'
import { Badge } from '@/components/ui/badge'

/** A session as it is shown: everything in words already, so that server and browser cannot disagree about a clock. */
export type SessionText = {
  name: string
  /** For machines. */
  startedAt: string
  moment: string
  length: string
  isBreak: boolean
  isCompleted: boolean
  facts: readonly (readonly [name: string, value: string])[]
}

/** A line that unfolds. */
export function SessionDetails({ name, startedAt, moment, length, isBreak, isCompleted, facts }: SessionText) {
  return (
    <details className="group glass-raised rounded-md">
      <summary className="flex min-h-11 list-none items-center gap-3 rounded-md px-3.5 py-2 [&::-webkit-details-marker]:hidden">
        <span className="min-w-0 flex-1">
          <span dir="auto" className="block truncate font-medium text-ink">
            {name}
          </span>
          <time dateTime={startedAt} className="block text-sm text-ink-faint">
            {moment}
          </time>
        </span>
        {isBreak ? <Badge tone="break">Break</Badge> : null}
        {isCompleted ? null : <Badge>Stopped early</Badge>}
        <span className="shrink-0 text-ink tabular-nums">{length}</span>
        <ChevronDown
          aria-hidden="true"
          strokeWidth={1.75}
          className="size-4.5 shrink-0 text-ink-faint transition-transform group-open:rotate-180"
        />
      </summary>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-t border-glass-line px-3.5 py-3 text-sm sm:grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)] [&_dd]:min-w-0 [&_dd]:wrap-anywhere [&_dd]:text-ink [&_dt]:text-ink-faint">
        {facts.map(([fact, value]) => (
          <Fragment key={fact}>
            <dt>{fact}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </Fragment>
        ))}
      </dl>
    </details>
  )
}
