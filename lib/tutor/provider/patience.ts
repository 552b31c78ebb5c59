/** How long an answer is waited for, and how waiting ends. Pure but for the timer, which tests replace. */
import { type FailureCode, TutorFailure } from '../failures'

/** Runs something after a while; answers how to take that back. */
export type SetTimer = (run: () => void, ms: number) => () => void

export const realTimer: SetTimer = (run, ms) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

export type Patience = {
  /** Ends what is waited for: aborted as soon as the waiting ends. */
  readonly signal: AbortSignal
  /** From now on waiting ends with this failure after so long; replaces the limit before. */
  limit(ms: number, code: FailureCode): void
  /** Whoever reads the answer may take as long as they like. */
  pause(): void
  /** What `work` answers, or throws why the waiting ended, whichever is first; a late answer is dropped. */
  wait<Result>(work: Promise<Result>): Promise<Result>
  /** Has to be called in the end: stops the timer and whatever is still under way. */
  end(): void
}

/** Begins to wait. The caller's `signal` ends it at once, with its reason; it must not be aborted yet. */
export function startPatience(signal: AbortSignal, setTimer: SetTimer): Patience {
  const work = new AbortController()
  const over = deferredFailure()
  let cancel = () => {}
  const giveUp = (reason: unknown) => {
    over.reject(reason)
    work.abort()
  }
  const onAbort = () => giveUp(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  return {
    signal: work.signal,
    limit: (ms, code) => {
      cancel()
      cancel = setTimer(() => giveUp(new TutorFailure(code)), ms)
    },
    pause: () => cancel(),
    wait: (promise) => Promise.race([over.promise, promise]),
    end: () => {
      cancel()
      signal.removeEventListener('abort', onAbort)
      work.abort()
    },
  }
}

function deferredFailure() {
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse
  })
  // Nobody may be waiting just then.
  promise.catch(() => {})
  return { promise, reject }
}
