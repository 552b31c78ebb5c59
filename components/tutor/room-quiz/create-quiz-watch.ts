import { Refused } from '@/components/actions/call-server'
import { coalesce } from '@/lib/coalesce'
import { minuteMs, secondMs } from '@/lib/time'
import type { QuizView } from '@/lib/tutor/room-quiz/view'

/** Everybody's next question begins in the same moment: screens ask for it spread over this, in milliseconds. */
export const spreadMs = 500
/** A clock of ours that is ahead asks too early, and again after this. */
const againAfterMs = 250
/** Where the network failed. */
const retryAfterMs = 3 * secondMs
/** Without a quiz, and after a refusal: an event may have been lost. */
const idleMs = minuteMs

type Parts = {
  /** Asks the server for the quiz; null: there is none. */
  ask: () => Promise<QuizView | null>
  /** The server's time, in epoch milliseconds. */
  now: () => number
  onQuiz: (quiz: QuizView | null) => void
  /** From 0 to 1: how much of the spread to wait. */
  random?: () => number
}

/**
 * Keeps a screen up to date with the quiz of its room: asks at its start, whenever it is told to, and by itself when the next
 * phase begins. Nothing is asked before `start` and after `stop`.
 */
export function createQuizWatch({ ask, now, onQuiz, random = Math.random }: Parts) {
  let isOn = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let dueAtMs = Number.POSITIVE_INFINITY
  /** Counts what was shown: an answer to a question asked before the latest is older than it. */
  let shown = 0

  function askIn(ms: number) {
    const atMs = now() + ms + random() * spreadMs
    if (!isOn || atMs >= dueAtMs) return
    clearTimeout(timer)
    dueAtMs = atMs
    timer = setTimeout(look, atMs - now())
  }

  function cancel() {
    clearTimeout(timer)
    dueAtMs = Number.POSITIVE_INFINITY
  }

  const fetchQuiz = coalesce(async () => {
    const before = shown
    try {
      const quiz = await ask()
      if (shown === before) show(quiz)
      else askIn(0)
    } catch (error) {
      askIn(error instanceof Refused ? idleMs : retryAfterMs)
    }
  })

  function look() {
    cancel()
    void fetchQuiz()
  }

  function show(quiz: QuizView | null) {
    if (!isOn) return
    shown++
    onQuiz(quiz)
    // What was to be asked sooner stays to be asked: an event may have come while this was under way.
    askIn(quiz ? Math.max(againAfterMs, quiz.phaseEndsAtMs - now()) : idleMs)
  }

  return {
    start() {
      isOn = true
      askIn(0)
    },
    stop() {
      isOn = false
      cancel()
    },
    /** Something has changed: asks, a little later than others or earlier. */
    askSoon: () => askIn(0),
    /** Shows what the server answered to a press. */
    show,
  }
}
