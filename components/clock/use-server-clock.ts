'use client'

import { useEffect, useState } from 'react'
import { startClockLoop } from './clock-loop'
import { createBrowserClock, type ServerClock } from './server-clock'

/** The server's clock on this screen, measured at the start, after sleep, and now and then. */
export function useServerClock(serverNowMs: number): ServerClock {
  const [clock] = useState(() => createBrowserClock(serverNowMs))
  useEffect(() => startClockLoop(clock), [clock])
  return clock
}
