/**
 * What the timer of one tab knows, and how it changes. Pure: `transition` answers the next state and what is to be done
 * about it; `createStudyTimer` does it.
 */
import type { ActionResult } from '@/lib/form-state'
import type { FinishReply } from '@/lib/study/session/commands'
import type { TimerState } from '@/lib/study/session/queries'
import { type Phase, phaseOf, type RunningSession } from '@/lib/study/session/rules'

/** What the timer shows. */
export type TimerSnapshot = {
  running: RunningSession | null
  phase: Phase
  focusesDone: number
  /** The command under way. */
  pending: 'start' | 'pause' | 'resume' | 'finish' | null
  /** The end could not be delivered yet; it is tried again by itself. */
  isWaitingForNetwork: boolean
  /** The last answer said that the page is older than the server: nothing arrives before it is loaded anew. */
  isStale: boolean
}

export type TabTimer = {
  snapshot: TimerSnapshot
  /** Grows whenever a command sets out from here or is answered. */
  revision: number
  /** The newest state adopted, by the server's clock: replies may overtake each other. */
  newestMs: number
  /** The session this tab is writing down as complete: it saw the end, so nobody is asked about an overrun. */
  completing: { id: string; tries: number } | null
}

export type Transition =
  /** Somebody looked at the clock. */
  | { type: 'ticked' }
  | { type: 'sent'; command: NonNullable<TimerSnapshot['pending']> }
  | { type: 'answered'; result: ActionResult<{ timer: TimerState }> }
  /** The server's state arrived unasked, or was asked for at `revision`. */
  | { type: 'received'; timer: TimerState; revision: number | undefined }
  /** What came of writing the end of session `id` down. */
  | { type: 'completed'; id: string; outcome: FinishReply['outcome'] | 'failed' | 'not-yet' }
  /** The end that could not be delivered is to be tried now. */
  | { type: 'retried' }

export type Effect =
  /** Its time ran out while this tab was watching. */
  | { type: 'ended'; session: RunningSession }
  /** Write the end down, now or after `ms` milliseconds, in place of any try that waits. */
  | { type: 'complete'; inMs: number }
  /** No try needs to wait any more. */
  | { type: 'cancel-complete' }

type Step = { timer: TabTimer; effects: Effect[] }

/** Waits between tries to write an end down, in milliseconds; the last one repeats. */
const retryWaitsMs = [1_000, 3_000, 10_000, 30_000]

export function openTimer({ running, focusesDone, serverNowMs }: TimerState): TabTimer {
  const phase = phaseOf(running, serverNowMs)
  const snapshot = { running, phase, focusesDone, pending: null, isWaitingForNetwork: false, isStale: false }
  return { snapshot, revision: 0, newestMs: serverNowMs, completing: null }
}

/** The timer after something happened at `nowMs` of the server's clock. A snapshot that did not change is the same one. */
export function transition(timer: TabTimer, change: Transition, nowMs: number): Step {
  switch (change.type) {
    case 'ticked':
      return ticked(timer, nowMs, true)
    case 'sent':
      return step(withSnapshot({ ...timer, revision: timer.revision + 1 }, { pending: change.command }, nowMs))
    case 'answered':
      return answered({ ...timer, revision: timer.revision + 1 }, change.result, nowMs)
    case 'received':
      return mayAdopt(timer, change.timer, change.revision) ? taken(timer, change.timer, nowMs) : step(timer)
    case 'completed':
      return completed(timer, change, nowMs)
    case 'retried': {
      if (!timer.completing || timer.snapshot.pending) return step(timer)
      return step({ ...timer, completing: { ...timer.completing, tries: 0 } }, [{ type: 'complete', inMs: 0 }])
    }
  }
}

/**
 * May this state be believed? Not what is older than what is known, nor an answer asked for at `revision` that a command
 * has crossed on its way: it may have been read before that command was written down.
 */
