'use client'

import { useEffect, useRef, useState } from 'react'
import { ClockDigits, writeClock } from '@/components/ui/clock-digits'
import { cn } from '@/components/ui/cn'
import { ProgressRing } from '@/components/ui/progress-ring'
import { useDesk, useTimer } from '../desk/desk-context'
import { faceAt } from './face'

/**
 * The ring and the numerals. Both are drawn straight into the page at every frame, from the server's clock; React only
 * hears when the session changes. Frames come from the window the face stands in, which may be the pop-out.
 */
export function TimerFace({
  idleMinutes,
  isRingHidden = false,
}: {
  /** What Start would start; null for a stopwatch. */
  idleMinutes: number | null
  isRingHidden?: boolean
}) {
  const { clock, openedAtMs } = useDesk()
  const { running, phase } = useTimer()
  const arcRef = useRef<SVGCircleElement>(null)
  const digitsRef = useRef<HTMLParagraphElement>(null)
  // Only the first picture comes from React: the one the server drew, so that the two agree. Frames write all others.
  const [first] = useState(() => faceAt(running, openedAtMs, idleMinutes))

  useEffect(() => {
    const view = digitsRef.current?.ownerDocument.defaultView ?? window
    let request = 0
    function draw() {
      const face = faceAt(running, clock.now(), idleMinutes)
      writeClock(digitsRef.current, face.words)
      digitsRef.current?.toggleAttribute('data-long', face.words.length > 5)
      arcRef.current?.setAttribute('stroke-dashoffset', String(1 - face.fraction))
      if (running && phase === 'running') request = view.requestAnimationFrame(draw)
    }
    draw()
    return () => view.cancelAnimationFrame(request)
  }, [running, phase, clock, idleMinutes])

  return (
    <>
      {isRingHidden ? null : (
        <ProgressRing
          arcRef={arcRef}
          fraction={first.fraction}
          tone={running?.kind === 'break' ? 'break' : 'focus'}
          className={cn('absolute inset-3 transition-opacity sm:inset-4', phase === 'paused' && 'opacity-50')}
        />
      )}
      <ClockDigits
        ref={digitsRef}
        text={first.words}
        className={cn('timer-text text-ink transition-opacity', phase === 'paused' && 'opacity-75')}
      />
    </>
  )
}
