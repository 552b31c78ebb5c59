/** What both ways to ask Gemini have in common: all but the way itself. */
import { TutorFailure } from '../../failures'
import { type Patience, realTimer, type SetTimer, startPatience } from '../patience'
import type { Provider, ProviderEvent, ProviderRequest } from '../provider'
import { ProviderUnavailable } from '../unavailable'
import { bodyOf, type GeminiBody, thinkingOf } from './body'
import { loggable } from './loggable'
import { AnswerReader } from './reader'
import { failureOf, isAboutThinking, Refusal } from './refusal'

export type GeminiSettings = {
  apiKey: string
  model: string
  /** Without a slash at the end. */
  baseUrl: string
}

/**
 * Sends a request and answers the chunks as they come, parsed.
 * @throws Refusal for a status that is no success; anything else means that nobody was reached
 */
export type Open = (body: GeminiBody, signal: AbortSignal) => Promise<AsyncIterable<unknown>>

/** How long is waited: for the first word, for the next one, and for what may come after the end was announced. */
const limitsMs = { firstWord: 20_000, silence: 30_000, afterEnd: 2_000 } as const

/** A provider that asks by `open`. */
export function geminiProvider(open: Open, settings: GeminiSettings, setTimer: SetTimer = realTimer): Provider {
  const openAnswer = openerOf(open, settings)

  async function* stream(request: ProviderRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    signal.throwIfAborted()
    const patience = startPatience(signal, setTimer)
    try {
      patience.limit(limitsMs.firstWord, 'timeout')
      const chunks = await patience.wait(openAnswer(request, patience.signal))
      yield* eventsOf(chunks[Symbol.asyncIterator](), patience)
    } catch (error) {
      throw error instanceof Refusal ? failureOf(error) : error
    } finally {
      patience.end()
    }
  }

  async function* eventsOf(chunks: AsyncIterator<unknown>, patience: Patience): AsyncGenerator<ProviderEvent> {
    const reader = new AnswerReader()
    for (;;) {
      if (reader.isFinished) patience.limit(limitsMs.afterEnd, 'silence')
      else if (reader.hasText) patience.limit(limitsMs.silence, 'silence')
      const next = await nextOf(chunks, patience, reader)
      if (next.done) break
      const events = reader.take(next.value)
      if (reader.hasText) patience.pause()
      yield* events
    }
    yield reader.end()
  }

  /** Once the end was announced, whatever goes wrong is one as well. */
  async function nextOf(chunks: AsyncIterator<unknown>, patience: Patience, reader: AnswerReader) {
    const next = chunks.next().catch((error) => {
      throw new TutorFailure('broken', { cause: loggable(error) })
    })
    return patience.wait(next).catch((error): IteratorResult<unknown> => {
      if (reader.isFinished && error instanceof TutorFailure) return { done: true, value: undefined }
      throw error
    })
  }

  return { stream }
}

/** Opens an answer, and once more without the field about thinking should the model not take it. That is remembered. */
function openerOf(open: Open, { model }: GeminiSettings) {
  let thinking: ReturnType<typeof thinkingOf> | null = thinkingOf(model)
  return async (request: ProviderRequest, signal: AbortSignal): Promise<AsyncIterable<unknown>> => {
    try {
      return await open(bodyOf(request, thinking), signal).catch((error) => {
        if (!isAboutThinking(error)) throw error
        thinking = null
        return open(bodyOf(request, null), signal)
      })
    } catch (error) {
      if (error instanceof Refusal || error instanceof ProviderUnavailable) throw error
      throw new TutorFailure('network', { cause: loggable(error) })
    }
  }
}
