import { formatDuration } from '@/lib/format'

/** How much of the week's goal is done: a circle that closes at 100 %. */
export function CompletionRing({
  percent,
  minutes,
  goalMinutes,
}: {
  percent: number
  minutes: number
  goalMinutes: number
}) {
  const share = Math.min(1, percent / 100)
  return (
    <div
      role="img"
      aria-label={`${percent} % of the weekly goal: ${formatDuration(minutes)} of ${formatDuration(goalMinutes)}`}
      className="relative mx-auto grid aspect-square w-full max-w-56 place-items-center"
    >
      <svg
        viewBox="0 0 100 100"
        aria-hidden="true"
        fill="none"
        className="col-start-1 row-start-1 size-full -rotate-90"
      >
        <circle cx="50" cy="50" r="43" strokeWidth="8" className="stroke-wash-strong" />
        {share > 0 ? (
          <circle
            cx="50"
            cy="50"
            r="43"
            strokeWidth="8"
            strokeLinecap="round"
            pathLength="1"
            strokeDasharray={`${share} 1`}
            className={share >= 1 ? 'stroke-success' : 'stroke-accent'}
          />
        ) : null}
      </svg>
      <div aria-hidden="true" className="col-start-1 row-start-1 grid justify-items-center gap-0.5">
        <span className="numerals text-4xl text-ink">{percent} %</span>
        <span className="text-sm text-ink-soft">of {formatDuration(goalMinutes)}</span>
      </div>
    </div>
  )
}
