'use client'

import { useCallback, useEffect, useMemo, useState } from 'react'
import { callServer } from '@/components/actions/call-server'
import { failureOf } from '@/components/actions/failures'
import { toastFailure } from '@/components/actions/toast-failure'
import { unlockAudio } from '@/components/ambience/audio'
import type { ServerClock } from '@/components/clock/server-clock'
import { countdownTitle } from '@/components/clock/tab-title'
import { ringEnd, useBellReady, useTabTitle } from '@/components/clock/use-timer-signals'
import { formatClock } from '@/lib/format'
import { momentOf, phaseName, type RoomTimer, type TimerCommand } from '@/lib/rooms/timer/rules'
import { routes } from '@/lib/routes'

/** What of the timer React shows; it changes a few times an hour. The seconds are written past React. */
export type TimerPhase = Pick<
  ReturnType<typeof momentOf>,
  'state' | 'step' | 'kind' | 'endsAtMs' | 'leftMs' | 'totalMs'
>

/** What the tab says; null while the timer is stopped. */
function titleOf({ state, kind, leftMs }: ReturnType<typeof momentOf>): string | null {
  if (state === 'stopped') return null
  return countdownTitle(formatClock(leftMs), state === 'paused' ? 'Paused' : phaseName(kind))
}

/**
 * The room's timer on this screen: newest version wins, phases change by the server's clock. A bell rings when one passes
 * by itself while the page is open.
 */
export function useRoomTimer(code: string, first: RoomTimer, clock: ServerClock, serverNowMs: number) {
  const [timer, setTimer] = useState(first)
  const [phase, setPhase] = useState<TimerPhase>(() => momentOf(first, serverNowMs))
  const [isBusy, setIsBusy] = useState(false)

  const adopt = useCallback((next: RoomTimer) => {
    // An older answer may arrive after a newer event.
    setTimer((known) => (next.version >= known.version ? next : known))
  }, [])

  useEffect(() => {
    let last = momentOf(timer, clock.now())
    setPhase(last)
    const look = () => {
      const now = momentOf(timer, clock.now())
      if (now.step === last.step && now.state === last.state) return
      if (now.step > last.step && now.state === 'running') void ringEnd(last.kind === 'focus' ? 'focus' : 'break')
      last = now
      setPhase(now)
    }
    const interval = setInterval(look, 250)
    return () => clearInterval(interval)
  }, [timer, clock])

  useBellReady(true)
  useTabTitle({ title: () => titleOf(momentOf(timer, clock.now())) })

  const command = useCallback(
    async (wanted: TimerCommand) => {
      void unlockAudio()
      setIsBusy(true)
      try {
        const body = { version: timer.version, command: wanted }
        adopt((await callServer<{ timer: RoomTimer }>(routes.roomTimer(code), body)).timer)
        return true
      } catch (error) {
        toastFailure("Couldn't change the timer", failureOf(error))
        return false
      } finally {
        setIsBusy(false)
      }
    },
    [adopt, code, timer.version],
  )

  return useMemo(() => ({ timer, phase, isBusy, adopt, command }), [timer, phase, isBusy, adopt, command])
}
