'use client'

import { useRef } from 'react'
import { useFadeWhenQuiet } from '@/components/ambience/use-fade-when-quiet'
import { Button } from '@/components/ui/button'
import { ClockDigits } from '@/components/ui/clock-digits'
import { ProgressRing } from '@/components/ui/progress-ring'
import { formatClock } from '@/lib/format'
import { type TryTimerStatus, tryTimerMs, useTryTimer } from './use-try-timer'

const words: Record<TryTimerStatus, string> = {
  idle: 'Try it, right here',
  running: 'Focus',
  paused: 'Paused',
  done: 'Time for a break',
}

/** A working timer on a round pane of glass. Once it runs and nobody moves, it is alone with the rain. */
export function TryTimer() {
  const clock = useRef<HTMLParagraphElement>(null)
  const arc = useRef<SVGCircleElement>(null)
  const { status, start, pause, stop } = useTryTimer({ clock, arc })
  useFadeWhenQuiet(status === 'running')

  return (
    <section
      aria-label="Focus timer"
      className="glass relative grid size-64 place-items-center rounded-full sm:size-80 lg:size-96 xl:size-104"
    >
      <ProgressRing fraction={1} arcRef={arc} className="absolute inset-3 sm:inset-4" />
      <div className="grid justify-items-center gap-1 sm:gap-2">
        <p aria-live="polite" className="text-sm text-ink-soft">
          {words[status]}
        </p>
        <ClockDigits
          ref={clock}
          text={formatClock(tryTimerMs)}
          className="text-6xl font-[380] text-ink lg:text-[5.75rem] lg:leading-none"
        />
        <div className="fades-when-quiet mt-1 flex gap-2 sm:mt-3">
          {status === 'running' ? (
            <Button variant="secondary" onClick={pause}>
              Pause
            </Button>
          ) : (
            <Button variant="secondary" onClick={start}>
              {status === 'paused' ? 'Resume' : 'Start'}
            </Button>
          )}
          {status === 'running' || status === 'paused' ? (
            <Button variant="ghost" onClick={stop}>
              Stop
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  )
}
