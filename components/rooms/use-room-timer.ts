'use client'

import { useCallback, useEffect, useMemo, useState } from 'react'
import { meanToSound, resumedAudio, unlockAudio } from '@/components/ambience/audio'
import { ringBell } from '@/components/ambience/bell'
import type { ServerClock } from '@/components/clock/server-clock'
import { toast } from '@/components/ui/toast'
import { formatClock } from '@/lib/format'
import { momentOf, phaseName, type RoomTimer, type TimerCommand } from '@/lib/rooms/room-timer'
import { routes } from '@/lib/routes'
import { callApi, Refused } from './api'

/** What of the timer React shows; it changes a few times an hour. The seconds are written past React. */
export type TimerPhase = Pick<
  ReturnType<typeof momentOf>,
  'state' | 'step' | 'kind' | 'endsAtMs' | 'leftMs' | 'totalMs'
>

/**
 * The room's timer on this screen: newest version wins, phases change by the server's clock. `onPhaseEnd` runs when one
 * passed by itself while the page was open.
 */
export function useRoomTimer(code: string, first: RoomTimer, clock: ServerClock, serverNowMs: number) {
  const [timer, setTimer] = useState(first)
  const [phase, setPhase] = useState<TimerPhase>(() => momentOf(first, serverNowMs))
  const [isBusy, setIsBusy] = useState(false)

  const adopt = useCallback((news: RoomTimer) => {
    // An older answer may arrive after newer news.
    setTimer((known) => (news.version >= known.version ? news : known))
  }, [])

  useEffect(() => {
    let last = momentOf(timer, clock.now())
    setPhase(last)
    const look = () => {
      const now = momentOf(timer, clock.now())
      if (now.step === last.step && now.state === last.state) return
      if (now.step > last.step && now.state === 'running') void ring(last.kind === 'focus' ? 'focus' : 'break')
      last = now
      setPhase(now)
    }
    const interval = setInterval(look, 250)
    return () => clearInterval(interval)
  }, [timer, clock])

  // Browsers let it ring only after somebody pressed something.
  useEffect(() => meanToSound(), [])

  useTitle(timer, clock)

  const command = useCallback(
    async (wanted: TimerCommand) => {
      void unlockAudio()
      setIsBusy(true)
      try {
        const body = { version: timer.version, command: wanted }
        adopt((await callApi<{ timer: RoomTimer }>(routes.roomTimer(code), body)).timer)
        return true
      } catch (error) {
        const words = error instanceof Refused ? error.message : 'No connection. The timer keeps going as it was.'
        toast({ title: 'The timer did not change', description: words, tone: 'warning' })
        return false
      } finally {
        setIsBusy(false)
      }
    },
    [adopt, code, timer.version],
  )

  return useMemo(() => ({ timer, phase, isBusy, adopt, command }), [timer, phase, isBusy, adopt, command])
}

/** A soft bell at the end of a phase. It is woken first: the sound may sleep since the press that allowed it. */
async function ring(ended: 'focus' | 'break'): Promise<void> {
  const audio = await resumedAudio()
  if (audio) ringBell(audio, audio.destination, audio.currentTime + 0.02, ended)
}

/** The countdown in the tab's title. */
function useTitle(timer: RoomTimer, clock: ServerClock) {
  useEffect(() => {
    const own = document.title
    const show = () => {
      const { state, kind, leftMs } = momentOf(timer, clock.now())
      const words = state === 'paused' ? 'Paused' : phaseName(kind)
      document.title = state === 'stopped' ? own : `${formatClock(leftMs)} · ${words} · VirtualCafe`
    }
    show()
    const interval = setInterval(show, 500)
    return () => {
      clearInterval(interval)
      document.title = own
    }
  }, [timer, clock])
}
