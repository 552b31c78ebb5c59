/** How long Gemini is waited for, and what happens to an answer that nobody wants any more. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GeminiStandIn, geminiChunk, startGeminiStandIn } from '../../../e2e/gemini-stand-in'
import { adapters, endOf, question, readAnswer, testKey, virtualTimers } from '../../testing/gemini'

let gemini: GeminiStandIn
beforeAll(async () => {
  gemini = await startGeminiStandIn()
})
afterAll(() => gemini.close())

const never = new AbortController().signal

describe.each(adapters)('%s', (_, make) => {
  function provider() {
    const timers = virtualTimers()
    const settings = { apiKey: testKey, model: 'gemini-flash-latest', baseUrl: gemini.url }
    return { timers, stream: make(settings, timers).stream }
  }

  test.each([
    ['no status', { isMute: true }],
    ['no chunk', { hangs: true }],
    ['nothing but thoughts', { chunks: [geminiChunk(null, { parts: [{ text: 'Hm.', thought: true }] })], hangs: true }],
  ])('20 seconds for the first word: %s', async (_name, reply) => {
    const { timers, stream } = provider()
    gemini.reply(reply)
    const [asked, left] = [gemini.nextRequest(), gemini.nextLeave()]
    const outcome = readAnswer(stream(question, never))
    await asked
    expect(timers.waits()).toEqual([20_000])
    timers.runOut()
    expect(endOf(await outcome)).toBe('!timeout')
    await left
  })

  test('30 seconds of silence after it, counted anew with every chunk', async () => {
    const { timers, stream } = provider()
    gemini.reply({ chunks: [geminiChunk('One, '), geminiChunk('two')], hangs: true })
    const waits: number[][] = []
    const events = stream(question, never)[Symbol.asyncIterator]()
    for (let text = ''; text !== 'One, two'; ) {
      const { value } = await events.next()
      if (value?.kind === 'text') text += value.text
      waits.push(timers.waits())
    }
    // Whoever reads may take their time: meanwhile no timer runs.
    expect(waits.flat()).toEqual([])
    const wait = timers.nextWait()
    const next = events.next()
    expect(await wait).toBe(30_000)
    timers.runOut()
    await expect(next).rejects.toMatchObject({ code: 'silence' })
    expect(timers.waits()).toEqual([])
  })

  test('an answer is over when its end was announced, though the connection stays open', async () => {
    const { timers, stream } = provider()
    gemini.reply({ chunks: [geminiChunk('All of it', { finish: 'STOP' })], hangs: true })
    const events = stream(question, never)[Symbol.asyncIterator]()
    expect(await events.next()).toMatchObject({ value: { kind: 'text' } })
    const wait = timers.nextWait()
    const next = events.next()
    expect(await wait).toBe(2_000)
    timers.runOut()
    expect(await next).toEqual({ done: false, value: { kind: 'end', reason: 'done' } })
    expect(await events.next()).toMatchObject({ done: true })
  })

  test('a signal that is aborted already asks nobody', async () => {
    const before = gemini.requests.length
    const { end } = await readAnswer(provider().stream(question, AbortSignal.abort('stopped')))
    expect(end).toBe('stopped')
    expect(gemini.requests).toHaveLength(before)
  })

  test.each([
    ['before the status', { isMute: true }],
    ['before the first word', { hangs: true }],
  ])('an answer can be given up %s', async (_name, reply) => {
    const { timers, stream } = provider()
    const stop = new AbortController()
    gemini.reply(reply)
    const [asked, left] = [gemini.nextRequest(), gemini.nextLeave()]
    const outcome = readAnswer(stream(question, stop.signal))
    await asked
    stop.abort('stopped')
    expect((await outcome).end).toBe('stopped')
    await left
    expect(timers.waits()).toEqual([])
  })

  test('an answer can be given up in the middle', async () => {
    const { timers, stream } = provider()
    const stop = new AbortController()
    gemini.reply({ chunks: [geminiChunk('Half of')], hangs: true })
    const left = gemini.nextLeave()
    const outcome = await readAnswer(stream(question, stop.signal), () => stop.abort('stopped'))
    expect(outcome).toMatchObject({ text: 'Half of', end: 'stopped' })
    await left
    expect(timers.waits()).toEqual([])
  })

  test('and by reading no further', async () => {
    const { timers, stream } = provider()
    gemini.reply({ chunks: [geminiChunk('Half of')], hangs: true })
    const left = gemini.nextLeave()
    for await (const _event of stream(question, never)) break
    await left
    expect(timers.waits()).toEqual([])
  })

  test('a whole answer leaves no timer and no listener behind', async () => {
    const { timers, stream } = provider()
    const listening = new Set<unknown>()
    const { signal } = new AbortController()
    const { addEventListener, removeEventListener } = signal
    signal.addEventListener = (type: string, listener: never) => {
      listening.add(listener)
      addEventListener.call(signal, type, listener)
    }
    signal.removeEventListener = (type: string, listener: never) => {
      listening.delete(listener)
      removeEventListener.call(signal, type, listener)
    }
    expect((await readAnswer(stream(question, signal))).end).toBe('done')
    expect([timers.waits(), listening.size]).toEqual([[], 0])
  })
})
