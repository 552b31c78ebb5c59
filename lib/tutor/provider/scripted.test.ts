import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endOf, question, readAnswer, virtualTimers } from '../../testing/gemini'
import { failureCodes } from '../failures'
import { intentText } from '../rules'
import { askForJson } from './ask-for-json'
import type { SetTimer } from './patience'
import type { ProviderRequest } from './provider'
import { scripted } from './scripted'

const { signal } = new AbortController()
const asking = (text: string, more: Partial<ProviderRequest> = {}): ProviderRequest => ({
  ...question,
  turns: [{ role: 'student', text }],
  ...more,
})
const ask = (text: string, more?: Partial<ProviderRequest>) => readAnswer(scripted().stream(asking(text, more), signal))

test('an answer has everything that a page renders, in many pieces', async () => {
  let pieces = 0
  const answer = await readAnswer(scripted().stream(asking('What is an area?'), signal), () => pieces++)
  expect(answer).toMatchObject({ end: 'done', usage: { promptTokens: 100 } })
  expect(pieces).toBeGreaterThan(10)
  for (const part of ['\n- 🔍', '```python\n', '$$a^2', '|---|---|', '\n\n**What would you try first?**', '`x`'])
    expect(answer.text).toContain(part)
})

test.each([
  ['a first question', 'Hello', 1, 'new', 'none'],
  ['a later one', 'Hello', 3, 'same', 'none'],
  ['!new', '!new', 3, 'new', 'none'],
  ['!wrong', '!wrong !echo', 1, 'same', 'wrong'],
  ['!right', '!right', 3, 'same', 'right'],
  ['!partly', '!partly', 3, 'same', 'partly'],
  ['both', '!new !right', 3, 'new', 'right'],
])('the first line judges: %s', async (_, text, count, isNew, verdict) => {
  const earlier = count === 1 ? [] : ([asking('a').turns[0], { role: 'tutor', text: 'b' }] as ProviderRequest['turns'])
  const answer = await ask('', { turns: [...earlier, { role: 'student', text }] })
  expect(answer.text.split('\n')[0]).toBe(`[[question: ${isNew}; try: ${verdict}]]`)
})

test('it echoes what came along', async () => {
  const text =
    '!echo\n\nWhat I tried:\n2 + 2 = 5\n\nThe photo shows what I have done.\n\nThe task I am working on: Algebra'
  const instructions = 'STEP: one\n\nThe step of this reply\n- CONCEPT: name it.\n- NUDGE: if new.'
  const photo = { mimeType: 'image/jpeg', base64: 'QUJD' } as const
  const answer = await ask('', { instructions, turns: [{ role: 'student', text, photo }] })
  const facts = ['- step: concept', '- photo: yes', '- attempt: 2 + 2 = 5', '- task: Algebra', '- turns: 1']
  expect(answer.text.split('\n').slice(1)).toEqual(facts)
  expect((await ask('!echo')).text).toContain('- photo: none\n- attempt: none\n- task: none')
})

test('it repeats the question, word for word', async () => {
  expect((await ask('!repeat <img src=x onerror=alert(1)> **a** `!`')).text).toMatch(
    /\n<img src=x onerror=alert\(1\)> \*\*a\*\* `!`$/,
  )
})

describe('failures', () => {
  test.each(failureCodes)('before and after some words: %s', async (code) => {
    expect(await ask(`!fail:${code}`)).toMatchObject({ text: '', end: { code } })
    const broken = await ask(`!break:${code}`)
    expect(broken.end).toMatchObject({ code })
    expect(broken.text.length).toBeGreaterThan(100)
    expect(broken.text).not.toContain('first?')
  })

  test('only the first time, when they are to be tried again', async () => {
    const provider = scripted()
    const ends: string[] = []
    for (const text of ['!fail-once:busy', '!fail-once:busy', '!break-once:silence', '!break-once:silence'])
      ends.push(endOf(await readAnswer(provider.stream(asking(text), signal))))
    expect(ends).toEqual(['!busy', 'done', '!silence', 'done'])
  })

  test('a question after one that failed stands in the same turn, and is the one that counts', async () => {
    const failed = '!fail:busy\n\nThe task I am working on: Algebra'
    expect(endOf(await ask(`${failed}\n\n${intentText.hint}\n\nThe task I am working on: Algebra`))).toBe('done')
  })

  test.each([
    ['!length', 'length'],
    ['!blocked', 'blocked'],
    ['!other', 'other'],
    ['!empty', '!empty'],
  ])('%s', async (text, end) => {
    expect(endOf(await ask(text))).toBe(end)
  })
})

test.each([
  ['!slow', 60, 150, /^word1 word2 .* word60$/],
  ['!long', 300, 10, /^Piece 001 of a long explanation\.+ Piece 002.*\n\n$/s],
])('%s comes piece by piece', async (text, count, everyMs, whole) => {
  const waits: number[] = []
  const setTimer: SetTimer = (run, ms) => {
    waits.push(ms)
    queueMicrotask(run)
    return () => {}
  }
  const answer = await readAnswer(scripted({ setTimer }).stream(asking(text), signal))
  expect(waits).toEqual(Array(count + 1).fill(everyMs))
  const shown = answer.text.slice(answer.text.indexOf('\n') + 1)
  expect(shown).toMatch(whole)
  if (text === '!long') expect(shown).toHaveLength(12_000)
})

test.each(['!hang', '!slow'])('%s ends at once when it is given up', async (text) => {
  const timers = virtualTimers()
  const stop = new AbortController()
  const outcome = readAnswer(scripted(timers).stream(asking(text), stop.signal))
  await Promise.resolve()
  stop.abort('stopped')
  expect(await outcome).toMatchObject({ text: '', end: 'stopped' })
  expect(timers.waits()).toEqual([])
})

describe('recall', () => {
  const card = z.object({ question: z.string(), answer: z.string(), wrongAnswers: z.array(z.string()).length(3) })
  const cards = z.object({ cards: z.array(card).length(3) })
  const recall = (text: string) => askForJson(scripted(), { ...asking(text), schema: {} }, cards, signal, () => {})

  test('three questions, made of the words of the student', async () => {
    const made = await recall('How does photosynthesis store light?')
    expect(made?.cards.map(({ question }) => question)).toEqual([
      'What does "photosynthesis" mean?',
      'What does "light" mean?',
      'What does "store" mean?',
    ])
    expect((await recall('?'))?.cards).toHaveLength(3)
  })

  test('JSON that is none, once or always', async () => {
    expect((await recall('!badjson'))?.cards).toHaveLength(3)
    expect(await recall('!badjson:always')).toBeNull()
  })
})