export function mayAdopt({ snapshot, ...timer }: TabTimer, state: TimerState, revision?: number): boolean {
  const isCrossed = revision !== undefined && (snapshot.pending !== null || revision !== timer.revision)
  return !isCrossed && state.serverNowMs >= timer.newestMs
}

const step = (timer: TabTimer, effects: Effect[] = []): Step => ({ timer, effects })

/** With these things changed, and the phase as the clock has it. */
function withSnapshot(timer: TabTimer, change: Partial<TimerSnapshot>, nowMs: number): TabTimer {
  const next = { ...timer.snapshot, ...change }
  next.phase = phaseOf(next.running, nowMs)
  // A tab that saw the end keeps showing it as such, however long the network stays away.
  if (next.phase === 'overrun' && timer.completing?.id === next.running?.id) next.phase = 'due'
  const isSame = (Object.keys(next) as (keyof TimerSnapshot)[]).every((key) => next[key] === timer.snapshot[key])
  return isSame ? timer : { ...timer, snapshot: next }
}

/** `isWatched`: the clock moved while this tab was looking, as opposed to a state that arrived over. */
function ticked(before: TabTimer, nowMs: number, isWatched: boolean): Step {
  const timer = withSnapshot(before, {}, nowMs)
  const { running, phase } = timer.snapshot
  if (!running || phase !== 'due' || timer.completing?.id === running.id) return step(timer)
  const isSeen = isWatched && before.snapshot.phase === 'running'
  return step({ ...timer, completing: { id: running.id, tries: 0 } }, [
    ...(isSeen ? [{ type: 'ended' as const, session: running }] : []),
    { type: 'complete', inMs: 0 },
  ])
}

function answered(timer: TabTimer, result: ActionResult<{ timer: TimerState }>, nowMs: number): Step {
  // Without an answer nothing new is known of the server.
  const isStale = result.ok ? false : result.isOffline ? timer.snapshot.isStale : result.isStale === true
  const next = withSnapshot(timer, { pending: null, isStale }, nowMs)
  // The answer to one's own command counts, whatever the clock of another machine said before.
  return result.ok ? taken(next, result.data.timer, nowMs) : step(next)
}

/** The server's state taken over. */
function taken(timer: TabTimer, state: TimerState, nowMs: number): Step {
  const { running } = timer.snapshot
  const isSame = running?.id === state.running?.id && running?.version === state.running?.version
  const isOther = timer.completing !== null && timer.completing.id !== state.running?.id
  const stopped = isOther ? notCompleting(timer, nowMs) : step(timer)
  const change = { running: isSame ? running : state.running, focusesDone: state.focusesDone }
  const next = ticked(withSnapshot({ ...stopped.timer, newestMs: state.serverNowMs }, change, nowMs), nowMs, false)
  return step(next.timer, [...stopped.effects, ...next.effects])
}

function notCompleting(timer: TabTimer, nowMs: number): Step {
  return step(withSnapshot({ ...timer, completing: null }, { isWaitingForNetwork: false }, nowMs), [
    { type: 'cancel-complete' },
  ])
}

function completed(timer: TabTimer, { id, outcome }: Extract<Transition, { type: 'completed' }>, nowMs: number): Step {
  const { completing, snapshot } = timer
  if (completing?.id !== id) return step(timer)
  // Another device changed it meanwhile (its task, say): as long as it is still over, only the version was old.
  const isStillOver = outcome === 'outdated' && snapshot.running?.id === id && snapshot.phase === 'due'
  if (outcome !== 'failed' && outcome !== 'not-yet' && !isStillOver) return notCompleting(timer, nowMs)
  const tried = { ...timer, completing: { id, tries: completing.tries + 1 } }
  const next = outcome === 'failed' ? withSnapshot(tried, { isWaitingForNetwork: !snapshot.isStale }, nowMs) : tried
  const inMs = retryWaitsMs[Math.min(completing.tries, retryWaitsMs.length - 1)] ?? 0
  return step(next, [{ type: 'complete', inMs }])
}
