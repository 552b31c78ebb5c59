'use client'

import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatDuration } from '@/lib/format'
import { activeMs, type Ending } from '@/lib/study/session/rules'
import { minuteMs } from '@/lib/time'
import { useDesk, useTimer } from '../desk/desk-context'

/** Stopping early: keep the minutes, let them go, or carry on. The clock runs on while one decides. */
export function StopDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const { timer, clock } = useDesk()
  const { running, pending } = useTimer()
  const [chosen, setChosen] = useState<Ending | null>(null)
  const keepRef = useRef<HTMLButtonElement>(null)
  const minutes = running && isOpen ? Math.floor(activeMs(running, clock.now()) / minuteMs) : 0

  async function finish(ending: Ending) {
    setChosen(ending)
    await timer.finish(ending)
    setChosen(null)
    onOpenChange(false)
  }

  return (
    <Dialog
      open={isOpen && running !== null}
      onOpenChange={onOpenChange}
      title="Stop here?"
      initialFocus={keepRef}
      description={`You have studied ${formatDuration(minutes, 'long')}. Keep them, and they count.`}
      footer={
        <>
          <Button variant="ghost" onClick={() => onOpenChange(false)}>
            Carry on
          </Button>
          <Button
            variant="secondary"
            pending={pending !== null && chosen === 'discard'}
            onClick={() => finish('discard')}
          >
            Discard
          </Button>
          <Button ref={keepRef} pending={pending !== null && chosen === 'stop'} onClick={() => finish('stop')}>
            Keep {formatDuration(minutes, 'long')}
          </Button>
        </>
      }
    />
  )
}
