import 'server-only'
import { log } from '@/lib/log'
import { secondMs } from '@/lib/time'
import { type FailureCode, failureOfCode, TutorFailure } from '../failures'
import { readJudgement } from '../judgement'
import { type Judgement, ladderAfter } from '../ladder'
import { estimateTokens, maxOutputTokens } from '../prompt'
import type { Provider, Usage } from '../provider/provider'
import { publishChange } from '../publish'
import { settleQuestion } from '../quota'
import { finishAnswer, flushAnswer } from './answer-row'
import { beginLiveAnswer, type LiveAnswer, type Writing } from './live-answers'
import type { AnswerJob } from './plan-answer'

/** How often what has come is written down, and the row asked whether anybody wants more. */
const flushEveryMs = secondMs

/** Longer than any answer; serverless hosting ends a function not much later. */
const longestMs = 100 * secondMs

type Outcome = {
  status: 'done' | 'stopped' | 'failed'
  failure: FailureCode | null
  judgement: Judgement
  usage: Usage | null
}

/** Why a writer was told to end. */
type EndReason = 'stopped' | 'gone' | 'too-long'

/**
 * Has an answer written to its end and stores it, whoever follows it or not. Never throws: what goes wrong is stored with the
 * answer.
 */
export async function writeAnswer(provider: Provider, job: AnswerJob): Promise<void> {
  const ending = new AbortController()
  const end = (reason: EndReason) => ending.abort(reason)
  const live = beginLiveAnswer(job.answer.id, () => end('stopped'))
  const tooLong = setTimeout(() => end('too-long'), longestMs)
  const stopFlushing = flushRegularly(job, live, end)
  let failure: FailureCode | null = 'interrupted'
  try {
    const outcome = await drain(provider, job, live, ending.signal)
    failure = outcome.failure
    await stopFlushing()
    await store(job, live.text.trim(), outcome)
  } catch (error) {
    // The row stays as it was last written and is given up by its age.
    log.error('tutor.store.failed', { answerId: job.answer.id, error })
  } finally {
    clearTimeout(tooLong)
    await stopFlushing()
    live.end(failure)
  }
  await publishChange(job.student, { conversationId: job.conversationId })
}

/** Takes words as they come. Ends with what became of it, and throws nothing. */
async function drain(
  provider: Provider,
  { request, answer }: AnswerJob,
  live: Writing,
  signal: AbortSignal,
): Promise<Outcome> {
  const reader = readJudgement()
  let usage: Usage | null = null
  let failure: FailureCode | null = null
  const outcome = (status: Outcome['status']): Outcome => ({ status, failure, judgement: reader.judgement(), usage })
  try {
    for await (const event of provider.stream(request, signal)) {
      if (event.kind === 'text') live.add(reader.read(event.text))
      if (event.kind === 'usage') usage = event.usage
      if (event.kind === 'end') failure = endFailure(event.reason)
    }
    live.add(reader.end())
    if (live.text.trim() === '') failure ??= 'empty'
    return outcome(live.text.trim() === '' ? 'failed' : 'done')
  } catch (error) {
    live.add(reader.end())
    if (signal.aborted && signal.reason !== 'too-long') return outcome('stopped')
    failure = signal.aborted ? 'silence' : error instanceof TutorFailure ? error.code : 'provider'
    log.warn('tutor.answer.failed', { answerId: answer.id, code: failure, error })
    return outcome('failed')
  }
}

const endFailure = (reason: 'done' | 'length' | 'blocked' | 'other'): FailureCode | null =>
  (({ done: null, length: 'length', blocked: 'blocked-answer', other: 'broken' }) as const)[reason]

/** Writes down what has come, one write at a time. Answers how to stop, and waits for the last one. */
function flushRegularly(job: AnswerJob, live: LiveAnswer, end: (reason: EndReason) => void): () => Promise<void> {
  let writing: Promise<void> | null = null
  const flush = async () => {
    const state = await flushAnswer(job, live.text, new Date())
    if (state !== 'wanted') end(state)
  }
  const timer = setInterval(() => {
    writing ??= flush()
      .catch((error: unknown) => log.warn('tutor.flush.failed', { answerId: job.answer.id, error }))
      .finally(() => {
        writing = null
      })
  }, flushEveryMs)
  return async () => {
    clearInterval(timer)
    await writing
  }
}

async function store(job: AnswerJob, body: string, { status, failure, judgement, usage }: Outcome): Promise<void> {
  const hasText = body !== ''
  // The same once more is no further try.
  const ladder = hasText && !job.answer.replacesId ? ladderAfter(job.ladder, job.intent, judgement) : null
  await finishAnswer(job, { body, status, failure, ladder, isNewQuestion: judgement.isNew }, new Date())
  // What the provider counts was worked for, whatever came of it.
  const isGivenBack = status === 'failed' && !hasText && !usage && failure !== null && isOurs(failure)
  await settleQuestion(
    job.reservation,
    usage ? usage.promptTokens + usage.answerTokens : estimated(job, body, status),
    isGivenBack,
  )
}

/** What an answer cost whose end, with the provider's own figures, never came. */
const estimated = ({ reservation }: AnswerJob, body: string, status: Outcome['status']): number =>
  body === '' && status === 'failed' ? 0 : reservation.tokens - maxOutputTokens + estimateTokens(body)

/** Failures without a word that the student has not brought about: the question does not count. */
const isOurs = (code: FailureCode): boolean =>
  failureOfCode(code).isOutage || code === 'key' || code === 'model' || code === 'empty'
