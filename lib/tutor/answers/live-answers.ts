import 'server-only'
import type { FailureCode } from '../failures'

/** An answer that this process is writing: what has come so far, and who follows it. */
export type LiveAnswer = {
  readonly text: string
  readonly isOver: boolean
  /** Once it is over: why it failed or ended early. */
  readonly failure: FailureCode | null
  /** Calls `listener` at each change until the answer is over. Answers how to stop listening. */
  subscribe(listener: () => void): () => void
  /** The student wants no more of it. */
  stop(): void
}

export type Writing = LiveAnswer & { add(text: string): void; end(failure: FailureCode | null): void }

/** Survives the several module graphs of one Next process: the route that asks and the one that stops share it. */
const held = globalThis as typeof globalThis & { __cafeLiveAnswers?: Map<string, LiveAnswer> }
held.__cafeLiveAnswers ??= new Map()
const answers = held.__cafeLiveAnswers

/** The answer if this process writes it; on other machines and after a restart there is only its row. */
export const findLiveAnswer = (id: string): LiveAnswer | undefined => answers.get(id)

/** Begins a live answer, which is found by its id until it is over. @param onStop what ends the writing */
export function beginLiveAnswer(id: string, onStop: () => void): Writing {
  let text = ''
  let isOver = false
  let failure: FailureCode | null = null
  const listeners = new Set<() => void>()
  const publish = () => {
    for (const listener of [...listeners]) listener()
  }
  const answer: Writing = {
    get text() {
      return text
    },
    get isOver() {
      return isOver
    },
    get failure() {
      return failure
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: onStop,
    add(more) {
      text += more
      publish()
    },
    end(cause) {
      isOver = true
      failure = cause
      answers.delete(id)
      publish()
      listeners.clear()
    },
  }
  answers.set(id, answer)
  return answer
}
