import { type Failure, failureOf } from '@/components/actions/failures'
import type { Store } from '@/components/ui/store'
import type { Answer, AnswerEvents } from '@/lib/tutor/views'
import { askPatiently, followAnswer } from './follow-answer'
import type { PageTiming } from './page-timing'
import type { AnswerPart, TutorServer } from './tutor-server'
import { type Question, type Run, type Sent, type TutorState, withAnswer, withStart } from './tutor-state'

/** For so long after a Stop the server may still be busy with the answer, in milliseconds. */
const busyAfterStopMs = 15_000

/** The stream of a stopped answer may bring its end itself; after so long the conversation is asked for. */
const endAfterStopMs = 2_500

/** Silence after which a stream is not trusted any more when the page comes back, in milliseconds: while it runs, before. */
const doubtMs = { streaming: 3_000, sending: 10_000 }

/** What a run knows beside what is shown of it. */
type Live = {
  id: number
  question: Question | null
  answerId: string | null
  /** Gives up reading the stream; the server goes on. */
  reading: AbortController
  /** Gives up asking for what is new. */
  following: AbortController
  /** Text that came and is not shown yet. */
  buffer: string
  /** Stop was pressed: what comes now is kept back. */
  isFrozen: boolean
  hasEnded: boolean
  isFlushDue: boolean
  heardAt: number
}

type Deps = {
  store: Store<TutorState>
  server: TutorServer
  timing: PageTiming
  /** The server has the question, also of a conversation that is not shown any more. */
  onStart: (sent: Sent, start: AnswerEvents['start']) => void
  onEnd: (end: AnswerEvents['end']) => void
  /** What is shown may be out of date. */
  refresh: () => void
}

/**
 * The answers of one tab, one at a time. Each has an id; what comes late of another one is dropped. A lost stream is
 * followed by asking once a second, from what is there; letting go of an answer never stops it.
 */
