import type { Ref } from 'react'
import { cn } from './cn'

/**
 * A ring that empties or fills: the timer's face. Lengths are SVG attributes. For movement every frame give `arcRef`
 * and write `stroke-dashoffset` (0 full, 1 empty) on it; React then does not render again.
 */
export function ProgressRing({
  fraction,
  tone = 'focus',
  arcRef,
  className,
}: {
  /** 0 empty to 1 full. */
  fraction: number
  tone?: 'focus' | 'break'
  arcRef?: Ref<SVGCircleElement>
  className?: string
}) {
  return (
    // The picture fills a box, which is what gets placed: between two edges (`inset`) Safari's engine gives a picture the
    // size of what it stands in, and so pushes it out.
    <span className={cn('block', className)}>
      <svg viewBox="0 0 100 100" aria-hidden="true" fill="none" className="block size-full -rotate-90">
        <circle cx="50" cy="50" r="46" strokeWidth="1" className="stroke-wash-strong" />
        {/* Sixty marks, as on a clock. */}
        <circle
          cx="50"
          cy="50"
          r="42.5"
          strokeWidth="1.1"
          pathLength="600"
          strokeDasharray="1 9"
          className="stroke-ink-faint"
          opacity="0.55"
        />
        <circle
          ref={arcRef}
          cx="50"
          cy="50"
          r="46"
          strokeWidth="1.6"
          strokeLinecap="round"
          pathLength="1"
          strokeDasharray="1"
          strokeDashoffset={1 - fraction}
          className={tone === 'focus' ? 'stroke-focus' : 'stroke-break'}
        />
      </svg>
    </span>
  )
}
