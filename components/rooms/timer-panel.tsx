'use client'

import { Pause, Play, RotateCcw, Settings2, SkipForward } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import type { ServerClock } from '@/components/clock/server-clock'
import { Button } from '@/components/ui/button'
import { ClockDigits, writeClock } from '@/components/ui/clock-digits'
import { cn } from '@/components/ui/cn'
import { Panel } from '@/components/ui/panel'
import { ProgressRing } from '@/components/ui/progress-ring'
import { formatClock } from '@/lib/format'
import { momentOf, phaseName, type RoomTimer } from '@/lib/rooms/timer/rules'
import { TimerSettings } from './timer-settings'
import type { useRoomTimer } from './use-room-timer'

type Timer = ReturnType<typeof useRoomTimer>

/** The timer on the wall: one for everybody, the same second on every screen. */
export const TimerPanel = memo(function TimerPanel({
  timer: { timer, phase, isBusy, command },
  clock,
  canSet,
  className,
}: {
  timer: Timer
  clock: ServerClock
  canSet: boolean
  className?: string
}) {
  const [isChanging, setIsChanging] = useState(false)
  const { arc, digits } = useFace(timer, clock)
  const isStopped = phase.state === 'stopped'
  const isRunning = phase.state === 'running'
  const words = isStopped
    ? 'Ready when you are'
    : isRunning
      ? phaseName(phase.kind)
      : `${phaseName(phase.kind)}, paused`

  return (
    <Panel
      aria-label="Room timer"
      data-phase={isStopped ? 'stopped' : phase.kind}
      className={cn(
        'flex items-center gap-2 p-3 sm:gap-4 sm:p-4 lg:grid lg:justify-items-center lg:gap-3 lg:p-5',
        className,
      )}
    >
      <div className="relative size-10 shrink-0 sm:size-14 lg:size-44">
        <ProgressRing
          fraction={phase.leftMs / phase.totalMs}
          tone={phase.kind === 'focus' ? 'focus' : 'break'}
          arcRef={arc}
          className="size-full"
        />
        <div className="absolute inset-0 hidden place-items-center lg:grid">
          <div className="grid justify-items-center">
            <ClockDigits ref={digits.wide} text={formatClock(phase.leftMs)} className="text-4xl text-ink" />
            <p className="text-sm text-ink-soft">{words}</p>
          </div>
        </div>
      </div>
      <div className="min-w-18 flex-1 lg:hidden">
        <ClockDigits
          ref={digits.narrow}
          text={formatClock(phase.leftMs)}
          className="justify-start text-xl text-ink sm:text-2xl"
        />
        <p className="truncate text-sm text-ink-soft">{words}</p>
      </div>
      <p role="status" className="sr-only">
        {words}
      </p>
      <div className="flex shrink-0 items-center sm:gap-1">
        {isStopped ? (
          <Button size="sm" pending={isBusy} onClick={() => void command({ kind: 'start' })}>
            <Play aria-hidden="true" strokeWidth={1.75} />
            Start
          </Button>
        ) : (
          <>
            <Button
              size="sm"
              variant={isRunning ? 'secondary' : 'primary'}
              pending={isBusy}
              onClick={() => void command({ kind: isRunning ? 'pause' : 'resume' })}
            >
              {isRunning ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
              <span className="max-sm:sr-only">{isRunning ? 'Pause' : 'Resume'}</span>
            </Button>
            <Button
              size="icon"
              variant="ghost"
              aria-label="Skip to the next phase"
              onClick={() => void command({ kind: 'skip' })}
            >
              <SkipForward aria-hidden="true" strokeWidth={1.75} />
            </Button>
            <Button
              size="icon"
              variant="ghost"
              aria-label="Reset the timer"
              onClick={() => void command({ kind: 'reset' })}
            >
              <RotateCcw aria-hidden="true" strokeWidth={1.75} />
            </Button>
          </>
        )}
        {canSet ? (
          <Button size="icon" variant="ghost" aria-label="Timer settings" onClick={() => setIsChanging(true)}>
            <Settings2 aria-hidden="true" strokeWidth={1.75} />
          </Button>
        ) : null}
      </div>
      {canSet ? (
        <TimerSettings
          settings={timer}
          isOpen={isChanging}
          onOpenChange={setIsChanging}
          onSave={(settings) => command({ kind: 'settings', ...settings })}
        />
      ) : null}
    </Panel>
  )
})

/** Moves ring and digits every frame without rendering; with reduced motion the ring steps with the digits. */
function useFace(timer: RoomTimer, clock: ServerClock) {
  const arc = useRef<SVGCircleElement>(null)
  const wide = useRef<HTMLParagraphElement>(null)
  const narrow = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    let frame = 0
    let shown = ''
    const draw = () => {
      frame = requestAnimationFrame(draw)
      const { leftMs, totalMs } = momentOf(timer, clock.now())
      const text = formatClock(leftMs)
      if (text === shown && isStill) return
      shown = text
      writeClock(wide.current, text)
      writeClock(narrow.current, text)
      arc.current?.setAttribute('stroke-dashoffset', String(1 - leftMs / totalMs))
    }
    draw()
    return () => cancelAnimationFrame(frame)
  }, [timer, clock])
  return { arc, digits: { wide, narrow } }
}
