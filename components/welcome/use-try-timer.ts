'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { writeClock } from '@/components/ui/clock-digits'
import { formatClock } from '@/lib/format'

export const tryTimerMs = 25 * 60_000

export type TryTimerStatus = 'idle' | 'running' | 'paused' | 'done'

/**
 * The timer of the landing page: lives in this tab only, nothing is saved. The face is written straight to the page
 * every frame, so that React renders on presses alone. The time left is always end minus now, never counted ticks.
 */
export function useTryTimer(face: { clock: RefObject<HTMLElement | null>; arc: RefObject<SVGCircleElement | null> }) {
  const [status, setStatus] = useState<TryTimerStatus>('idle')
  const leftMs = useRef(tryTimerMs)
  const { clock, arc } = face

  useEffect(() => {
    function show() {
      writeClock(clock.current, formatClock(leftMs.current))
      arc.current?.setAttribute('stroke-dashoffset', String(1 - leftMs.current / tryTimerMs))
    }
    show()
    if (status !== 'running') return
    const endsAtMs = Date.now() + leftMs.current
    let request = 0
    function tick() {
      leftMs.current = Math.max(0, endsAtMs - Date.now())
      show()
      if (leftMs.current === 0) setStatus('done')
      else request = requestAnimationFrame(tick)
    }
    request = requestAnimationFrame(tick)
    // Hidden tabs get no frames; this one wakes the page at the end.
    const alarm = setTimeout(tick, leftMs.current + 50)
    return () => {
      cancelAnimationFrame(request)
      clearTimeout(alarm)
    }
  }, [status, clock, arc])

  return {
    status,
    start() {
      if (status !== 'paused') leftMs.current = tryTimerMs
      setStatus('running')
    },
    pause: () => setStatus('paused'),
    stop() {
      leftMs.current = tryTimerMs
      setStatus('idle')
    },
  }
}
