/** What Start starts. Pure. */
import type { StudyPreferences } from '@/lib/study/preferences/queries'
import { nextUp, type SessionKind } from '@/lib/study/session/rules'
import type { StartSessionInput } from '@/lib/study/session/schemas'
import type { TimerEvent } from './study-timer'

export const modes = ['focus', 'break', 'long-break', 'custom', 'flow'] as const
export type Mode = (typeof modes)[number]

export const modeNames: Record<Mode, string> = {
  focus: 'Focus',
  break: 'Break',
  'long-break': 'Long break',
  custom: 'Custom',
  flow: 'Flow',
}

type Lengths = Pick<
  StudyPreferences,
  'focusMinutes' | 'breakMinutes' | 'longBreakMinutes' | 'longBreakEvery' | 'customMinutes'
>

/** How long a mode runs, in minutes; null for flow. */
export function minutesOf(mode: Mode, lengths: Lengths): number | null {
  const minutes = {
    focus: lengths.focusMinutes,
    break: lengths.breakMinutes,
    'long-break': lengths.longBreakMinutes,
    custom: lengths.customMinutes,
    flow: null,
  }
  return minutes[mode]
}

/** The command behind Start. Breaks carry no task. */
export function startInput(mode: Mode, lengths: Lengths, taskId: string | null): StartSessionInput {
  const minutes = minutesOf(mode, lengths)
  if (minutes === null) return { kind: 'flow', plannedMinutes: null, taskId }
  if (mode === 'break' || mode === 'long-break') return { kind: 'break', plannedMinutes: minutes, taskId: null }
  return { kind: 'focus', plannedMinutes: minutes, taskId }
}

/** The mode that is offered after a session has ended. */
export function modeAfter(kind: SessionKind, focusesDone: number, lengths: Lengths): Mode {
  const next = nextUp(kind, focusesDone, lengths)
  return next.kind === 'focus' ? 'focus' : next.isLongBreak ? 'long-break' : 'break'
}

/** The mode that is offered once a session is over, however it ended; null when the present one stays. */
export function modeOnceOver(event: TimerEvent, focusesDone: number, lengths: Lengths): Mode | null {
  if (event.type === 'saved') {
    // A focus session stopped early does not end the round: the break it leads to is a short one.
    const isRound = event.session.kind === 'break' || event.saved.isCompleted
    return modeAfter(event.session.kind, isRound ? focusesDone : 0, lengths)
  }
  if (event.type !== 'dropped') return null
  // Skipped before there was a minute to save: on to what comes next all the same.
  return event.wasSkipped || event.session.kind === 'break' ? modeAfter(event.session.kind, 0, lengths) : null
}
