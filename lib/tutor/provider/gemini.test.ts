/** What comes of every answer that Gemini can give, by either way to ask it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  answerChunks,
  type GeminiReply,
  type GeminiStandIn,
  geminiChunk,
  refusal,
  startGeminiStandIn,
} from '../../../e2e/gemini-stand-in'
import { adapters, endOf, question, readAnswer, testKey } from '../../testing/gemini'
import { TutorFailure } from '../failures'

let gemini: GeminiStandIn
beforeAll(async () => {
  gemini = await startGeminiStandIn()
})
afterAll(() => gemini.close())

const apiKeyInvalid = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }
const retryIn = (retryDelay: string) => ({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay })
const bytesOf = (chunks: string[]) => [...Buffer.from(chunks.join(''))].map((byte) => Buffer.of(byte))
const said = (...chunks: string[]): GeminiReply => ({ chunks })
const page = (status: number): GeminiReply => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  chunks: ['<h1>Sorry</h1>'],
})
const thought = (text: string) => ({ text, thought: true })

/** A reply, the text that comes of it, and how it ends: a reason, or the code of a failure after `!`. */
type Row = [name: string, reply: GeminiReply, text: string, end: string]

const answers: Row[] = [
  ['a whole answer', said(...answerChunks('A prime has two divisors.')), 'A prime has two divisors.', 'done'],
  [
    'cut at every byte, also within characters',
    { chunks: bytesOf(answerChunks('Größe 🎓 ≥ 1')) },
    'Größe 🎓 ≥ 1',
    'done',
  ],
  [
    'an end with every chunk',
    said(geminiChunk('a', { finish: 'STOP' }), geminiChunk('b', { finish: 'STOP' })),
    'ab',
    'done',
  ],
  ['line ends without CR', said(...answerChunks('Yes.').map((chunk) => chunk.replaceAll('\r', ''))), 'Yes.', 'done'],
  ['an empty part at the end', said(geminiChunk('Yes.'), geminiChunk('', { finish: 'STOP' })), 'Yes.', 'done'],
  ['a chunk without content', said(geminiChunk('Yes.'), geminiChunk(null, { finish: 'STOP' })), 'Yes.', 'done'],
  ['thoughts', said(geminiChunk(null, { parts: [thought('Hm.'), { text: 'Yes.' }], finish: 'STOP' })), 'Yes.', 'done'],
  ['only thoughts', said(geminiChunk(null, { parts: [thought('Hm.')], finish: 'STOP' })), '', '!empty'],
  ['no text', said(geminiChunk('', { finish: 'STOP' })), '', '!empty'],
  ['blank text', said(geminiChunk('\n', { finish: 'STOP' })), '\n', '!empty'],
  ['nothing', said(), '', '!empty'],
  ['half an answer', said(geminiChunk('Half of')), 'Half of', '!broken'],
  ['JSON of another kind', said(geminiChunk('Half of'), 'data: {"candidates": 7}\r\n\r\n'), 'Half of', '!broken'],
  ['a page instead of an answer', page(200), '', '!broken'],
  ['the cap, with text', said(geminiChunk('As I was say', { finish: 'MAX_TOKENS' })), 'As I was say', 'length'],
  ['the cap, all thought', said(geminiChunk(null, { finish: 'MAX_TOKENS' })), '', '!empty'],
  [
    'an error in the middle',
    said(geminiChunk('Half of'), 'data: {"error":{"code":503}}\r\n\r\n'),
    'Half of',
    '!provider',
  ],
]

const ofAnswer = [
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'MODEL_ARMOR',
  'JAILBREAK',
]
const early = ['MALFORMED_FUNCTION_CALL', 'MALFORMED_RESPONSE', 'UNEXPECTED_TOOL_CALL', 'OTHER', 'SOMETHING_NEW']
const ofPrompt = [
  'SAFETY',
  'OTHER',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'IMAGE_SAFETY',
  'MODEL_ARMOR',
  'JAILBREAK',
  'SOMETHING_NEW',
]
const reasons: Row[] = [
  ...ofAnswer.flatMap((finish): Row[] => [
    [`${finish} after text`, said(geminiChunk('Well,'), geminiChunk(null, { finish })), 'Well,', 'blocked'],
    [`${finish} without text`, said(geminiChunk(null, { finish })), '', '!blocked-answer'],
  ]),
  ...early.flatMap((finish): Row[] => [
    [`${finish} after text`, said(geminiChunk('Well,'), geminiChunk(null, { finish })), 'Well,', 'other'],
    [`${finish} without text`, said(geminiChunk(null, { finish })), '', '!empty'],
  ]),
  ...ofPrompt.flatMap((block): Row[] => [
    [`the question: ${block}`, said(geminiChunk(null, { block })), '', '!blocked-question'],
    [`the question, late: ${block}`, said(geminiChunk('Well,'), geminiChunk(null, { block })), 'Well,', 'blocked'],
  ]),
]

const refusals: Row[] = [
  ['400', refusal(400, 'Request contains an invalid argument.'), '', '!request'],
  ['400, no key', refusal(400, 'Please pass a valid one.', [apiKeyInvalid]), '', '!key'],
  ['400, an old key', refusal(400, 'API key expired. Please renew the API key.'), '', '!key'],
  ['400, from there', refusal(400, 'User location is not supported for the API use.'), '', '!key'],
  ['401', refusal(401, 'Request had invalid authentication credentials.'), '', '!key'],
  ['403', refusal(403, 'Permission denied.'), '', '!key'],
  ['404', refusal(404, 'models/gemini-0 is not found.'), '', '!model'],
  ['413', page(413), '', '!request'],
  ['429', refusal(429, 'Quota exceeded.', [retryIn('34s')]), '', '!busy'],
  ['500', refusal(500, 'An internal error has occurred.'), '', '!provider'],
  ['503', refusal(503, 'The model is overloaded.'), '', '!provider'],
  ['502 of a proxy', page(502), '', '!provider'],
  ['an error of no shape', { status: 500, chunks: ['{"error": "no"}'] }, '', '!provider'],
]

