'use client'

/** A table twin of a chart. */
export type ChartDataTable = { head: readonly string[]; rows: readonly (readonly [string, ...(string | number)[]])[] }

/**
 * The same numbers as a table, folded away. A browser component so that the page carries them once as markup and once
 * as data, not twice as markup.
 */
export function ChartDataDetails({ title, table }: { title: string; table: ChartDataTable }) {
  return (
    <details className="group mt-3">
      <summary className="w-fit rounded-xs text-sm text-ink-faint hover:text-ink">
        <span className="group-open:hidden">Show as a table</span>
        <span className="hidden group-open:inline">Hide the table</span>
        <span className="sr-only">: {title}</span>
      </summary>
      {/* biome-ignore lint/a11y/useSemanticElements: no element is a pane that scrolls */}
      <div
        role="group"
        aria-label={`${title}, as a table`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table scrolls with the arrow keys
        tabIndex={0}
        className="relative mt-2 max-h-80 overflow-auto rounded-md"
      >
        <table className="w-full text-left text-sm tabular-nums [&_td]:px-2 [&_td]:py-1.5 [&_td]:text-ink-soft [&_th]:px-2 [&_th]:py-1.5 [&_tr]:border-b [&_tr]:border-glass-line [&_tr]:last:border-0">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="text-ink-faint">
              {table.head.map((name) => (
                <th key={name} scope="col" className="font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(([name, ...cells]) => (
              <tr key={name}>
                <th scope="row" className="font-normal wrap-anywhere text-ink">
                  <bdi>{name}</bdi>
                </th>
                {cells.map((cell, column) => (
                  <td key={table.head[column + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
