'use client'

import { useEffect, useState } from 'react'
import { minuteMs } from '@/lib/time'
import { createBrowserClock, type ServerClock } from './server-clock'

/** Measured again this often, in milliseconds: quartz drifts by a second or two a day. */
const againAfterMs = 5 * minuteMs

/** The server's clock on this screen, measured at the start, after sleep, and now and then. */
export function useServerClock(serverNowMs: number): ServerClock {
  const [clock] = useState(() => createBrowserClock(serverNowMs))
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
