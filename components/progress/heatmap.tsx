'use client'

import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react'
import { addDays, daysBetween } from '@/lib/calendar/study-day'
import { formatDay, formatDuration } from '@/lib/format'

/** Minutes of each day of the range, in order, and the days a freeze kept. */
export type Heat = { from: string; minutes: readonly number[]; frozenDays: readonly string[] }

const cell = 11
const gap = 3
const step = cell + gap
const top = 16
const radius = 3

/** From empty to full: a quarter, half, and more of a day's eight hours each have a shade. */
const shades = [
  { from: 0, to: 0, className: 'stroke-wash-strong' },
  { from: 1, to: 59, className: 'stroke-accent opacity-25' },
  { from: 60, to: 149, className: 'stroke-accent opacity-45' },
  { from: 150, to: 299, className: 'stroke-accent opacity-70' },
  { from: 300, to: Number.POSITIVE_INFINITY, className: 'stroke-accent' },
] as const

const leftOf = (index: number) => Math.floor(index / 7) * step
const topOf = (index: number) => top + (index % 7) * step

/**
 * Squares of one shade as one path: a year has 371, and as elements they were a third of the page. Each is the outline
 * of a smaller square, as thick as its corners are round, so that nothing is painted twice: the shades are translucent.
 */
function Squares({ at, className }: { at: readonly { x: number; y: number }[]; className: string }) {
  const inner = cell - 2 * radius
  return (
    <path
      d={at.map(({ x, y }) => `M${x + radius} ${y + radius}h${inner}v${inner}h-${inner}z`).join('')}
      fill="none"
      strokeWidth={2 * radius}
      strokeLinejoin="round"
      className={className}
    />
  )
}

/**
 * A year of days, a column a week. Focus it and walk with the arrow keys: days up and down, weeks left and right. The
 * day under the focus or pointer is said below.
 */
export function Heatmap({ from, minutes, frozenDays }: Heat) {
  const count = minutes.length
  const [active, setActive] = useState<number | null>(null)
  const statusId = useId()
  const weeks = Math.ceil(count / 7)
  const frozen = frozenDays.map((day) => daysBetween(from, day))

  function walk(event: KeyboardEvent) {
    const moves: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 }
    const move = moves[event.key]
    const at = active ?? count - 1
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? count - 1 : move === undefined ? null : at + move
    if (next === null) return
    event.preventDefault()
    setActive(Math.min(count - 1, Math.max(0, next)))
  }

  /** The square under the pointer, the gaps between them included. */
  function point(event: PointerEvent<SVGSVGElement>) {
    const matrix = event.currentTarget.getScreenCTM()
    if (!matrix) return
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
    const [week, weekday] = [Math.floor(x / step), Math.floor((y - top) / step)]
    const index = week * 7 + weekday
    setActive(weekday >= 0 && weekday < 7 && index < count ? index : null)
  }

  return (
    <div className="grid gap-2">
      {/* biome-ignore lint/a11y/useSemanticElements: no element is a chart to walk through */}
      <div
        role="group"
        aria-label="A year of study days; use the arrow keys"
        aria-describedby={statusId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk inside
        tabIndex={0}
        onKeyDown={walk}
        onFocus={() => setActive((at) => at ?? count - 1)}
        onBlur={() => setActive(null)}
        className="relative overflow-x-auto rounded-sm pb-1 [direction:rtl]"
      >
        <svg
          viewBox={`0 0 ${weeks * step} ${top + 7 * step}`}
          width={weeks * step}
          height={top + 7 * step}
          aria-hidden="true"
          onPointerMove={point}
          onPointerLeave={() => setActive(null)}
          className="block max-w-none [direction:ltr] xl:h-auto xl:w-full"
        >
          {monthLabels(from, count).map(({ week, name }) => (
            <text key={`${name}${week}`} x={week * step} y={10} className="fill-ink-faint text-[9px]">
              {name}
            </text>
          ))}
          {shades.map(({ from: least, to: most, className }) => (
            <Squares
              key={least}
              at={minutes.flatMap((studied, index) =>
                studied >= least && studied <= most ? [{ x: leftOf(index), y: topOf(index) }] : [],
              )}
              className={className}
            />
          ))}
          {frozen.map((index) => (
            <circle
              key={index}
              cx={leftOf(index) + cell / 2}
              cy={topOf(index) + cell / 2}
              r={3}
              className="fill-break"
            />
          ))}
          {active === null ? null : (
            <rect
              data-testid="marked-day"
              x={leftOf(active) - 1}
              y={topOf(active) - 1}
              width={cell + 2}
              height={cell + 2}
              rx={4}
              fill="none"
              strokeWidth={1.5}
              className="stroke-ink"
            />
          )}
        </svg>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm text-ink-soft">
        <p id={statusId} role="status" className="min-h-6">
          {active === null
            ? 'Point at a day, or use the arrow keys.'
            : `${formatDay(addDays(from, active), 'long')}: ${frozen.includes(active) ? 'saved by a freeze' : formatDuration(minutes[active] ?? 0)}`}
        </p>
        <Legend />
      </div>
    </div>
  )
}

function Legend() {
  return (
    <p className="flex items-center gap-1.5 text-xs text-ink-faint">
      Less
      <svg
        viewBox={`0 0 ${shades.length * step} ${cell}`}
        width={shades.length * step}
        height={cell}
        aria-hidden="true"
      >
        {shades.map(({ from, className }, index) => (
          <Squares key={from} at={[{ x: index * step, y: 0 }]} className={className} />
        ))}
      </svg>
      More
    </p>
  )
}

/** The name of each month over the week in which it begins. */
function monthLabels(from: string, count: number): { week: number; name: string }[] {
  const labels: { week: number; name: string }[] = []
  for (let month = monthAfter(from); daysBetween(from, month) < count; month = monthAfter(month)) {
    const week = Math.floor(daysBetween(from, month) / 7)
    if (week - (labels.at(-1)?.week ?? -3) > 2) labels.push({ week, name: formatDay(month, 'monthShort') })
  }
  return labels
}

/** The first of the month after the one of `day`. */
const monthAfter = (day: string): string => `${addDays(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`
