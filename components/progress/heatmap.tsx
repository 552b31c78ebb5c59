'use client'

import { type KeyboardEvent, useId, useState } from 'react'
import { dayInWords, inHours } from '@/lib/progress/words'
import { addDays, daysBetween } from '@/lib/study/study-day'

type HeatDay = { day: string; minutes: number; isFrozen: boolean }

const cell = 11
const gap = 3
const step = cell + gap
const top = 16

/** From empty to full: a quarter, half, and more of a day's eight hours each have a shade. */
const shades = [
  { from: 0, className: 'fill-wash-strong' },
  { from: 1, className: 'fill-accent opacity-25' },
  { from: 60, className: 'fill-accent opacity-45' },
  { from: 150, className: 'fill-accent opacity-70' },
  { from: 300, className: 'fill-accent' },
] as const

const shadeOf = (minutes: number) => [...shades].reverse().find(({ from }) => minutes >= from)?.className

/**
 * A year of days, a column a week. Focus it and walk with the arrow keys: days up and down, weeks left and right. The
 * day under the focus or pointer is said below.
 */
export function Heatmap({ from, to, days }: { from: string; to: string; days: readonly HeatDay[] }) {
  const count = daysBetween(from, to) + 1
  const [active, setActive] = useState<number | null>(null)
  const statusId = useId()
  const known = new Map(days.map((day) => [day.day, day]))
  const cells = Array.from({ length: count }, (_, index) => {
    const day = addDays(from, index)
    return known.get(day) ?? { day, minutes: 0, isFrozen: false }
  })
  const weeks = Math.ceil(count / 7)
  const shown = active === null ? null : cells[active]

  function walk(event: KeyboardEvent) {
    const moves: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 }
    const move = moves[event.key]
    const at = active ?? count - 1
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? count - 1 : move === undefined ? null : at + move
    if (next === null) return
    event.preventDefault()
    setActive(Math.min(count - 1, Math.max(0, next)))
  }

  return (
    <div className="grid gap-2">
      {/* biome-ignore lint/a11y/useSemanticElements: no element is a chart to walk through */}
      <div
        role="group"
        aria-label="A year of study days; walk with the arrow keys"
        aria-describedby={statusId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk inside
        tabIndex={0}
        onKeyDown={walk}
        onFocus={() => setActive((at) => at ?? count - 1)}
        onBlur={() => setActive(null)}
        className="overflow-x-auto rounded-sm pb-1 [direction:rtl]"
      >
        <svg
          viewBox={`0 0 ${weeks * step} ${top + 7 * step}`}
          width={weeks * step}
          height={top + 7 * step}
          aria-hidden="true"
          className="block max-w-none [direction:ltr] xl:h-auto xl:w-full"
        >
          {monthLabels(cells).map(({ week, name }) => (
            <text key={`${name}${week}`} x={week * step} y={10} className="fill-ink-faint text-[9px]">
              {name}
            </text>
          ))}
          {cells.map((day, index) => (
            <rect
              key={day.day}
              x={Math.floor(index / 7) * step}
              y={top + (index % 7) * step}
              width={cell}
              height={cell}
              rx={3}
              onPointerEnter={() => setActive(index)}
              onPointerLeave={() => setActive(null)}
              className={shadeOf(day.minutes)}
            />
          ))}
          {cells.map((day, index) =>
            day.isFrozen ? (
              <circle
                key={day.day}
                cx={Math.floor(index / 7) * step + cell / 2}
                cy={top + (index % 7) * step + cell / 2}
                r={3}
                className="pointer-events-none fill-break"
              />
            ) : null,
          )}
          {active === null ? null : (
            <rect
              x={Math.floor(active / 7) * step - 1}
              y={top + (active % 7) * step - 1}
              width={cell + 2}
              height={cell + 2}
              rx={4}
              fill="none"
              strokeWidth={1.5}
              className="pointer-events-none stroke-ink"
            />
          )}
        </svg>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm text-ink-soft">
        <p id={statusId} role="status" className="min-h-6">
          {shown
            ? `${dayInWords(shown.day, 'long')}: ${shown.isFrozen ? 'kept by a freeze' : inHours(shown.minutes)}`
            : 'Point at a day, or walk with the arrow keys.'}
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
          <rect key={from} x={index * step} width={cell} height={cell} rx={3} className={className} />
        ))}
      </svg>
      More
    </p>
  )
}

/** The name of each month over the week in which it begins. */
function monthLabels(cells: readonly HeatDay[]): { week: number; name: string }[] {
  const labels: { week: number; name: string }[] = []
  for (const [index, { day }] of cells.entries()) {
    const week = Math.floor(index / 7)
    if (day.endsWith('-01') && week - (labels.at(-1)?.week ?? -3) > 2)
      labels.push({ week, name: dayInWords(day, 'monthShort') })
  }
  return labels
}
