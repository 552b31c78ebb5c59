/**
 * The timer in one tab: plain state with commands, no React. The server's row is the truth; this adopts what every
 * reply says, derives the phase from the server clock, and writes the session down once its time is up.
 */
import { staleOrNull } from '@/components/actions/failures'
import { type ActionResult, noAnswer } from '@/lib/form-state'
import type { FinishReply, TimerReply } from '@/lib/study/session/commands'
import {
  type Ending,
  nextUp,
  type Phase,
  phaseOf,
  type RunningSession,
  type TimerLengths,
} from '@/lib/study/session/pomodoro'
import type { TimerState } from '@/lib/study/session/queries'
import type { StartSessionInput } from '@/lib/study/session/schemas'

/** What went wrong, for a person: `message` says what to do. */
export type Failure = {
  message: string
  isOffline: boolean
  isSignedOut: boolean
  /** The page is older than the server: only a reload helps. */
  isStale: boolean
}

/** The server, as the timer needs it. A rejected promise means the network did not answer. */
export type TimerServer = {
  start(input: StartSessionInput): Promise<ActionResult<TimerReply<'started' | 'already-running'>>>
  pause(seen: { id: string; version: number }): Promise<ActionResult<TimerReply<'done' | 'outdated'>>>
  resume(seen: { id: string; version: number }): Promise<ActionResult<TimerReply<'done' | 'outdated'>>>
  finish(input: {
    id: string
    version: number
    ending: Ending
    atMostMinutes?: number
  }): Promise<ActionResult<FinishReply>>
}

export type Saved = Extract<FinishReply, { outcome: 'saved' }>

/** What happens to a session, for bells, notifications and celebrations. */
export type TimerEvent =
  /** Its time ran out while this tab was watching. */
  | { type: 'ended'; session: RunningSession }
  | { type: 'saved'; session: RunningSession; saved: Saved }
  /** Ended with nothing to keep; `wasAsked` when the person chose so. */
  | { type: 'dropped'; session: RunningSession; wasAsked: boolean; wasSkipped: boolean }
  | { type: 'found-running'; session: RunningSession }
  | { type: 'failed'; failure: Failure }
  /** This tab changed the server's state: the other tabs want to know. */
  | { type: 'changed' }

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

export type StudyTimer = {
  getSnapshot(): TimerSnapshot
  subscribe(listener: () => void): () => void
  on(listener: (event: TimerEvent) => void): () => void
  /** Grows whenever a command sets out from here or is answered. */
  revision(): number
  /**
   * Takes over what the server said. Refuses (false) what is older than what it knows, and an answer asked for at
   * `revision` that a command has crossed on its way: it may have been read before that command was written down.
   */
  adopt(timer: TimerState, revision?: number): boolean
  /** Looks at the clock; call it as often as you like. */
  tick(): void
  /** Tries an undelivered end again, now. */
  retry(): void
  start(input: StartSessionInput): Promise<void>
  pause(): Promise<void>
  resume(): Promise<void>
  finish(ending: Ending, atMostMinutes?: number): Promise<void>
  /** Ends it to go on to what comes next; minutes studied so far are kept. */
  skip(): Promise<void>
  dispose(): void
}

/** Waits between tries to write an end down, in milliseconds; the last one repeats. */
const retryWaitsMs = [1_000, 3_000, 10_000, 30_000]

/** A session younger than this was started by the press that found it. */
const justNowMs = 10_000

