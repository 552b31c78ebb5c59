import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/panel'

/** A table twin of a chart. */
export type TwinTable = { head: readonly string[]; rows: readonly (readonly [string, ...(string | number)[]])[] }

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
  table?: TwinTable
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
      {table ? <Twin title={title} table={table} /> : null}
    </Panel>
  )
}

function Twin({ title, table }: { title: string; table: TwinTable }) {
  return (
    <details className="group mt-3">
      <summary className="w-fit rounded-xs text-sm text-ink-faint hover:text-ink">
        <span className="group-open:hidden">Show as a table</span>
        <span className="hidden group-open:inline">Hide the table</span>
        <span className="sr-only">: {title}</span>
      </summary>
      <div className="mt-2 max-h-80 overflow-auto rounded-md">
        <table className="w-full text-left text-sm tabular-nums">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="border-b border-glass-line text-ink-faint">
              {table.head.map((name) => (
                <th key={name} scope="col" className="px-2 py-1.5 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(([name, ...cells]) => (
              <tr key={name} className="border-b border-glass-line last:border-0">
                <th scope="row" className="px-2 py-1.5 font-normal text-ink">
                  {name}
                </th>
                {cells.map((cell, column) => (
                  <td key={table.head[column + 1]} className="px-2 py-1.5 text-ink-soft">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
