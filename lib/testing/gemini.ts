/** Both ways to ask Gemini, and what tests need to ask. */
import { TutorFailure } from '../tutor/failures'
import type { GeminiSettings } from '../tutor/provider/gemini/provider'
import { generativeAi } from '../tutor/provider/generative-ai'
import type { SetTimer } from '../tutor/provider/patience'
import type { Provider, ProviderEvent, ProviderRequest } from '../tutor/provider/provider'
import { rest } from '../tutor/provider/rest'

type Adapter = (settings: GeminiSettings, options?: { setTimer?: SetTimer }) => Provider

export const adapters: [name: string, make: Adapter][] = [
  ['generative-ai', generativeAi],
  ['rest', rest],
]

/** Looks like a key and stands nowhere else. */
export const testKey = 'AIzaTest-0123456789-secret'

export const question: ProviderRequest = {
  instructions: 'Teach.',
  turns: [{ role: 'student', text: 'What is a prime?' }],
  maxOutputTokens: 4_096,
}

/** What came of an answer: its text, what it cost at last, and how it ended, or the failure. */
export type Outcome = { text: string; usage: { promptTokens: number; answerTokens: number } | null; end: unknown }

/** Reads an answer to its end. @param onEvent sees each event as it comes */
export async function readAnswer(
  events: AsyncIterable<ProviderEvent>,
  onEvent: (event: ProviderEvent) => void = () => {},
): Promise<Outcome> {
  const outcome: Outcome = { text: '', usage: null, end: null }
  try {
    for await (const event of events) {
      if (event.kind === 'text') outcome.text += event.text
      else if (event.kind === 'usage') outcome.usage = event.usage
      else outcome.end = event.reason
      onEvent(event)
    }
  } catch (error) {
    outcome.end = error
  }
  return outcome
}

/** How an answer ended, short enough for a table: a reason, or the code of a failure after `!`. */
export const endOf = ({ end }: Outcome): string => (end instanceof TutorFailure ? `!${end.code}` : String(end))

/** Timers that only run when a test says so. */
export function virtualTimers() {
  const timers = new Map<symbol, { run: () => void; ms: number }>()
  const watchers: ((ms: number) => void)[] = []
  const setTimer: SetTimer = (run, ms) => {
    const id = Symbol()
    timers.set(id, { run, ms })
    watchers.shift()?.(ms)
    return () => timers.delete(id)
  }
  return {
    setTimer,
    /** How long those that are set would take. */
    waits: () => [...timers.values()].map(({ ms }) => ms),
    /** How long the next one that is set would take. */
    nextWait: () => new Promise<number>((resolve) => watchers.push(resolve)),
    /** Lets all of them run out. */
    runOut: () => {
      for (const [id, { run }] of [...timers]) {
        timers.delete(id)
        run()
      }
    },
  }
}
