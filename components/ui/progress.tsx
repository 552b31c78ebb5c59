import type { ReactNode } from 'react'
import { cn } from './cn'

const fills = { accent: 'fill-accent', break: 'fill-break', success: 'fill-success', danger: 'fill-danger' } as const

type Tone = keyof typeof fills

/** The bar itself: lengths are SVG attributes, because the page's security policy allows no style attribute. */
function Bar({ fraction, tone, className }: { fraction: number; tone: Tone; className?: string }) {
  return (
    <svg aria-hidden="true" className={cn('block h-2 w-full overflow-hidden rounded-full bg-wash-strong', className)}>
      <rect width={`${fraction * 100}%`} height="100%" rx="4" className={cn('transition-[width]', fills[tone])} />
    </svg>
  )
}

function share(value: number, max: number) {
  return max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
}

/** An amount within known limits (XP towards the next level, seats taken), with its words above the bar. */
export function Meter({
  label,
  value,
  max,
  valueText,
  tone = 'accent',
  className,
}: {
  label: ReactNode
  value: number
  max: number
  /** The amount in words, shown at the end of the line and said, e.g. "40 of 100 XP". */
  valueText: string
  tone?: Tone
  className?: string
}) {
  return (
    <div className={cn('grid gap-1.5', className)}>
      <div aria-hidden="true" className="flex items-baseline justify-between gap-3 text-sm">
        <span className="font-medium text-ink">{label}</span>
        <span className="text-ink-faint tabular-nums">{valueText}</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn alike in all browsers */}
      <div
        role="meter"
        aria-label={typeof label === 'string' ? label : valueText}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={valueText}
      >
        <Bar fraction={share(value, max)} tone={tone} />
      </div>
    </div>
  )
}
