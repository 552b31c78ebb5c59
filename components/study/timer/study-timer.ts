/**
 * The timer in one tab: plain state with commands, no React. The server's row is the truth; this adopts what every
 * reply says, derives the phase from the server clock, and writes the session down once its time is up.
 */
import { type Failure, failureOf } from '@/components/actions/failures'
import type { ActionResult } from '@/lib/form-state'
import type { FinishReply, TimerReply } from '@/lib/study/session/commands'
import type { TimerState } from '@/lib/study/session/queries'
import { type Ending, nextUp, type RunningSession, type TimerLengths } from '@/lib/study/session/rules'
import type { StartSessionInput } from '@/lib/study/session/schemas'
import { type Effect, mayAdopt, openTimer, type TimerSnapshot, type Transition, transition } from './timer-state'

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
  | { type: 'failed'; command: NonNullable<TimerSnapshot['pending']>; failure: Failure }
  /** This tab changed the server's state: the other tabs want to know. */
  | { type: 'changed' }

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

/** A session younger than this was started by the press that found it. */
const justNowMs = 10_000

export function createStudyTimer(initial: TimerState, nowMs: () => number, server: TimerServer): StudyTimer {
  let tab = openTimer(initial)
  let upcoming: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()
  const eventListeners = new Set<(event: TimerEvent) => void>()

  function apply(change: Transition) {
    const before = tab.snapshot
    const { timer, effects } = transition(tab, change, nowMs())
    tab = timer
    if (tab.snapshot !== before) for (const listener of listeners) listener()
    for (const effect of effects) run(effect)
  }

  function run(effect: Effect) {
    if (effect.type === 'ended') return emit(effect)
    clearTimeout(upcoming)
    if (effect.type === 'cancel-complete') return
    if (effect.inMs === 0) void complete()
    else upcoming = setTimeout(complete, effect.inMs)
  }

  function emit(event: TimerEvent) {
    for (const listener of eventListeners) listener(event)
  }

  async function complete() {
    const { running, pending } = tab.snapshot
    if (!running || tab.completing?.id !== running.id) return
    const outcome = pending ? 'not-yet' : await sendFinish(running, 'complete')
    apply({ type: 'completed', id: running.id, outcome })
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
    if (tab.snapshot.pending) return null
    apply({ type: 'sent', command: name })
    const result = await send().catch(failureOf)
    apply({ type: 'answered', result })
    if (result.ok) {
      emit({ type: 'changed' })
      return result.data
    }
    if (!isQuiet || result.code === 'unauthenticated') emit({ type: 'failed', command: name, failure: result })
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
    const { running } = tab.snapshot
    if (running) await command(name, () => server[name]({ id: running.id, version: running.version }))
  }

  async function finish(ending: Ending, atMostMinutes?: number, wasSkipped = false) {
    const { running } = tab.snapshot
    if (running) await sendFinish(running, ending, atMostMinutes, wasSkipped)
  }

  return {
    getSnapshot: () => tab.snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    on(listener) {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    },
    revision: () => tab.revision,
    adopt(timer, revision) {
      const isBelieved = mayAdopt(tab, timer, revision)
      if (isBelieved) apply({ type: 'received', timer, revision })
      return isBelieved
    },
    tick: () => apply({ type: 'ticked' }),
    retry: () => apply({ type: 'retried' }),
    start: startOne,
    pause: () => change('pause'),
    resume: () => change('resume'),
    finish: (ending, atMostMinutes) => finish(ending, atMostMinutes),
    skip: () => finish('stop', undefined, true),
    dispose() {
      clearTimeout(upcoming)
      tab = { ...tab, completing: null }
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
