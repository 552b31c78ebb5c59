/** A timer in virtual time with a server to talk to, for the tests of the timer. */
import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error'
import { vi } from 'vitest'
import type { FinishReply } from '@/lib/study/session/commands'
import { creditFor, type RunningSession } from '@/lib/study/session/pomodoro'
import { minuteMs } from '@/lib/time'
import { createStudyTimer, type TimerEvent, type TimerServer } from './study-timer'

/** A server that keeps one row, in the same virtual time as the tab; replies can be lost and the network cut. */
export function world(running: RunningSession | null = null) {
  let row = running
  const finished = new Map<string, number>()
  const flags = { isOnline: true, losesReplies: false, serverAheadMs: 0, isUpdated: false }
  const now = () => Date.now() + flags.serverAheadMs
  const timerState = () => ({ serverNowMs: now(), running: row, focusesDone: finished.size })

  async function reply<Data>(work: () => Data) {
    if (!flags.isOnline) throw new TypeError('Failed to fetch')
    if (flags.isUpdated) throw new UnrecognizedActionError()
    const data = work()
    if (flags.losesReplies) throw new TypeError('Failed to fetch')
    return { ok: true as const, data }
  }

  const server: TimerServer = {
    start: (input) =>
      reply(() => {
        const outcome = row ? ('already-running' as const) : ('started' as const)
        row ??= { ...input, id: `s${finished.size + 1}`, startedAtMs: now(), pauses: [], version: 1 }
        return { outcome, timer: timerState() }
      }),
    pause: () => reply(() => ({ outcome: 'outdated' as const, timer: timerState() })),
    resume: () => reply(() => ({ outcome: 'outdated' as const, timer: timerState() })),
    finish: ({ id, version, ending }) =>
      reply((): FinishReply => {
        if (row?.id === id && row.version !== version) return { outcome: 'outdated', timer: timerState() }
        const credit = row?.id === id ? creditFor(row, ending, now()) : finished.has(id) ? 'again' : 'gone'
        if (credit === 'not-yet' || credit === 'gone') return { outcome: credit, timer: timerState() }
        if (row?.id === id) row = null
        if (credit === 'nothing') return { outcome: 'not-saved', timer: timerState() }
        const minutes = finished.get(id) ?? (typeof credit === 'object' ? credit.activeMs / minuteMs : 0)
        finished.set(id, minutes)
        const earned = { sessionId: id, minutes } as Extract<FinishReply, { outcome: 'saved' }>['earned']
        return { outcome: 'saved', earned, isCompleted: true, type: 'focus', taskPomodoros: null, timer: timerState() }
      }),
  }
  const timer = createStudyTimer(timerState(), () => Date.now(), server)
  const events: TimerEvent[] = []
  timer.on((event) => events.push(event))
  const names = () => events.map((event) => event.type).filter((type) => type !== 'changed')
  const changeElsewhere = (change: Partial<RunningSession>) => {
    if (row) row = { ...row, ...change, version: row.version + 1 }
  }
  return { timer, server, events, names, finished, flags, changeElsewhere, timerState }
}

export const focus = { kind: 'focus', plannedMinutes: 25, taskId: null } as const

/** Lets `ms` pass with a look at the clock each `everyMs`, as a tab does. */
export async function pass(timer: { tick(): void }, ms: number, everyMs = 1_000) {
  for (let gone = 0; gone < ms; gone += everyMs) {
    await vi.advanceTimersByTimeAsync(Math.min(everyMs, ms - gone))
    timer.tick()
    await vi.advanceTimersByTimeAsync(0)
  }
}
