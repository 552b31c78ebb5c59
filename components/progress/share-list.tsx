import { formatDuration } from '@/lib/format'
import type { Share } from '@/lib/progress/queries'
import { percentOf } from '@/lib/progress/rules'
import { Figure } from './figure'

const shown = 8

const formatLargestShare = ({ name, minutes }: Share, total: number) => (
  <span className="wrap-anywhere">
    The largest share: <bdi>{name}</bdi>, {percentOf(minutes, total)} %.
  </span>
)

/** Where the time went: a bar a task or room, the longest first. */
export function ShareList({ title, shares, what }: { title: string; shares: readonly Share[]; what: string }) {
  const total = shares.reduce((sum, { minutes }) => sum + minutes, 0)
  const most = Math.max(1, ...shares.map(({ minutes }) => minutes))
  const [first] = shares
  return (
    <Figure
      title={title}
      summary={first && total > 0 ? formatLargestShare(first, total) : `Nothing in these days yet. ${what}`}
      {...(total > 0 && {
        table: {
          head: ['Name', 'Focus', 'Share'],
          rows: shares.map(
            ({ name, minutes }) => [name, formatDuration(minutes), `${percentOf(minutes, total)} %`] as const,
          ),
        },
      })}
    >
      {total > 0 ? (
        <ul className="grid grid-cols-[minmax(0,1fr)] gap-3">
          {shares.slice(0, shown).map(({ name, minutes }) => (
            <li key={name} className="grid grid-cols-[minmax(0,1fr)] gap-1">
              <p className="flex justify-between gap-3 text-sm">
                <span dir="auto" className="min-w-0 truncate text-ink">
                  {name}
                </span>
                <span className="shrink-0 text-ink-soft tabular-nums">{formatDuration(minutes)}</span>
              </p>
              <svg aria-hidden="true" className="block h-2 w-full overflow-hidden rounded-full bg-wash-strong">
                <rect width={`${(minutes / most) * 100}%`} height="100%" rx="4" className="fill-accent" />
              </svg>
            </li>
          ))}
        </ul>
      ) : null}
    </Figure>
  )
}