export function createRuns({ store, server, timing, onStart, onEnd, refresh }: Deps) {
  let live: Live | null = null
  let count = 0
  let stoppedAt = Number.NEGATIVE_INFINITY
  /** Stopped here; the server may not know yet. */
  const stopped = new Set<string>()

  const update = (change: (state: TutorState) => Partial<TutorState>) =>
    store.set({ ...store.get(), ...change(store.get()) })
  const changeAnswer = (id: string | null, change: (answer: Answer) => Answer) =>
    id && update(({ messages }) => ({ messages: withAnswer(messages, id, change) }))
  const setPhase = (run: Live, phase: Run['phase']) =>
    update(({ run: shown }) => (shown?.id === run.id ? { run: { ...shown, phase, answerId: run.answerId } } : {}))

  function begin(question: Question | null, answerId: string | null): Live {
    const [reading, following] = [new AbortController(), new AbortController()]
    const flags = { isFrozen: false, hasEnded: false, isFlushDue: false }
    live = { id: ++count, question, answerId, reading, following, buffer: '', heardAt: timing.now(), ...flags }
    const phase = answerId ? 'streaming' : 'sending'
    update(() => ({ run: { id: count, phase, question, answerId }, notice: null }))
    return live
  }

  function end(run: Live): void {
    if (live !== run) return
    live = null
    run.following.abort()
    update(() => ({ run: null }))
  }

  /** Lets go of the present run. A question on its way is still heard out, so that it is known to have arrived. */
  function detach(): void {
    const run = live
    if (!run) return
    end(run)
    if (run.answerId) run.reading.abort()
  }

  function ask(sent: Sent): Promise<Failure | null> {
    const run = begin(sent.question, null)
    return new Promise((accept) => void read(run, sent, accept))
  }

  /** @param accept hears null once the question is saved, or why it is not */
  async function read(run: Live, sent: Sent, accept: (failure: Failure | null) => void): Promise<void> {
    let thrown: unknown = new TypeError('The stream ended before it began')
    const { signal } = run.reading
    const mayBeBusy = () => timing.now() - stoppedAt < busyAfterStopMs
    try {
      for await (const event of askPatiently(() => server.ask(sent, signal), mayBeBusy, timing, signal)) {
        run.heardAt = timing.now()
        if (event.name === 'start') {
          start(run, sent, event.data)
          accept(null)
          if (live !== run) return
        } else if (event.name === 'text') hearText(run, event.data.text)
        else hearEnd(run, event.data)
      }
    } catch (error) {
      thrown = error
    }
    if (!run.answerId) {
      end(run)
      return accept(failureOf(thrown))
    }
    if (live === run) await follow(run)
  }

  function start(run: Live, sent: Sent, data: AnswerEvents['start']): void {
    run.answerId = data.answer.id
    onStart(sent, data)
    if (live !== run) return
    update(({ messages }) => ({
      conversationId: data.conversation.id,
      messages: withStart(messages, sent.question, data),
    }))
    setPhase(run, run.isFrozen ? 'stopping' : 'streaming')
    if (run.isFrozen) void sendStop(run)
  }

  function hearText(run: Live, text: string): void {
    if (live !== run) return
    run.buffer += text
    if (run.isFlushDue) return
    run.isFlushDue = true
    timing.nextFrame(() => {
      run.isFlushDue = false
      if (!run.isFrozen) flush(run)
    })
  }

  function flush(run: Live): void {
    const text = run.buffer
    if (live !== run || text === '') return
    run.buffer = ''
    changeAnswer(run.answerId, (answer) => ({ ...answer, body: answer.body + text }))
  }

  /** By its id, whatever run is under way: an answer has one end. */
  function hearEnd(run: Live, data: AnswerEvents['end']): void {
    run.hasEnded = true
    changeAnswer(data.answer.id, () => data.answer)
    onEnd(data)
    finish(run, data.answer)
  }

  function finish(run: Live, answer: Omit<Answer, 'body'>): void {
    if (live !== run) return
    update(({ messages }) => ({
      finished:
        messages.find((message): message is Answer => message.id === answer.id && message.role === 'tutor') ?? null,
    }))
    end(run)
    // The one that was to be replaced stands again when the new one came to nothing.
    if (answer.status === 'failed' && run.question?.kind === 'again') refresh()
  }

  async function follow(run: Live): Promise<void> {
    const { signal } = run.following
    const answerId = run.answerId ?? ''
    const ask = () => server.answerSince(answerId, lengthOf(run), signal)
    const outcome = await followAnswer(ask, (part) => hearPart(run, part), timing, signal)
    if (outcome !== 'gone' || live !== run) return
    end(run)
    refresh()
  }

  /** How much of the answer this tab has, in code units. */
  const lengthOf = ({ answerId, buffer }: Live): number =>
    (store.get().messages.find(({ id }) => id === answerId)?.body.length ?? 0) + buffer.length

  /** Answers whether there is more to come. */
  function hearPart(run: Live, { text, answer }: AnswerPart): boolean {
    const isOver = answer.status !== 'streaming'
    run.buffer += text
    if (isOver || !run.isFrozen) flush(run)
    changeAnswer(run.answerId, (before) => ({ ...before, ...answer, body: before.body }))
    if (isOver) finish(run, answer)
    return !isOver
  }

  /** Goes on with an answer that is being written, as a reload or another device finds it. */
  function resume(answer: Answer): void {
    if (!live) void follow(begin(null, answer.id))
  }

  /** Keeps what came. Pressed before the server has the question, it waits for that. */
  async function stop(): Promise<void> {
    const run = live
    if (!run || run.isFrozen) return
    flush(run)
    run.isFrozen = true
    setPhase(run, 'stopping')
    if (run.answerId) await sendStop(run)
  }

  async function sendStop(run: Live): Promise<void> {
    const answerId = run.answerId ?? ''
    try {
      await server.stop(answerId)
    } catch (error) {
      unfreeze(run, failureOf(error))
    }
    if (live !== run || !run.isFrozen) return
    stoppedAt = timing.now()
    stopped.add(answerId)
    changeAnswer(answerId, (answer) => ({ ...answer, status: 'stopped' }))
    end(run)
    await timing.pause(endAfterStopMs, run.reading.signal)
    if (run.hasEnded) return
    run.reading.abort()
    refresh()
  }

  function unfreeze(run: Live, { code, message }: Failure): void {
    if (live !== run) return
    run.isFrozen = false
    flush(run)
    setPhase(run, 'streaming')
    update(() => ({ notice: { code, message: `The answer goes on. ${message}` } }))
  }

  /** The page is back in view, or the network is: a stream that has been still meanwhile may be dead. */
  function check(): void {
    if (!live || live.reading.signal.aborted) return
    const silentMs = timing.now() - live.heardAt
    if (silentMs > (live.answerId ? doubtMs.streaming : doubtMs.sending)) live.reading.abort()
  }

  return {
    ask,
    stop,
    resume,
    detach,
    check,
    isBusy: () => live !== null,
    /** Does this tab hear the present answer itself? */
    isStreaming: () => live !== null && !live.reading.signal.aborted && live.question !== null,
    wasStopped: (answerId: string) => stopped.has(answerId),
  }
}
