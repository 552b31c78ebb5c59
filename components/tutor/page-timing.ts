/** When a page does something: the clock and the eye of whoever looks at it, so that tests have their own. */
export type PageTiming = {
  /** Milliseconds of a clock that only goes forward. */
  now(): number
  /** Over after `ms`; sooner when the page comes back into view or online, or when `signal` gives up. Never throws. */
  pause(ms: number, signal: AbortSignal): Promise<void>
  /** Is the page out of sight, or without network? */
  isAway(): boolean
  /** Runs with the next frame, or soon when no frames are drawn. */
  nextFrame(work: () => void): void
}

/** A hidden page draws nothing; its text still grows, at this pace in milliseconds. */
const hiddenFrameMs = 250

const isHidden = () => document.visibilityState === 'hidden'

/** The timing of this page. */
export const pageTiming: PageTiming = {
  now: () => performance.now(),
  isAway: () => isHidden() || !navigator.onLine,
  nextFrame: (work) => {
    if (isHidden()) setTimeout(work, hiddenFrameMs)
    else requestAnimationFrame(work)
  },
  pause: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const stop = onReturn(done)
      const timer = setTimeout(done, ms)
      signal.addEventListener('abort', done)
      function done() {
        stop()
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
    }),
}

/** Calls `work` whenever the page comes back into view or online; returns the way to stop. */
export function onReturn(work: () => void): () => void {
  const onVisible = () => isHidden() || work()
  document.addEventListener('visibilitychange', onVisible)
  window.addEventListener('online', work)
  return () => {
    document.removeEventListener('visibilitychange', onVisible)
    window.removeEventListener('online', work)
  }
}
