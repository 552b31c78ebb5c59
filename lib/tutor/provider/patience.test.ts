import { expect, test } from 'vitest'
import { virtualTimers } from '../../testing/gemini'
import { startPatience } from './patience'

test('whatever is waited for after the end has the same end, and nobody misses a wait that was not', async () => {
  const stop = new AbortController()
  const patience = startPatience(stop.signal, virtualTimers().setTimer)
  stop.abort('stopped')
  // A rejection that nobody hears would be reported by now.
  await new Promise((resolve) => setImmediate(resolve))
  expect(patience.signal.aborted).toBe(true)
  await expect(patience.wait(Promise.resolve('late'))).rejects.toBe('stopped')
})

test('a limit replaces the one before, and ends the work with its failure', async () => {
  const timers = virtualTimers()
  const patience = startPatience(new AbortController().signal, timers.setTimer)
  patience.limit(20, 'timeout')
  patience.limit(30, 'silence')
  expect(timers.waits()).toEqual([30])
  timers.runOut()
  await expect(patience.wait(new Promise(() => {}))).rejects.toMatchObject({ code: 'silence' })
  expect(patience.signal.aborted).toBe(true)
})
