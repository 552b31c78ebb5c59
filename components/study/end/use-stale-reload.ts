'use client'

import { useEffect } from 'react'
import { bellSeconds } from '@/components/ambience/bell'
import { hasTypedText } from '@/components/ui/typed-text'
import type { Desk } from '../desk/create-desk'
import { useTimer } from '../desk/desk-context'
import { claimReload } from './stale-reload'

/** How long the page waits before each look whether it may: the bell rings out first. In milliseconds. */
const lookMs = bellSeconds * 1_000

/**
 * A session is over and the server, updated meanwhile, does not understand this page any more: loads it anew, for the
 * server has the session and writes it down then. Not while something is typed or chosen that only this page knows.
 */
export function useStaleReload(desk: Desk): void {
  const { running, phase, isStale } = useTimer()
  const waitingId = isStale && phase === 'due' ? running?.id : undefined
  useEffect(() => {
    if (!waitingId) return
    const look = setInterval(() => {
      if (hasTypedText() || !desk.preferences.isSaved()) return
      if (claimReload(waitingId, Date.now(), () => sessionStorage)) location.reload()
    }, lookMs)
    return () => clearInterval(look)
  }, [waitingId, desk])
}
