import { expect, test } from 'vitest'
import { overrunView } from './overrun-question'

const over = (id: string) => ({ running: { id }, phase: 'overrun' as const })

test('an overrun is asked about; one that was put off waits for its button, and the next one is asked about anew', () => {
  expect(overrunView(over('monday'), null)).toBe('question')
  expect(overrunView(over('monday'), 'monday')).toBe('put-off')
  expect(overrunView(over('tuesday'), 'monday')).toBe('question')
})

test('nothing is asked before the end, nor when nothing runs', () => {
  expect(overrunView({ running: { id: 'monday' }, phase: 'running' }, null)).toBe('nothing')
  expect(overrunView({ running: { id: 'monday' }, phase: 'due' }, 'monday')).toBe('nothing')
  expect(overrunView({ running: null, phase: 'idle' }, 'monday')).toBe('nothing')
})
