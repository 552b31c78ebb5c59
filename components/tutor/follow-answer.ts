import { Refused } from '@/components/actions/call-server'
import { failureOf } from '@/components/actions/failures'
import type { PageTiming } from './page-timing'
import type { AnswerPart } from './tutor-server'

/** How often an answer is asked for, how seldom at most, and how often while nobody looks; in milliseconds. */
const pollMs = { usual: 1_000, slowest: 15_000, away: 10_000 }

/**
 * Asks for what is new of an answer, about once a second, until it has ended: what a lost stream, a reload and another
 * device do. Without network it asks more and more seldom.
 * @param hear gets each part; answers whether there is more to wait for
 * @param signal gives up
 */
export async function followAnswer(
  ask: () => Promise<AnswerPart>,
  hear: (part: AnswerPart) => boolean,
  timing: PageTiming,
  signal: AbortSignal,
): Promise<'ended' | 'gone' | 'given-up'> {
  for (let failures = 0; !signal.aborted; ) {
    try {
      const part = await ask()
      if (signal.aborted) break
      if (!hear(part)) return 'ended'
      failures = 0
    } catch (error) {
      if (!signal.aborted && failureOf(error).code === 'not-found') return 'gone'
      failures++
    }
    const waitMs = Math.min(pollMs.usual * 2 ** failures, pollMs.slowest)
    await timing.pause(timing.isAway() ? Math.max(waitMs, pollMs.away) : waitMs, signal)
  }
  return 'given-up'
}

/** After a Stop the server may need a moment until it takes the next question: so often it is asked again, and so late. */
const maxTries = 12
const retryEveryMs = 600

/**
 * What `ask` gives; while `mayBeBusy`, a refusal because of another answer is waited out.
 * @throws what `ask` throws
 */
export async function* askPatiently<Event>(
  ask: () => AsyncIterable<Event>,
  mayBeBusy: () => boolean,
  timing: PageTiming,
  signal: AbortSignal,
): AsyncGenerator<Event> {
  for (let tries = 1; ; tries++) {
    try {
      return yield* ask()
    } catch (error) {
      const isBusy = error instanceof Refused && error.code === 'conflict'
      if (!isBusy || tries >= maxTries || !mayBeBusy()) throw error
      await timing.pause(retryEveryMs, signal)
    }
  }
}
