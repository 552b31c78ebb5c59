import { expect, test } from 'vitest'
import { z } from 'zod'
import { question } from '../../testing/gemini'
import { TutorFailure } from '../failures'
import { askForJson } from './ask-for-json'
import type { Provider, Usage } from './provider'

const schema = z.object({ cards: z.array(z.string()) })
const { signal } = new AbortController()

/** Says one of these after the other, in two pieces, for 10 tokens and 1 token each. */
async function askOf(...said: (string | TutorFailure)[]) {
  const provider: Provider = {
    async *stream() {
      const text = said.shift() ?? ''
      yield { kind: 'usage', usage: { promptTokens: 3, answerTokens: 0 } }
      yield { kind: 'usage', usage: { promptTokens: 10, answerTokens: 1 } }
      if (text instanceof TutorFailure) throw text
      yield { kind: 'text', text: text.slice(0, 3) }
      yield { kind: 'text', text: text.slice(3) }
      yield { kind: 'end', reason: 'done' }
    },
  }
  const reported: Usage[] = []
  const asking = askForJson(provider, { ...question, schema: {} }, schema, signal, (usage) => reported.push(usage))
  const value = await asking.catch((error) => error)
  return { value, reported, left: said.length }
}

test('what was asked for, at once', async () => {
  const { value, reported, left } = await askOf('{"cards":["a"]}', 'never asked')
  expect(value).toEqual({ cards: ['a'] })
  expect([left, reported]).toEqual([1, [{ promptTokens: 10, answerTokens: 1 }]])
})

test.each(['{"cards":[', '{"cards":[7]}', ''])('once more after what is none: %j', async (wrong) => {
  const { value, reported } = await askOf(wrong, '{"cards":["b"]}')
  expect(value).toEqual({ cards: ['b'] })
  expect(reported).toEqual([{ promptTokens: 20, answerTokens: 2 }])
})

test('nothing after two that are none', async () => {
  const { value, reported, left } = await askOf('[', '[', '{"cards":["c"]}')
  expect([value, left, reported]).toEqual([null, 1, [{ promptTokens: 20, answerTokens: 2 }]])
})

test('a failure of the provider is passed on, and its cost is said', async () => {
  const failure = new TutorFailure('blocked-answer')
  const { value, reported } = await askOf('[', failure)
  expect(value).toBe(failure)
  expect(reported).toEqual([{ promptTokens: 20, answerTokens: 2 }])
})
