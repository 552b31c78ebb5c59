/** The server of the timer's tests: one row in memory, with the product's own rules of what may become of it. */
import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error'
import type { FinishReply } from '@/lib/study/session/commands'
import { creditFor, type Ending, paused, phaseOf, type RunningSession, resumed } from '@/lib/study/session/rules'
import { minuteMs } from '@/lib/time'
import type { TimerServer } from './study-timer'

type Seen = { id: string; version: number }
type Finished = { minutes: number; isCompleted: boolean; type: 'focus' | 'break' }

/** In the same virtual time as the tab; replies can be lost, the network cut, the server updated, its clock be another. */
export function createTimerServer(running: RunningSession | null) {
  let row = running
  let started = 0
  const finished = new Map<string, Finished>()
  const flags = { isOnline: true, losesReplies: false, serverAheadMs: 0, isUpdated: false }
  const now = () => Date.now() + flags.serverAheadMs
  const focusesDone = () => [...finished.values()].filter((it) => it.type === 'focus' && it.isCompleted).length
  const timerState = () => ({ serverNowMs: now(), running: row, focusesDone: focusesDone() })

  async function reply<Data>(work: () => Data) {
    if (!flags.isOnline) throw new TypeError('Failed to fetch')
    if (flags.isUpdated) throw new UnrecognizedActionError()
    const data = work()
    if (flags.losesReplies) throw new TypeError('Failed to fetch')
    return { ok: true as const, data }
  }

  /** The row with the change of a rule, if it is the one that was seen and the rule allows it. */
  function change(seen: Seen, next: (session: RunningSession, nowMs: number) => RunningSession | null) {
    const isSeen = row?.id === seen.id && row.version === seen.version
    const changed = row && isSeen ? next(row, now()) : null
    if (changed) row = changed
    return { outcome: changed ? ('done' as const) : ('outdated' as const), timer: timerState() }
  }

  /** Ends the row and writes down what it is worth. */
  function end(session: RunningSession, ending: Ending, atMostMinutes?: number): 'saved' | 'not-saved' | 'not-yet' {
    const credit = creditFor(session, ending, now(), atMostMinutes)
    if (credit === 'not-yet') return credit
    row = null
    if (credit === 'nothing') return 'not-saved'
    const type = session.kind === 'break' ? 'break' : 'focus'
    finished.set(session.id, { minutes: credit.activeMs / minuteMs, isCompleted: credit.isCompleted, type })
    return 'saved'
  }

  function finish({ id, version, ending, atMostMinutes }: Parameters<TimerServer['finish']>[0]): FinishReply {
    if (row?.id === id && row.version !== version) return { outcome: 'outdated', timer: timerState() }
    const outcome = row?.id === id ? end(row, ending, atMostMinutes) : 'again'
    if (outcome === 'not-yet' || outcome === 'not-saved') return { outcome, timer: timerState() }
    const saved = finished.get(id)
    if (!saved) return { outcome: 'gone', timer: timerState() }
    const earned = { sessionId: id, minutes: saved.minutes } as Extract<FinishReply, { outcome: 'saved' }>['earned']
    const { isCompleted, type } = saved
    return { outcome: 'saved', earned, isCompleted, type, taskPomodoros: null, timer: timerState() }
  }

  const server: TimerServer = {
    start: ({ kind, plannedMinutes, taskId }) =>
      reply(() => {
        if (row && phaseOf(row, now()) === 'due') end(row, 'complete')
        const outcome = row ? ('already-running' as const) : ('started' as const)
        row ??= { kind, plannedMinutes, taskId, id: `s${++started}`, startedAtMs: now(), pauses: [], version: 1 }
        return { outcome, timer: timerState() }
      }),
    pause: (seen) => reply(() => change(seen, paused)),
    resume: (seen) => reply(() => change(seen, resumed)),
    finish: (input) => reply(() => finish(input)),
  }
  /** What another device does, whose network is there. */
  const elsewhere = {
    pause: () => row && change(row, paused),
    chooseTask: (taskId: string) => {
      if (row) row = { ...row, taskId, version: row.version + 1 }
    },
  }
  return {
    server,
    finished,
    flags,
    elsewhere,
    timerState,
    minutes: () => [...finished.values()].map((it) => it.minutes),
  }
}
