'use client'

import { useEffect } from 'react'
import { startClockLoop } from '@/components/clock/clock-loop'
import type { Desk } from './create-desk'

const channelName = 'cafe.study'
/** How often a visible tab looks whether another device changed something, in milliseconds. */
const lookMs = 45_000

/** Keeps this tab right: after sleep, going online, being hidden, and when another tab or device changed something. */
export function useDeskSync(desk: Desk): void {
  useEffect(() => {
    const refresh = () => void desk.refresh()
    const onVisible = () => {
      if (document.hidden) void desk.preferences.flush()
      else refresh()
    }
    const look = setInterval(() => {
      if (!document.hidden) refresh()
    }, lookMs)
    document.addEventListener('visibilitychange', onVisible)
    window.addEventListener('online', refresh)
    window.addEventListener('pageshow', refresh)
    const stopTabs = joinTabs(desk, desk.scheduleRefresh)
    const stopClock = startClockLoop(desk.clock, {
      onDoubt: refresh,
      startTicking: (look) =>
        startTicking(() => {
          look()
          desk.tick()
        }),
    })
    return () => {
      clearInterval(look)
      document.removeEventListener('visibilitychange', onVisible)
      window.removeEventListener('online', refresh)
      window.removeEventListener('pageshow', refresh)
      stopTabs()
      stopClock()
      desk.leave()
    }
  }, [desk])
}

/** Tells the person's other tabs what happened here, and hears them. Storage events where there are no channels. */
function joinTabs(desk: Desk, refresh: () => void): () => void {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName)
  const onStorage = (event: StorageEvent) => {
    if (event.key === channelName) refresh()
  }
  channel?.addEventListener('message', refresh)
  window.addEventListener('storage', onStorage)
  const stop = desk.onChanged(() => {
    if (channel) channel.postMessage('changed')
    else localStorage.setItem(channelName, String(desk.clock.now()))
  })
  return () => {
    stop()
    channel?.close()
    window.removeEventListener('storage', onStorage)
  }
}

/** Calls `tick` about once a second, from a worker where there is one: also in a tab nobody looks at. */
function startTicking(tick: () => void): () => void {
  const interval = setInterval(tick, 1_000)
  let worker: Worker | null = null
  try {
    worker = new Worker(new URL('./tick-worker.ts', import.meta.url))
    worker.onmessage = tick
  } catch {
    // Workers can be forbidden; the interval alone is right too, only later in hidden tabs.
  }
  return () => {
    clearInterval(interval)
    worker?.terminate()
  }
}
