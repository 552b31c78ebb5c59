import type { ReactNode } from 'react'
import { cn } from './cn'

/** An empty table with a cup waiting: the picture for "nothing here yet". */
export function EmptyTableArt({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 160 112" aria-hidden="true" fill="none" className={cn('h-28 w-40', className)}>
      <ellipse cx="80" cy="98" rx="58" ry="7" className="fill-wash-strong" />
      <path d="M80 62v34M64 97h32" className="stroke-ink-faint" strokeWidth="3" strokeLinecap="round" />
      <ellipse cx="80" cy="58" rx="50" ry="10" className="fill-solid stroke-ink-faint" strokeWidth="2" />
      <path d="M92 40h22v6c0 6-4.5 9.5-11 9.5S92 52 92 46v-6Z" className="fill-accent" />
      <path d="M114 42.5c5-.5 6.5 7-1.5 7.5" className="stroke-accent" strokeWidth="2.5" strokeLinecap="round" />
      <path
        d="M99 33c-2.5-3 2.5-4.5 0-8m8 8c-2.5-3 2.5-4.5 0-8"
        className="stroke-ink-faint"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path d="M46 55l20-4 3 4.5-20 4Z" className="fill-break" opacity="0.7" />
      <path
        d="M20 96V62m0 16h16m0 18V78M124 78h16m0 18V62m-16 34V78"
        className="stroke-ink-faint"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
    </svg>
  )
}

/** Nothing here yet, said as an invitation, with the one thing to do about it. */
export function EmptyState({
  title,
  description,
  action,
  art = <EmptyTableArt />,
  className,
}: {
  title: ReactNode
  description?: ReactNode
  action?: ReactNode
  art?: ReactNode
  className?: string
}) {
  return (
    <div className={cn('grid justify-items-center gap-4 px-4 py-10 text-center', className)}>
      {art}
      <div className="grid max-w-md gap-1.5">
        <h2 className="text-xl text-ink">{title}</h2>
        {description ? <p className="text-ink-soft">{description}</p> : null}
      </div>
      {action ? <div className="mt-1 flex flex-wrap justify-center gap-3">{action}</div> : null}
    </div>
  )
}
