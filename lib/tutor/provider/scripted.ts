/**
 * A provider without a model, for tests: the same question always gets the same answer. The newest question may have commands.
 *
 * | command | what comes |
 * |---|---|
 * | none | bullets, bold and italic text, code, maths, a table and a bold question; it names the step of the instructions |
 * | `!echo` | what came along: step, photo, attempt, task, number of turns |
 * | `!repeat` | the question, word for word |
 * | `!slow` | 60 words, one each 150 ms |
 * | `!long` | 12 KB in 300 pieces, one each 10 ms |
 * | `!fail:<code>` | that failure before a word; `!fail-once:<code>` only the first time this is asked |
 * | `!break:<code>` | that failure after half of the answer; `!break-once:<code>` only the first time |
 * | `!length`, `!blocked`, `!other` | the answer, and that end |
 * | `!empty` | the failure `empty`, as without a word |
 * | `!hang` | nothing, until it is given up |
 * | `!new`, `!right`, `!partly`, `!wrong` | with any of those above: what the first line judges |
 *
 * A request with a schema gets `{ cards: [{ question, answer, wrongAnswers: [3] }] }`, three of them, made of the student's words.
 * `!badjson` in any turn: no JSON the first time these turns come, and every other time; `!badjson:always`: never JSON.
 */
import { type FailureCode, failureCodes, TutorFailure } from '../failures'
import { realTimer, type SetTimer } from './patience'
import type { Provider, ProviderEvent, ProviderRequest } from './provider'
import * as answers from './scripted-answers'

const everyMs = { slow: 150, long: 10 } as const

/** @param setTimer what `!slow` and `!long` wait with */
export function scripted({ setTimer = realTimer }: { setTimer?: SetTimer } = {}): Provider {
  const seen = new Set<string>()
  const isFirstTime = (text: string) => {
    const isFirst = !seen.delete(text)
    if (isFirst) seen.add(text)
    return isFirst
  }

  async function* stream(request: ProviderRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    signal.throwIfAborted()
    const { pieces, pauseMs, failure, failsAfter, reason, hangs } = request.schema
      ? scriptOfJson(request, isFirstTime)
      : scriptOf(request, isFirstTime)
    if (hangs) await pause(null, signal, setTimer)
    for (const [index, piece] of pieces.entries()) {
      if (failure && index === failsAfter) throw new TutorFailure(failure)
      if (pauseMs) await pause(pauseMs, signal, setTimer)
      signal.throwIfAborted()
      yield { kind: 'text', text: piece }
    }
    yield { kind: 'usage', usage: { promptTokens: 100, answerTokens: pieces.length } }
    if (failure) throw new TutorFailure(failure)
    yield { kind: 'end', reason }
  }

  return { stream }
}

type EndReason = Extract<ProviderEvent, { kind: 'end' }>['reason']

type Script = {
  pieces: readonly string[]
  pauseMs?: number
  failure?: FailureCode | undefined
  /** Pieces that come before the failure. */
  failsAfter?: number
  reason: EndReason
  hangs?: boolean
}

type IsFirstTime = (text: string) => boolean

function scriptOf(request: ProviderRequest, isFirstTime: IsFirstTime): Script {
  const question = answers.questionOf(request)
  const commands = answers.commandsOf(question)
  const has = (name: string) => commands.some((command) => command.name === name)
  const failureOf = (name: string): FailureCode | undefined => {
    const found = commands.find((command) => command.name === name || command.name === `${name}-once`)
    if (!found || (found.name !== name && !isFirstTime(question))) return undefined
    return failureCodes.find((code) => code === found.argument) ?? 'provider'
  }
  const failsAtOnce = has('empty') ? 'empty' : failureOf('fail')
  if (failsAtOnce) return { pieces: [], failure: failsAtOnce, reason: 'other' }
  const pieces = piecesOf(answers.judgementLine(request, commands), request, question, has)
  return {
    pieces,
    pauseMs: has('slow') ? everyMs.slow : has('long') ? everyMs.long : 0,
    failure: failureOf('break'),
    failsAfter: Math.ceil(pieces.length / 2),
    reason: (['length', 'blocked', 'other'] as const).find(has) ?? 'done',
    hangs: has('hang'),
  }
}

function piecesOf(line: string, request: ProviderRequest, question: string, has: (name: string) => boolean) {
  if (has('slow')) return [line, ...answers.slowPieces]
  if (has('long')) return [line, ...answers.longPieces]
  if (has('echo')) return cut(line + answers.echo(request))
  return cut(line + (has('repeat') ? answers.repeated(question) : answers.defaultAnswer(request)))
}

/** As a model sends it: a few words at a time, cut anywhere. */
const cut = (text: string): string[] => text.match(/.{1,24}/gsu) ?? []

function scriptOfJson(request: ProviderRequest, isFirstTime: IsFirstTime): Script {
  const said = request.turns.map(({ text }) => text).join('\n')
  const isBad = /!badjson:always/.test(said) || (/!badjson/.test(said) && isFirstTime(said))
  return { pieces: [isBad ? '{"cards": [' : JSON.stringify(answers.recallCards(request))], reason: 'done' }
}

/** Waits so long, or for ever; the signal ends it at once with its reason. */
function pause(ms: number | null, signal: AbortSignal, setTimer: SetTimer): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = ms === null ? () => {} : setTimer(end(resolve), ms)
    const onAbort = end(() => reject(signal.reason))
    signal.addEventListener('abort', onAbort)
    function end(settle: () => void) {
      return () => {
        cancel()
        signal.removeEventListener('abort', onAbort)
        settle()
      }
    }
  })
}
