import { expect, test } from 'vitest'
import type { RunningSession } from '@/lib/study/session/rules'
import { hourMs, minuteMs } from '@/lib/time'
import { faceAt } from './face'
import { minutesOf, modeAfter, startInput } from './mode'

const focus: RunningSession = {
  id: 's',
  kind: 'focus',
  plannedMinutes: 25,
  startedAtMs: 0,
  pauses: [],
  taskId: null,
  version: 1,
}
const flow = { ...focus, kind: 'flow', plannedMinutes: null } as const
const lengths = { focusMinutes: 25, breakMinutes: 5, longBreakMinutes: 15, longBreakEvery: 4, customMinutes: 50 }

test.each([
  [0, '25:00', 1],
  [1, '25:00', 1],
  [1_000, '24:59', 0.9993],
  [24 * minuteMs + 59_001, '00:01', 0.0007],
  [25 * minuteMs, '00:00', 0],
  [40 * minuteMs, '00:00', 0],
])('a focus session after %s ms shows %s', (ms, words, fraction) => {
  const face = faceAt(focus, ms, null)
  expect(face.words).toBe(words)
  expect(face.fraction).toBeCloseTo(fraction, 3)
})

test('a stopwatch counts up and stops at the cap; nothing running shows what would start', () => {
  expect(faceAt(flow, 90_500, null)).toEqual({ words: '01:30', fraction: 30_500 / minuteMs })
  expect(faceAt(flow, 9 * hourMs, null).words).toBe('360:00')
  expect(faceAt(null, 0, 50)).toEqual({ words: '50:00', fraction: 1 })
  expect(faceAt(null, 0, null)).toEqual({ words: '00:00', fraction: 0 })
})

test('what each mode starts, and what follows', () => {
  expect(startInput('custom', lengths, 't')).toEqual({ kind: 'focus', plannedMinutes: 50, taskId: 't' })
  expect(startInput('long-break', lengths, 't')).toEqual({ kind: 'break', plannedMinutes: 15, taskId: null })
  expect(startInput('flow', lengths, 't')).toEqual({ kind: 'flow', plannedMinutes: null, taskId: 't' })
  expect(minutesOf('break', lengths)).toBe(5)
  expect([modeAfter('focus', 3, lengths), modeAfter('focus', 4, lengths), modeAfter('break', 4, lengths)]).toEqual([
    'break',
    'long-break',
    'focus',
  ])
})
