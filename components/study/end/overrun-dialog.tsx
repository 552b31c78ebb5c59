'use client'

import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { NumberField } from '@/components/ui/number-field'
import { formatDuration, formatRoughly } from '@/lib/format'
import { longestSessionMs } from '@/lib/study/session/overrun'
import { activeMs, type Ending, plannedMs, type RunningSession } from '@/lib/study/session/rules'
import { minuteMs } from '@/lib/time'
import { useDesk, useTimer } from '../desk/desk-context'
import { overrunView } from './overrun-question'

/** Back long after the end: were those minutes study? Stays until it is decided; can be put off, not lost. */
export function OverrunDialog() {
  const { timer, clock } = useDesk()
  const { running, phase } = useTimer()
  const [putOffId, setPutOffId] = useState<string | null>(null)
  const view = overrunView({ running, phase }, putOffId)
  if (view === 'nothing' || !running) return null
  if (view === 'put-off')
    return (
      <div className="glass rounded-full p-1.5">
        <Button variant="secondary" className="rounded-full" onClick={() => setPutOffId(null)}>
          Decide about the last session
        </Button>
      </div>
    )
  return (
    <Decision
      running={running}
      nowMs={clock.now()}
      onPutOff={() => setPutOffId(running.id)}
      onDecide={(ending, atMostMinutes) => timer.finish(ending, atMostMinutes)}
    />
  )
}

function Decision({
  running,
  nowMs,
  onPutOff,
  onDecide,
}: {
  running: RunningSession
  nowMs: number
  onPutOff: () => void
  onDecide: (ending: Ending, atMostMinutes?: number) => Promise<void>
}) {
  const [chosen, setChosen] = useState<Ending | null>(null)
  const minutesRef = useRef<HTMLInputElement>(null)
  const keepRef = useRef<HTMLButtonElement>(null)
  const active = activeMs(running, nowMs)
  const planned = plannedMs(running)
  const allMinutes = Math.floor(Math.min(active, longestSessionMs) / minuteMs)

  async function decide(ending: Ending) {
    setChosen(ending)
    const typed = minutesRef.current?.valueAsNumber
    const cut = planned === null && ending === 'stop' && typed && typed >= 1 ? Math.min(typed, allMinutes) : undefined
    await onDecide(ending, cut)
    setChosen(null)
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onPutOff()}
      title="Welcome back"
      initialFocus={keepRef}
      className="sm:max-w-xl"
      description={
        planned === null
          ? `Your stopwatch has been running for ${formatRoughly(active)}. How much of it did you study?`
          : `Your ${formatDuration(running.plannedMinutes ?? 0, 'long')} were over ${formatRoughly(active - planned)} ago. Did you go on studying?`
      }
      footer={
        <>
          <Button variant="ghost" pending={chosen === 'discard'} onClick={() => decide('discard')}>
            Discard it
          </Button>
          <Button variant="secondary" pending={chosen === 'keep'} onClick={() => decide('keep')}>
            Keep all {formatDuration(allMinutes, 'long')}
          </Button>
          <Button
            ref={keepRef}
            pending={chosen === 'stop' || chosen === 'complete'}
            onClick={() => decide(planned === null ? 'stop' : 'complete')}
          >
            {planned === null ? 'Keep what I entered' : `Keep ${formatDuration(running.plannedMinutes ?? 0, 'long')}`}
          </Button>
        </>
      }
    >
      {planned === null ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void decide('stop')
          }}
        >
          <MinutesField inputRef={minutesRef} most={allMinutes} />
        </form>
      ) : null}
    </Dialog>
  )
}

/** How many of the minutes were study. */
function MinutesField({ inputRef, most }: { inputRef: React.RefObject<HTMLInputElement | null>; most: number }) {
  return (
    <div
      ref={(box) => {
        inputRef.current = box?.querySelector('input') ?? null
      }}
    >
      <NumberField label="Minutes studied" name="minutes" min={1} max={most} defaultValue={Math.min(60, most)} />
    </div>
  )
}
