import { expect, test } from 'vitest'
import type { RunningSession } from '@/lib/study/session/rules'
import { minuteMs } from '@/lib/time'
import { mayAdopt, openTimer, type TabTimer, type Transition, transition } from './timer-state'

const t0 = 1_700_000_000_000
const running: RunningSession = {
  id: 's',
  kind: 'focus',
  plannedMinutes: 25,
  startedAtMs: t0,
  pauses: [],
  taskId: null,
  version: 1,
}
const state = (change: { running?: RunningSession | null; serverNowMs?: number } = {}) => ({
  serverNowMs: t0,
  running,
  focusesDone: 0,
  ...change,
})
const endMs = t0 + 25 * minuteMs

/** What became of a timer after several things happened, and what is to be done about the last one. */
function after(timer: TabTimer, ...changes: [Transition, nowMs: number][]) {
  return changes.reduce((step, [change, nowMs]) => transition(step.timer, change, nowMs), {
    timer,
    effects: [],
  } as ReturnType<typeof transition>)
}

test('a look at the clock that shows nothing new is the same snapshot', () => {
  const timer = openTimer(state())
  const { timer: next, effects } = after(timer, [{ type: 'ticked' }, t0 + minuteMs])
  expect(next.snapshot).toBe(timer.snapshot)
  expect(effects).toEqual([])
})

test('the end is told once, and written down at once', () => {
  const over = after(openTimer(state()), [{ type: 'ticked' }, endMs])
  expect(over.effects).toEqual([
    { type: 'ended', session: running },
    { type: 'complete', inMs: 0 },
  ])
  expect(after(over.timer, [{ type: 'ticked' }, endMs + 1_000]).effects).toEqual([])
})

test('a page that opens after the end rings no bell', () => {
  const opened = openTimer(state({ serverNowMs: endMs + minuteMs }))
  expect(after(opened, [{ type: 'ticked' }, endMs + minuteMs]).effects).toEqual([{ type: 'complete', inMs: 0 }])
})

test('tries grow apart, the last wait repeats, and a retry begins anew', () => {
  let { timer } = after(openTimer(state()), [{ type: 'ticked' }, endMs])
  const waits = Array.from({ length: 6 }, () => {
    const step = transition(timer, { type: 'completed', id: 's', outcome: 'failed' }, endMs)
    timer = step.timer
    return step.effects[0]
  })
  expect(waits).toEqual([1_000, 3_000, 10_000, 30_000, 30_000, 30_000].map((inMs) => ({ type: 'complete', inMs })))
  expect(timer.snapshot).toMatchObject({ phase: 'due', isWaitingForNetwork: true })
  const retried = transition(timer, { type: 'retried' }, endMs)
  expect(retried.effects).toEqual([{ type: 'complete', inMs: 0 }])
  expect(transition(retried.timer, { type: 'completed', id: 's', outcome: 'failed' }, endMs).effects).toEqual([
    { type: 'complete', inMs: 1_000 },
  ])
})

test('a tab that saw the end never calls it an overrun', () => {
  const { timer } = after(openTimer(state()), [{ type: 'ticked' }, endMs], [{ type: 'ticked' }, endMs + 600 * minuteMs])
  expect(timer.snapshot.phase).toBe('due')
})

test('another session in its place ends the tries', () => {
  const over = after(openTimer(state()), [{ type: 'ticked' }, endMs])
  const other = { ...running, id: 'other', startedAtMs: endMs }
  const received: Transition = { type: 'received', timer: state({ running: other, serverNowMs: endMs }), revision: 0 }
  const step = transition(over.timer, received, endMs)
  expect(step.effects).toEqual([{ type: 'cancel-complete' }])
  expect(step.timer).toMatchObject({ completing: null, snapshot: { running: other, phase: 'running' } })
  // The answer about the one before comes too late to matter.
  expect(transition(step.timer, { type: 'completed', id: 's', outcome: 'failed' }, endMs)).toEqual({
    timer: step.timer,
    effects: [],
  })
})

test('an older state, or one that a command has crossed, is not believed', () => {
  const { timer } = after(openTimer(state({ running: null })), [{ type: 'sent', command: 'start' }, t0])
  expect(mayAdopt(timer, state())).toBe(true)
  expect(mayAdopt(timer, state(), 1)).toBe(false)
  expect(mayAdopt(openTimer(state()), state({ serverNowMs: t0 - 1 }))).toBe(false)
  const received: Transition = { type: 'received', timer: state(), revision: 1 }
  expect(transition(timer, received, t0).timer).toBe(timer)
})
