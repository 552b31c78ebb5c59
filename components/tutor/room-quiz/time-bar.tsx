'use client'

import { useEffect, useRef } from 'react'
import type { ServerClock } from '@/components/clock/server-clock'
import { secondMs } from '@/lib/time'

/**
 * The time that is left to answer. Its length is an attribute and no style, which the security policy would refuse; it moves
 * without rendering, with reduced motion once a second.
 */
export function TimeBar({ clock, endsAtMs, totalMs }: { clock: ServerClock; endsAtMs: number; totalMs: number }) {
  const bar = useRef<SVGRectElement>(null)
  useEffect(() => {
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    let frame = 0
    let shown = ''
    const draw = () => {
      frame = requestAnimationFrame(draw)
      const leftMs = Math.max(0, endsAtMs - clock.now())
      const drawnMs = isStill ? Math.ceil(leftMs / secondMs) * secondMs : leftMs
      const width = `${Math.min(100, (100 * drawnMs) / totalMs).toFixed(2)}%`
      if (width === shown) return
      shown = width
      bar.current?.setAttribute('width', width)
    }
    draw()
    return () => cancelAnimationFrame(frame)
  }, [clock, endsAtMs, totalMs])
  return (
    <svg aria-hidden="true" className="block h-1.5 w-full shrink-0 overflow-hidden rounded-full bg-wash-strong">
      <rect ref={bar} height="100%" rx="3" className="keeps-colour fill-break" />
    </svg>
  )
}
