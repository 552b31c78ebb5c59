'use client'

import { useEffect, useState } from 'react'
import { createServerClock, type ServerClock } from '@/components/study/timer/server-clock'
import { routes } from '@/lib/routes'
import { minuteMs } from '@/lib/time'

async function fetchServerMs(): Promise<number> {
  const response = await fetch(routes.serverTime, { cache: 'no-store', signal: AbortSignal.timeout(4_000) })
  const { nowMs } = (await response.json()) as { nowMs: number }
  return nowMs
}

/** Measured again this often, in milliseconds: quartz drifts by a second or two a day. */
const againAfterMs = 5 * minuteMs

/** The server's clock on this screen, measured at the start, after sleep, and now and then. */
export function useServerClock(serverNowMs: number): ServerClock {
  const [clock] = useState(() =>
    createServerClock(serverNowMs, {
      fetchServerMs,
      wallMs: () => Date.now(),
      monotonicMs: () => performance.now(),
    }),
  )
  useEffect(() => {
    void clock.sync()
    const again = setInterval(() => void clock.sync(), againAfterMs)
    const look = setInterval(() => clock.isInDoubt() && void clock.sync(), 1_000)
    const onVisible = () => document.visibilityState === 'visible' && void clock.sync()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      clearInterval(again)
      clearInterval(look)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [clock])
  return clock
}
