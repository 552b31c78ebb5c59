import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Answers after `ms` milliseconds at the earliest, whatever `work` did or threw: where the work for a known address is a
 * few writes more than for an unknown one, the time of the answer does not tell which it was.
 */
export async function withEvenAnswerTime<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
  const floor = pause(ms)
  try {
    return await work()
  } finally {
    await floor
  }
}
