'use client'

import Link from 'next/link'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { formatDuration } from '@/lib/format'
import type { LeaderboardRow } from '@/lib/leaderboard/queries'
import { routes } from '@/lib/routes'

/**
 * The board: rank, person, time. The viewer's own row stands out, and stands below when it is not among the first. A
 * browser component so that the page carries the rows once as markup and once as data, not twice as markup.
 */
export function LeaderboardTable({
  rows,
  ownRow,
  isBeyond,
  caption,
}: {
  rows: readonly LeaderboardRow[]
  /** The viewer's, when it is not among `rows`. */
  ownRow: LeaderboardRow | null
  /** `ownRow` is too far down for an exact rank. */
  isBeyond: boolean
  caption: string
}) {
  return (
    <table className="w-full text-left">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-glass-line text-sm text-ink-faint">
          <th scope="col" className="w-14 py-2 pr-2 font-medium">
            Rank
          </th>
          <th scope="col" className="py-2 pr-2 font-medium">
            Who
          </th>
          <th scope="col" className="py-2 text-right font-medium">
            Focus
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.username ?? `${row.rank} ${row.name} ${row.minutes}`} row={row} />
        ))}
        {ownRow ? <Row row={ownRow} isApart isBeyond={isBeyond} /> : null}
      </tbody>
    </table>
  )
}

function Row({
  row,
  isApart = false,
  isBeyond = false,
}: {
  row: LeaderboardRow
  isApart?: boolean
  isBeyond?: boolean
}) {
  return (
    <tr
      aria-current={row.isViewer ? 'true' : undefined}
      className={cn(
        'border-b border-glass-line last:border-0',
        row.isViewer && 'bg-accent-soft',
        isApart && 'border-t-2 border-t-line',
      )}
    >
      <td className={cn('numerals py-2.5 pr-2 pl-1 text-lg', row.rank <= 3 ? 'text-accent' : 'text-ink-soft')}>
        {isBeyond ? '1,000+' : row.rank}
      </td>
      <th scope="row" className="py-2.5 pr-2 font-normal">
        <span className="flex min-w-0 items-center gap-3">
          <Avatar name={row.name} src={row.avatarUrl} size="sm" />
          <span className="grid min-w-0">
            <span className="flex min-w-0 flex-wrap items-center gap-x-2">
              {row.username ? (
                <Link href={routes.person(row.username)} className="truncate rounded-xs text-ink hover:underline">
                  {row.name}
                </Link>
              ) : (
                <span dir="auto" className="truncate text-ink">
                  {row.name}
                </span>
              )}
              {row.username ? null : <Badge>Alias</Badge>}
              {row.isViewer ? <Badge tone="accent">You</Badge> : null}
            </span>
            <span className="text-sm text-ink-faint">Level {row.level}</span>
          </span>
        </span>
      </th>
      <td className="py-2.5 pr-1 text-right whitespace-nowrap text-ink tabular-nums">{formatDuration(row.minutes)}</td>
    </tr>
  )
}
