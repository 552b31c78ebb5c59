import { callServer } from '@/components/actions/call-server'
import { routes } from '@/lib/routes'

/**
 * The server's clock as seen from this browser: never the browser's own. Measured over several round trips and carried
 * on by the monotonic clock, so that neither a wrong date nor a changed one moves the timer.
 */
export type ServerClock = {
  /** The server's time now, in epoch milliseconds, as well as it is known. */
  now(): number
  /** Measures again; without an answer from the network it keeps what it had, plus the time a machine slept. */
  sync(): Promise<void>
  /** Did the machine sleep, or somebody set its clock, since the last measurement? Then it is time to `sync`. */
  isInDoubt(): boolean
  /** Half the round trip of the measurement in use: the most `now` can be off, in milliseconds. */
  errorMs(): number
}

export type ClockParts = {
  /** Asks the server for its time, in epoch milliseconds. */
  fetchServerMs: () => Promise<number>
  wallMs: () => number
  monotonicMs: () => number
}

/** Round trips a measurement takes; the shortest one is believed. */
const samples = 5
/** The wall clock and the monotonic one part when a machine slept (the latter may stand still) or its date was set. */
const doubtMs = 750

type Anchor = { serverMs: number; monotonicMs: number; wallMs: number; errorMs: number }

/** `initialServerMs` came with the page: good to its delivery time, until the first measurement. */
export function createServerClock(initialServerMs: number, parts: ClockParts): ServerClock {
  let anchor: Anchor = here(initialServerMs, Number.POSITIVE_INFINITY)
  let measuring: Promise<void> | null = null

  function here(serverMs: number, errorMs: number): Anchor {
    return { serverMs, monotonicMs: parts.monotonicMs(), wallMs: parts.wallMs(), errorMs }
  }

  const now = () => anchor.serverMs + parts.monotonicMs() - anchor.monotonicMs
  /** How much further the wall clock went than the monotonic one. */
  const leapMs = () => parts.wallMs() - anchor.wallMs - (parts.monotonicMs() - anchor.monotonicMs)
  const isInDoubt = () => Math.abs(leapMs()) > doubtMs

  async function ask(): Promise<Anchor | null> {
    const before = parts.monotonicMs()
    const serverMs = await parts.fetchServerMs().catch(() => null)
    if (serverMs === null) return null
    const halfMs = (parts.monotonicMs() - before) / 2
    return here(serverMs + halfMs, halfMs)
  }

  /** A measurement that agrees with a sharper one adds nothing but jitter. */
  function adopt(measured: Anchor, isFresh: boolean) {
    const disagreesMs = Math.abs(measured.serverMs + parts.monotonicMs() - measured.monotonicMs - now())
    if (isFresh || measured.errorMs < anchor.errorMs || disagreesMs > measured.errorMs + anchor.errorMs)
      anchor = measured
  }

  async function measure() {
    let isFresh = isInDoubt()
    for (let index = 0; index < samples; index++) {
      const measured = await ask()
      if (!measured) break
      adopt(measured, isFresh)
      isFresh = false
    }
    // Nobody answers: believe that the machine slept, which is the usual reason for a leap forward.
    if (isFresh && leapMs() > 0) anchor = here(now() + leapMs(), Number.POSITIVE_INFINITY)
  }

  return {
    now,
    isInDoubt,
    errorMs: () => anchor.errorMs,
    sync() {
      measuring ??= measure().finally(() => {
        measuring = null
      })
      return measuring
    },
  }
}

/** A server that does not answer within this is not asked for its time any longer, in milliseconds. */
const patienceMs = 4_000

async function fetchServerMs(): Promise<number> {
  return (await callServer<{ nowMs: number }>(routes.serverTime, undefined, { timeoutMs: patienceMs })).nowMs
}

/** {@link createServerClock} with this browser's network and clocks. */
export const createBrowserClock = (initialServerMs: number): ServerClock =>
  createServerClock(initialServerMs, {
    fetchServerMs,
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
  })
