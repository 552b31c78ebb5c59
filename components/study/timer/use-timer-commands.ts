'use client'

import { useMemo } from 'react'
import { unlockAudio } from '@/components/ambience/audio'
import { wakeAmbience } from '@/components/ambience/mute'
import { activeMs } from '@/lib/study/session/rules'
import { minuteMs } from '@/lib/time'
import { useDesk } from '../desk/desk-context'
import { type Mode, startInput } from './mode'
import { autoStart } from './study-timer'

export type TimerCommands = {
  start(): void
  pause(): void
  resume(): void
  /** Ends now. A focus session with minutes in it is asked about first. */
  stop(): void
  /** On to what comes next; minutes studied so far are kept. */
  skip(): Promise<void>
  /** The one thing Space does: start, pause or resume. */
  toggle(): void
}

/** What the buttons and the keys do. */
export function useTimerCommands(mode: Mode, taskId: string | null, askToStop: () => void): TimerCommands {
  const { timer, preferences, clock } = useDesk()
  return useMemo(() => {
    const start = () => {
      // The press that starts the timer is what lets the bell ring at its end.
      void unlockAudio()
      wakeAmbience()
      void timer.start(startInput(mode, preferences.get(), taskId))
    }
    const pause = () => void timer.pause()
    const resume = () => {
      void unlockAudio()
      wakeAmbience()
      void timer.resume()
    }
    return {
      start,
      pause,
      resume,
      stop() {
        const { running } = timer.getSnapshot()
        if (running?.kind === 'focus' && activeMs(running, clock.now()) >= minuteMs) askToStop()
        else void timer.finish('stop')
      },
      async skip() {
        const { running } = timer.getSnapshot()
        await timer.skip()
        const { phase, focusesDone } = timer.getSnapshot()
        const next = running && autoStart(running, focusesDone, preferences.get(), taskId)
        if (next && phase === 'idle') await timer.start(next)
      },
      toggle() {
        const { phase } = timer.getSnapshot()
        if (phase === 'idle') start()
        else if (phase === 'running') pause()
        else if (phase === 'paused') resume()
      },
    }
  }, [timer, preferences, clock, mode, taskId, askToStop])
}