/** What the parser of the package cannot read; see the head of `generative-ai.ts`. */
const beyondThePackage: Row[] = [
  ['broken JSON', said(geminiChunk('Half of'), 'data: {"candidates": [\r\n\r\n'), 'Half of', '!broken'],
  [
    'comments',
    said(': ping\n\n', geminiChunk('Yes.'), ': ping\n\n', geminiChunk('', { finish: 'STOP' })),
    'Yes.',
    'done',
  ],
  ['mixed line ends', said(geminiChunk('Yes.', { finish: 'STOP' }).replace('\r\n\r\n', '\r\n\n')), 'Yes.', 'done'],
  [
    'no blank line at the end',
    said(geminiChunk('Ye'), geminiChunk('s.', { finish: 'STOP' }).trimEnd()),
    'Yes.',
    'done',
  ],
]

describe.each(adapters)('%s', (name, make) => {
  const provider = () => make({ apiKey: testKey, model: 'gemini-flash-latest', baseUrl: gemini.url })
  const ask = (reply: GeminiReply) => {
    gemini.reply(reply)
    return readAnswer(provider().stream(question, new AbortController().signal))
  }

  test.each([...answers, ...reasons, ...refusals])('%s', async (_, reply, text, end) => {
    const outcome = await ask(reply)
    expect({ text: outcome.text, end: endOf(outcome) }).toEqual({ text, end })
  })

  test.each(beyondThePackage)('what a server may send as well: %s', async (_, reply, text, end) => {
    const outcome = await ask(reply)
    if (name === 'rest') expect({ text: outcome.text, end: endOf(outcome) }).toEqual({ text, end })
    else expect([endOf(outcome), text.startsWith(outcome.text)]).toEqual(['!broken', true])
  })

  test('a connection that is reset before anything came', async () => {
    const asked = gemini.nextRequest()
    const outcome = ask({ isMute: true })
    await asked
    gemini.reset()
    expect(endOf(await outcome)).toBe('!network')
  })

  test.each([
    ['in the middle', 'Half of', undefined, '!broken'],
    ['after the end', 'All of it', 'STOP', 'done'],
  ])('a connection that is reset %s', async (_, text, finish, end) => {
    gemini.reply({ chunks: [geminiChunk(text, finish ? { finish } : {})], hangs: true })
    const events = provider().stream(question, new AbortController().signal)
    const outcome = await readAnswer(events, ({ kind }) => kind === 'text' && gemini.reset())
    expect([outcome.text, endOf(outcome)]).toEqual([text, end])
  })

  test('nobody at the address', async () => {
    const elsewhere = make({ apiKey: testKey, model: 'm', baseUrl: 'http://127.0.0.1:1' })
    expect(endOf(await readAnswer(elsewhere.stream(question, new AbortController().signal)))).toBe('!network')
  })

  test('what it cost is said, thoughts included, also of an answer that fails', async () => {
    expect((await ask({ chunks: answerChunks('Yes.') })).usage).toEqual({ promptTokens: 12, answerTokens: 8 })
    const usage = { promptTokenCount: 7, thoughtsTokenCount: 4_096 }
    const cutOff = await ask(said(geminiChunk(null, { finish: 'MAX_TOKENS', usage })))
    expect([endOf(cutOff), cutOff.usage]).toEqual(['!empty', { promptTokens: 7, answerTokens: 4_096 }])
  })

  test.each<[string, GeminiReply, number | undefined]>([
    ['34s', refusal(429, 'Quota', [{ '@type': 'other' }, retryIn('34s')]), 34],
    ['34.07s', refusal(429, 'Quota', [retryIn('34.07s')]), 35],
    ['0s', refusal(429, 'Quota', [retryIn('0s')]), 1],
    ['soon', refusal(429, 'Quota', [retryIn('soon')]), undefined],
    ['nothing', refusal(429, 'Quota'), undefined],
  ])('how long to wait when it is busy: %s', async (_, reply, retryAfterS) => {
    const { end } = await ask(reply)
    expect(end instanceof TutorFailure && end.retryAfterS).toBe(retryAfterS)
  })

  test('a model that takes no such field is asked without it, and from then on', async () => {
    const one = provider()
    const before = gemini.requests.length
    gemini.reply(refusal(400, 'Thinking level is not supported for this model.'))
    for (let asked = 0; asked < 2; asked++) {
      const outcome = await readAnswer(one.stream(question, new AbortController().signal))
      expect([outcome.text, outcome.end]).toEqual(['Hello.', 'done'])
    }
    const fields = gemini.requests.slice(before).map(({ body }) => JSON.stringify(body).includes('thinkingConfig'))
    expect(fields).toEqual([true, false, false])
  })
})

test('the header that says how long to wait is read where the package keeps it to itself', async () => {
  gemini.reply({ ...refusal(429, 'Quota'), headers: { 'Retry-After': '12' } })
  const [, [, rest]] = adapters as [unknown, (typeof adapters)[number]]
  const provider = rest({ apiKey: testKey, model: 'm', baseUrl: gemini.url })
  expect((await readAnswer(provider.stream(question, new AbortController().signal))).end).toMatchObject({
    retryAfterS: 12,
  })
})
