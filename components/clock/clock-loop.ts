import { minuteMs, secondMs } from '@/lib/time'
import type { ServerClock } from './server-clock'

/** Measured again this often, in milliseconds: quartz drifts by a second or two a day. */
const againAfterMs = 5 * minuteMs

type Parts = {
  /** The machine slept or its date was set: measures again, and may ask for more that changed meanwhile. */
  onDoubt?: () => void
  /** Calls `tick` about once a second until what it answers is called. */
  startTicking?: (tick: () => void) => () => void
}

/**
 * Keeps the clock right while a page is open: measured at the start, when the page comes back into view, when in doubt,
 * and now and then. Answers the way to stop.
 */
export function startClockLoop(
  clock: Pick<ServerClock, 'sync' | 'isInDoubt'>,
  { onDoubt = () => void clock.sync(), startTicking = everySecond }: Parts = {},
): () => void {
  const onVisible = () => document.visibilityState === 'visible' && void clock.sync()
  document.addEventListener('visibilitychange', onVisible)
  const again = setInterval(() => void clock.sync(), againAfterMs)
  const stopTicking = startTicking(() => {
    if (clock.isInDoubt()) onDoubt()
  })
  void clock.sync()
  return () => {
    document.removeEventListener('visibilitychange', onVisible)
    clearInterval(again)
    stopTicking()
  }
}

function everySecond(tick: () => void): () => void {
  const interval = setInterval(tick, secondMs)
  return () => clearInterval(interval)
}
