import { expect, test } from 'vitest'
import type { RunningSession } from '@/lib/study/session/rules'
import { modeOnceOver } from './mode'
import type { TimerEvent } from './study-timer'

const lengths = { focusMinutes: 25, breakMinutes: 5, longBreakMinutes: 15, longBreakEvery: 4, customMinutes: 50 }
const session = (kind: RunningSession['kind']): RunningSession => ({
  id: 's',
  kind,
  plannedMinutes: 25,
  startedAtMs: 0,
  pauses: [],
  taskId: null,
  version: 1,
})
const after = (event: TimerEvent, focusesDone = 0) => modeOnceOver(event, focusesDone, lengths)
const dropped = (kind: RunningSession['kind'], wasSkipped: boolean): TimerEvent => ({
  type: 'dropped',
  session: session(kind),
  wasAsked: false,
  wasSkipped,
})

test('skipping in the first minute goes on to what comes next', () => {
  expect(after(dropped('focus', true))).toBe('break')
  expect(after(dropped('flow', true))).toBe('break')
  expect(after(dropped('break', true))).toBe('focus')
  // It was no round: the long break has to be earned.
  expect(after(dropped('focus', true), 4)).toBe('break')
})

test('stopping in the first minute stays where one is, and a dropped break leads to focus', () => {
  expect(after(dropped('focus', false))).toBeNull()
  expect(after(dropped('break', false))).toBe('focus')
})