export function createStudyTimer(initial: TimerState, nowMs: () => number, server: TimerServer): StudyTimer {
  let snapshot: TimerSnapshot = {
    running: initial.running,
    phase: phaseOf(initial.running, initial.serverNowMs),
    focusesDone: initial.focusesDone,
    pending: null,
    isWaitingForNetwork: false,
    isStale: false,
  }
  let revision = 0
  /** The newest state adopted, by the server's clock: replies may overtake each other. */
  let newestMs = initial.serverNowMs
  /** The session this tab is writing down as complete: it saw the end, so nobody is asked about an overrun. */
  let completing: { id: string; tries: number; timeout: ReturnType<typeof setTimeout> | undefined } | null = null
  const listeners = new Set<() => void>()
  const eventListeners = new Set<(event: TimerEvent) => void>()

  function set(change: Partial<TimerSnapshot>) {
    const next = { ...snapshot, ...change }
    next.phase = phaseOf(next.running, nowMs())
    // A tab that saw the end keeps showing it as such, however long the network stays away.
    if (next.phase === 'overrun' && completing?.id === next.running?.id) next.phase = 'due'
    const isSame = (Object.keys(next) as (keyof TimerSnapshot)[]).every((key) => next[key] === snapshot[key])
    if (isSame) return
    snapshot = next
    for (const listener of listeners) listener()
  }

  function emit(event: TimerEvent) {
    for (const listener of eventListeners) listener(event)
  }

  function adopt(timer: TimerState, askedAt?: number): boolean {
    const isCrossed = askedAt !== undefined && (snapshot.pending !== null || askedAt !== revision)
    if (isCrossed || timer.serverNowMs < newestMs) return false
    take(timer)
    return true
  }

  function take(timer: TimerState) {
    newestMs = timer.serverNowMs
    const isSame = snapshot.running?.id === timer.running?.id && snapshot.running?.version === timer.running?.version
    if (completing && completing.id !== timer.running?.id) stopCompleting()
    set({ running: isSame ? snapshot.running : timer.running, focusesDone: timer.focusesDone })
    tick(false)
  }

  function stopCompleting() {
    clearTimeout(completing?.timeout)
    completing = null
    set({ isWaitingForNetwork: false })
  }

  /** `isWatched`: the clock moved while this tab was looking, as opposed to a state that arrived over. */
  function tick(isWatched = true) {
    const { running, phase } = snapshot
    set({})
    if (!running || snapshot.phase !== 'due' || completing?.id === running.id) return
    completing = { id: running.id, tries: 0, timeout: undefined }
    if (isWatched && phase === 'running') emit({ type: 'ended', session: running })
    void complete()
  }

  async function complete() {
    const { running } = snapshot
    if (!running || completing?.id !== running.id) return
    const isBusy = snapshot.pending !== null
    const outcome = isBusy ? 'not-yet' : await sendFinish(running, 'complete')
    if (completing?.id !== running.id) return
    // Another device changed it meanwhile (its task, say): as long as it is still over, only the version was old.
    const isStillOver = outcome === 'outdated' && snapshot.running?.id === completing.id && snapshot.phase === 'due'
    if (outcome !== 'failed' && outcome !== 'not-yet' && !isStillOver) return stopCompleting()
    if (outcome === 'failed') set({ isWaitingForNetwork: !snapshot.isStale })
    const waitMs = retryWaitsMs[Math.min(completing.tries++, retryWaitsMs.length - 1)]
    completing.timeout = setTimeout(complete, waitMs)
  }

  async function sendFinish(session: RunningSession, ending: Ending, atMostMinutes?: number, wasSkipped = false) {
    const seen = { id: session.id, version: session.version, ending, ...(atMostMinutes && { atMostMinutes }) }
    const reply = await command('finish', () => server.finish(seen), ending === 'complete')
    if (!reply) return 'failed'
    if (reply.outcome === 'saved') emit({ type: 'saved', session, saved: reply })
    if (reply.outcome === 'not-saved') emit({ type: 'dropped', session, wasAsked: ending === 'discard', wasSkipped })
    return reply.outcome
  }

  /** Sends one command at a time; a second press while one is under way is the same press. */
  async function command<Reply extends { timer: TimerState }>(
    name: NonNullable<TimerSnapshot['pending']>,
    send: () => Promise<ActionResult<Reply>>,
    isQuiet = false,
  ): Promise<Reply | null> {
    if (snapshot.pending) return null
    set({ pending: name })
    revision++
    const result = await send().catch(staleOrNull)
    revision++
    set({ pending: null, ...(result && { isStale: !result.ok && result.isStale === true }) })
    if (result?.ok) {
      // The answer to one's own command counts, whatever the clock of another machine said before.
      take(result.data.timer)
      emit({ type: 'changed' })
      return result.data
    }
    const failure = failureOf(result)
    if (!isQuiet || failure.isSignedOut) emit({ type: 'failed', failure })
    return null
  }

  async function startOne(input: StartSessionInput) {
    const reply = await command('start', () => server.start(input))
    const running = reply?.timer.running
    // One that began just now is this very press, seen by two tabs or sent twice.
    const isOther = reply?.outcome === 'already-running' && running && nowMs() - running.startedAtMs > justNowMs
    if (isOther) emit({ type: 'found-running', session: running })
  }

  async function change(name: 'pause' | 'resume') {
    const { running } = snapshot
    if (running) await command(name, () => server[name]({ id: running.id, version: running.version }))
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    on(listener) {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    },
    revision: () => revision,
    adopt,
    tick: () => tick(),
    retry() {
      if (!completing || snapshot.pending) return
      clearTimeout(completing.timeout)
      completing.tries = 0
      void complete()
    },
    start: startOne,
    pause: () => change('pause'),
    resume: () => change('resume'),
    async finish(ending, atMostMinutes) {
      const { running } = snapshot
      if (running) await sendFinish(running, ending, atMostMinutes)
    },
    async skip() {
      const { running } = snapshot
      if (running) await sendFinish(running, 'stop', undefined, true)
    },
    dispose() {
      clearTimeout(completing?.timeout)
      completing = null
    },
  }
}

/** What to start after `session` has ended, if the person wants it started by itself; null otherwise. */
export function autoStart(
  session: RunningSession,
  focusesDone: number,
  wishes: TimerLengths & { autoStartBreaks: boolean; autoStartFocus: boolean },
  taskId: string | null,
): StartSessionInput | null {
  const next = nextUp(session.kind, focusesDone, wishes)
  if (next.kind === 'break')
    return wishes.autoStartBreaks ? { kind: 'break', plannedMinutes: next.minutes, taskId: null } : null
  return wishes.autoStartFocus ? { kind: 'focus', plannedMinutes: next.minutes, taskId } : null
}

/** The words for a command that did not go through. `null`: the network did not answer. */
export function failureOf(result: Exclude<ActionResult<unknown>, { ok: true }> | null): Failure {
  if (!result)
    return {
      message: noAnswer,
      isOffline: true,
      isSignedOut: false,
      isStale: false,
    }
  return {
    message: result.message,
    isOffline: false,
    isSignedOut: result.code === 'unauthenticated',
    isStale: result.isStale === true,
  }
}
