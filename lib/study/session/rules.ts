/**
 * The rules of one timed session. Every answer follows from instants alone, so that a tab that slept, a second device
 * and the server agree. Pure; shared by server and browser.
 */
import type { Pause } from '@/db/schema'
import { minuteMs } from '@/lib/time'
import { isOverrun, longestSessionMs } from './overrun'

const sessionKinds = ['focus', 'break', 'flow'] as const
/** `flow` is focus without a planned end: a stopwatch. */
export type SessionKind = (typeof sessionKinds)[number]

export const minutesLimits = { min: 1, max: 180 } as const
/** A long break follows every so many focus sessions. */
export const roundLimits = { min: 2, max: 12 } as const
/** More would be a script at play. */
export const maxPauses = 200

/** A session under way, as server and browser both know it. */
export type RunningSession = {
  id: string
  kind: SessionKind
  /** Null for flow. */
  plannedMinutes: number | null
  startedAtMs: number
  pauses: Pause[]
  taskId: string | null
  /** Grows with every change; commands name the version they saw. */
  version: number
}

/**
 * Where a session stands. `due`: its time is up and it only has to be written down. `overrun`: it was up long ago, so
 * its owner decides.
 */
export type Phase = 'idle' | 'running' | 'paused' | 'due' | 'overrun'

/** Is the session standing still? */
export function isPaused(session: Pick<RunningSession, 'pauses'>): boolean {
  return session.pauses.at(-1)?.to === null
}

/** Milliseconds the session was really running until `nowMs`: never negative, pauses left out. */
export function activeMs(session: Pick<RunningSession, 'startedAtMs' | 'pauses'>, nowMs: number): number {
  const pausedMs = session.pauses.reduce(
    (sum, pause) => sum + Math.max(0, Math.min(pause.to ?? nowMs, nowMs) - pause.from),
    0,
  )
  return Math.max(0, nowMs - session.startedAtMs - pausedMs)
}

/** The planned length in milliseconds; null for flow. */
export function plannedMs(session: Pick<RunningSession, 'plannedMinutes'>): number | null {
  return session.plannedMinutes === null ? null : session.plannedMinutes * minuteMs
}

/** What is left, in milliseconds; negative once it is over, null for flow. */
export function remainingMs(
  session: Pick<RunningSession, 'plannedMinutes' | 'startedAtMs' | 'pauses'>,
  nowMs: number,
): number | null {
  const planned = plannedMs(session)
  return planned === null ? null : planned - activeMs(session, nowMs)
}

/** Where `session` stands at `nowMs`. */
export function phaseOf(session: RunningSession | null, nowMs: number): Phase {
  if (!session) return 'idle'
  const active = activeMs(session, nowMs)
  const planned = plannedMs(session)
  if (isOverrun(session.kind, active, planned)) return 'overrun'
  if (planned !== null && active >= planned) return 'due'
  return isPaused(session) ? 'paused' : 'running'
}

/** The moment at which the session had been running for `active` milliseconds, stepping over its pauses. */
export function momentAfter(session: Pick<RunningSession, 'startedAtMs' | 'pauses'>, active: number): number {
  let moment = session.startedAtMs + active
  for (const pause of session.pauses) {
    if (pause.from >= moment || pause.to === null) break
    moment += Math.max(0, pause.to - pause.from)
  }
  return moment
}

/** The session standing still from `nowMs` on; null when it is not running. */
export function paused(session: RunningSession, nowMs: number): RunningSession | null {
  if (phaseOf(session, nowMs) !== 'running' || session.pauses.length >= maxPauses) return null
  return { ...session, pauses: [...session.pauses, { from: nowMs, to: null }], version: session.version + 1 }
}

/** The session going on from `nowMs`; null when it does not stand still. */
export function resumed(session: RunningSession, nowMs: number): RunningSession | null {
  const last = session.pauses.at(-1)
  if (!last || last.to !== null) return null
  const pauses = [...session.pauses.slice(0, -1), { from: last.from, to: Math.max(nowMs, last.from) }]
  return { ...session, pauses, version: session.version + 1 }
}

/**
 * Ways to end a session. `complete`: the planned time is up. `stop`: end now, keep the minutes up to the plan. `keep`:
 * keep everything since the start, beyond the plan too. `discard`: write nothing.
 */
export const endings = ['complete', 'stop', 'keep', 'discard'] as const
export type Ending = (typeof endings)[number]

/** What an ending writes down. `not-yet`: the planned time is not up. `nothing`: under a minute, or discarded. */
export type Credit =
  | 'not-yet'
  | 'nothing'
  | { activeMs: number; endedAtMs: number; pauses: Pause[]; isCompleted: boolean }

/**
 * What the session is worth when it ends at `nowMs`. Only time the server saw counts; `atMostMinutes` can only make it
 * less (a forgotten stopwatch cut to what was really studied).
 */
export function creditFor(session: RunningSession, ending: Ending, nowMs: number, atMostMinutes?: number): Credit {
  const active = activeMs(session, nowMs)
  const planned = plannedMs(session)
  if (ending === 'complete' && (planned === null || active < planned)) return 'not-yet'
  if (ending === 'discard') return 'nothing'
  const counted = Math.min(
    active,
    longestSessionMs,
    ending === 'keep' ? Number.POSITIVE_INFINITY : (planned ?? Number.POSITIVE_INFINITY),
    (atMostMinutes ?? Number.POSITIVE_INFINITY) * minuteMs,
  )
  if (counted < minuteMs) return 'nothing'
  const endedAtMs = momentAfter(session, counted)
  return {
    activeMs: counted,
    endedAtMs,
    pauses: pausesBefore(session.pauses, endedAtMs),
    isCompleted: planned === null || counted >= planned,
  }
}

/** The pauses that lie before the end; one that was still open there never happened as far as the session goes. */
function pausesBefore(pauses: Pause[], endedAtMs: number): Pause[] {
  return pauses.filter((pause) => pause.to !== null && pause.from < endedAtMs)
}

/** The lengths a person chose, in minutes. */
export type TimerLengths = {
  focusMinutes: number
  breakMinutes: number
  longBreakMinutes: number
  /** A long break follows every so many completed focus sessions. */
  longBreakEvery: number
}

/** What comes next in the cycle. */
export type NextUp = { kind: 'focus' | 'break'; minutes: number; isLongBreak: boolean }

/** What follows a session of `kind` when `focusesDone` focus sessions have been completed today. */
export function nextUp(kind: SessionKind, focusesDone: number, lengths: TimerLengths): NextUp {
  if (kind === 'break') return { kind: 'focus', minutes: lengths.focusMinutes, isLongBreak: false }
  const isLongBreak = focusesDone > 0 && focusesDone % lengths.longBreakEvery === 0
  return { kind: 'break', minutes: isLongBreak ? lengths.longBreakMinutes : lengths.breakMinutes, isLongBreak }
}

/**
 * How many pomodoros a finished focus session counts on its task: one when a plan was completed, for a stopwatch one
 * per `focusMinutes`, rounded.
 */
export function pomodorosIn(
  finished: { plannedMinutes: number | null; activeMs: number; isCompleted: boolean },
  focusMinutes: number,
): number {
  if (!finished.isCompleted) return 0
  return finished.plannedMinutes === null ? Math.round(finished.activeMs / (focusMinutes * minuteMs)) : 1
}
