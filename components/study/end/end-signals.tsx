'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { toastFailure } from '@/components/actions/toast-failure'
import { ringEnd, useBellReady } from '@/components/clock/use-timer-signals'
import { useStore } from '@/components/ui/store'
import { dismissToast, toast } from '@/components/ui/toast'
import { routes } from '@/lib/routes'
import type { RunningSession } from '@/lib/study/session/rules'
import type { Desk } from '../desk/create-desk'
import { useDesk, usePreferences, useTimer } from '../desk/desk-context'
import { reload } from '../desk/reload-button'
import type { TimerEvent } from '../timer/study-timer'
import { useStaleReload } from './use-stale-reload'
import { useTabCountdown } from './use-tab-countdown'
import { useWakeLock } from './use-wake-lock'

/** Everything that tells a person where the timer is when they look elsewhere: bell, notification, tab, words. */
export function EndSignals() {
  const desk = useDesk()
  const { phase } = useTimer()
  const { keepAwake, endSound } = usePreferences()
  useTabCountdown(desk)
  useBellReady(endSound && phase === 'running')
  useWakeLock(keepAwake && phase === 'running')
  useFrameLevel(desk)
  useStaleReload(desk)
  useEffect(() => {
    let failureToast = ''
    return desk.timer.on((event) => {
      if (event.type === 'ended') void announceEnd(desk, event.session)
      if (event.type === 'failed') failureToast = sayFailure(event)
      if (event.type === 'changed' && failureToast) {
        dismissToast(failureToast)
        failureToast = ''
      }
      sayOutcome(event)
    })
  }, [desk])
  return null
}

/** The frame around the page shows the level, too; it is asked for anew when the person has reached another one. */
function useFrameLevel(desk: Desk): void {
  const router = useRouter()
  const { level } = useStore(desk.numbers)
  const shownRef = useRef(level)
  useEffect(() => {
    if (shownRef.current === level) return
    shownRef.current = level
    router.refresh()
  }, [level, router])
}

/** Of several open tabs, one rings and notifies: the one that gets the lock. */
async function announceEnd(desk: Desk, session: RunningSession): Promise<void> {
  const act = () => {
    const { endSound, notifyAtEnd } = desk.preferences.get()
    if (endSound) void ringEnd(session.kind === 'break' ? 'break' : 'focus')
    if (notifyAtEnd && document.hidden) notify(session)
  }
  if (!navigator.locks) return act()
  await navigator.locks.request(`cafe.bell.${session.id}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return
    act()
    // Held until slower tabs have noticed the end, too: a throttled one may be a minute late.
    await new Promise((resolve) => setTimeout(resolve, 90_000))
  })
}

function notify(session: RunningSession): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  const isBreak = session.kind === 'break'
  try {
    const shown = new Notification(isBreak ? 'The break is over' : 'Time for a break', {
      body: isBreak ? 'Your table is still free.' : `${session.plannedMinutes} minutes done. Well studied.`,
      tag: `cafe.${session.id}`,
    })
    shown.onclick = () => window.focus()
  } catch {
    // Some phones only allow notifications from service workers; the bell and the tab still tell.
  }
}

/** What happened, in a few words, where nothing else on the page says it. */
function sayOutcome(event: TimerEvent): void {
  if (event.type === 'found-running')
    toast({
      title: 'A session was already running',
      description: 'It was started in another tab or on another device.',
    })
  if (event.type === 'dropped' && event.session.kind !== 'break')
    toast({ title: event.wasAsked ? 'Session discarded' : 'Less than a minute', description: 'Nothing was saved.' })
  if (event.type === 'saved' && event.saved.type === 'break')
    toast({ title: 'Break over', description: 'Ready when you are.', tone: 'success' })
}

const failureTitles = {
  start: "Couldn't start the timer",
  pause: "Couldn't pause the timer",
  resume: "Couldn't resume the timer",
  finish: "Couldn't end the session",
} as const

function sayFailure({ command, failure }: Extract<TimerEvent, { type: 'failed' }>): string {
  const isSignedOut = failure.code === 'unauthenticated'
  return toastFailure(isSignedOut ? 'You are logged out' : failureTitles[command], failure, {
    tone: 'danger',
    ...(failure.isStale && { action: reload }),
    ...(isSignedOut && { action: { label: 'Log in', onPress: () => location.assign(routes.login(routes.study)) } }),
  })
}
