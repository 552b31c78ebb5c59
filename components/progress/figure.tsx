import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/panel'
import { ChartDataDetails, type ChartDataTable } from './chart-data-table'

/**
 * A chart in its frame: what it is, one sentence of what it says, the picture, and the same numbers as a table. The
 * sentence and the table are the chart for whoever cannot see the picture.
 */
export function Figure({
  title,
  summary,
  table,
  aside,
  className,
  children,
}: {
  title: string
  summary: ReactNode
  table?: ChartDataTable
  aside?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <Panel as="section" aria-label={title} className={className}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-xl text-ink">{title}</h2>
        {aside}
      </div>
      <p className="mt-1 text-sm text-ink-soft">{summary}</p>
      <div className="mt-4 min-w-0">{children}</div>
      {table ? <ChartDataDetails title={title} table={table} /> : null}
    </Panel>
  )
}
