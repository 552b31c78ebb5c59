import { describe, expect, test } from 'vitest'
import { endOf, question, readAnswer } from '../../testing/gemini'
import { type FailureCode, failureCodes, failureOfCode, TutorFailure } from '../failures'
import { Breaker, withBreaker } from './breaker'
import type { Provider } from './provider'

/** A provider that does what the test says next, and a clock that goes when it says. */
function setting() {
  const clock = { nowMs: 0 }
  let next: FailureCode | 'fine' | 'hang' = 'fine'
  let asked = 0
  const provider: Provider = {
    async *stream(_request, signal) {
      asked++
      const now = next
      if (now === 'hang')
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      if (failureCodes.some((code) => code === now)) throw new TutorFailure(now as FailureCode)
      yield { kind: 'text', text: 'Yes.' }
      yield { kind: 'end', reason: 'done' }
    },
  }
  const guarded = withBreaker(provider, new Breaker(() => clock.nowMs))
  const stream = (signal = new AbortController().signal) => guarded.stream(question, signal)
  return {
    clock,
    stream,
    asked: () => asked,
    expectNext: (what: typeof next) => {
      next = what
    },
    ask: async (what: typeof next, times = 1) => {
      next = what
      let end = ''
      for (let time = 0; time < times; time++) end = endOf(await readAnswer(stream()))
      return end
    },
  }
}

test('five outages within 30 seconds, and nobody is asked for 30 seconds', async () => {
  const { clock, ask, asked, stream } = setting()
  expect(await ask('provider', 5)).toBe('!provider')
  clock.nowMs = 10_500
  expect((await readAnswer(stream())).end).toMatchObject({ code: 'busy', retryAfterS: 20 })
  clock.nowMs = 29_999
  expect((await readAnswer(stream())).end).toMatchObject({ code: 'busy', retryAfterS: 1 })
  expect(asked()).toBe(5)
})

test('fewer, or spread over a longer time, or with an answer between them, are none', async () => {
  const { clock, ask } = setting()
  await ask('provider', 4)
  clock.nowMs = 30_000
  await ask('timeout', 4)
  expect(await ask('fine')).toBe('done')
  await ask('network', 4)
  expect(await ask('fine')).toBe('done')
})

test.each(failureCodes)('what counts is whether the provider is at fault: %s', async (code) => {
  const { ask } = setting()
  await ask(code, 5)
  expect(await ask('fine')).toBe(failureOfCode(code).isOutage ? '!busy' : 'done')
})

describe('after the rest', () => {
  async function rested() {
    const one = setting()
    await one.ask('provider', 5)
    one.clock.nowMs = 30_000
    return one
  }

  test('one attempt is let through, and the others wait for it', async () => {
    const { expectNext, stream, ask } = await rested()
    expectNext('fine')
    const trial = stream()[Symbol.asyncIterator]()
    const began = trial.next()
    expect(await ask('fine')).toBe('!busy')
    await began
    expect(await ask('fine')).toBe('done')
  })

  test('one more outage begins the next rest', async () => {
    const { clock, ask } = await rested()
    expect(await ask('silence')).toBe('!silence')
    clock.nowMs = 59_999
    expect(await ask('fine')).toBe('!busy')
    clock.nowMs = 60_000
    expect(await ask('fine', 2)).toBe('done')
  })

  test('a question that is refused was heard all the same', async () => {
    const { ask } = await rested()
    expect(await ask('blocked-question')).toBe('!blocked-question')
    expect(await ask('fine')).toBe('done')
  })

  test('an attempt that is given up decides nothing, and the next one is let through', async () => {
    const { expectNext, stream, ask } = await rested()
    const stop = new AbortController()
    expectNext('hang')
    const given = readAnswer(stream(stop.signal))
    stop.abort(new TutorFailure('interrupted'))
    expect(endOf(await given)).toBe('!interrupted')
    expect(await ask('provider')).toBe('!provider')
    expect(await ask('fine')).toBe('!busy')
  })
})

test('what is given up is no outage', async () => {
  const { expectNext, stream, ask } = setting()
  for (let time = 0; time < 5; time++) {
    const stop = new AbortController()
    expectNext('hang')
    const given = readAnswer(stream(stop.signal))
    stop.abort(new TutorFailure('silence'))
    await given
  }
  expect(await ask('fine')).toBe('done')
})
