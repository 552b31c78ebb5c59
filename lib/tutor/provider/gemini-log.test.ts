/** What is kept of Gemini's failures: never the key, never a word of a student's, whatever Gemini repeats and wherever. */
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  type GeminiReply,
  type GeminiStandIn,
  geminiChunk,
  refusal,
  startGeminiStandIn,
} from '../../../e2e/gemini-stand-in'
import { log } from '../../log'
import { adapters, endOf, question, readAnswer, testKey } from '../../testing/gemini'
import { TutorFailure } from '../failures'

let gemini: GeminiStandIn
beforeAll(async () => {
  gemini = await startGeminiStandIn()
})
afterAll(() => gemini.close())
afterEach(() => vi.restoreAllMocks())

const quoted = `Invalid value "Dear diary" of 'consumer:${testKey}'`
const chunk = (value: unknown) => `data: ${JSON.stringify(value)}\r\n\r\n`
const error = { code: 500, message: quoted, status: quoted, details: [{ reason: quoted, metadata: { quoted } }] }

/** A reply, the failure that it is, and what is kept of it by `rest`; the package keeps some of the names to itself. */
const replies: [name: string, reply: GeminiReply, end: string, kept: string][] = [
  ['a refusal', refusal(400, quoted), '!request', 'Gemini answered 400, STATUS'],
  [
    'its details',
    refusal(403, quoted, [{ reason: quoted, metadata: { quoted } }]),
    '!key',
    'Gemini answered 403, STATUS, unknown',
  ],
  [
    'a refusal without names',
    { status: 503, chunks: [JSON.stringify({ error })] },
    '!provider',
    'Gemini answered 503, unknown, unknown',
  ],
  ['a page', { status: 502, chunks: [`<h1>${quoted}</h1>`] }, '!provider', 'Gemini answered 502'],
  [
    'an error in the middle',
    { chunks: [geminiChunk('Half of'), chunk({ error })] },
    '!provider',
    'Gemini answered 500, unknown, unknown',
  ],
  ['JSON that is cut off', { chunks: [`data: {"${quoted}\r\n\r\n`] }, '!broken', 'SyntaxError'],
  ['text instead of JSON', { chunks: [`data: ${quoted}\r\n\r\n`] }, '!broken', 'SyntaxError'],
  ['JSON of another kind', { chunks: [chunk({ candidates: quoted, [quoted]: 1 })] }, '!broken', 'candidates'],
  [
    'an end',
    { chunks: [geminiChunk(null, { finish: `OTHER ${quoted}` })] },
    '!empty',
    'blockReason NONE, finishReason unknown',
  ],
  [
    'a block',
    { chunks: [geminiChunk(null, { block: quoted })] },
    '!blocked-question',
    'blockReason unknown, finishReason NONE',
  ],
  [
    'a name to come',
    { chunks: [geminiChunk(null, { finish: 'NEW_ONE' })] },
    '!empty',
    'blockReason NONE, finishReason NEW_ONE',
  ],
  [
    'a long name',
    { chunks: [geminiChunk(null, { finish: 'N'.repeat(41) })] },
    '!empty',
    'blockReason NONE, finishReason unknown',
  ],
]

describe.each(adapters)('%s', (name, make) => {
  const ask = (baseUrl = gemini.url) =>
    readAnswer(make({ apiKey: testKey, model: 'm', baseUrl }).stream(question, new AbortController().signal))

  function logged(failure: unknown): string {
    const lines: string[] = []
    vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
    log.error('tutor.failed', { error: failure })
    vi.restoreAllMocks()
    return lines.join('')
  }

  test.each(replies)('%s', async (_, reply, end, kept) => {
    gemini.reply(reply)
    const outcome = await ask()
    expect(endOf(outcome)).toBe(end)
    const failure = outcome.end as TutorFailure
    const said = logged(failure) + inspect(failure, { depth: 9, showHidden: true })
    expect(said).not.toMatch(/diary|Invalid value|consumer/i)
    expect(said).not.toContain(testKey)
    if (name === 'rest') expect((failure.cause as Error).message).toContain(kept)
  })

  test('nobody at the address', async () => {
    const left = await startGeminiStandIn()
    await left.close()
    const { end } = await ask(left.url)
    expect(end).toBeInstanceOf(TutorFailure)
    expect(logged(end)).toContain(name === 'rest' ? 'TypeError, Error ECONNREFUSED' : '"message":"Error"')
  })
})
