import 'server-only'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { secondMs } from '@/lib/time'
import { TutorFailure } from '../failures'
import { makeCards } from './make-cards'
import type { RecallModel } from './model'
import { listDueCards } from './queries'
import { type RecallScope, recallLimits } from './rules'
import type { RecallRound } from './views'

/** Somebody waits for it in a break of five minutes. */
const makingTakesAtMostMs = 25 * secondMs

/**
 * The cards to ask now, those that have waited longest first: of a break up to three, with new ones from what was asked when
 * fewer are due; on the page of cards what is due. A provider that does not answer takes nothing away from what is due.
 */
export async function openRecall(
  viewer: Viewer,
  { scope }: { scope: RecallScope },
  now: Date,
  model: RecallModel | null,
): Promise<RecallRound> {
  if (scope === 'page') return { cards: await listDueCards(viewer, now, recallLimits.practice), making: 'none' }
  const due = await listDueCards(viewer, now, recallLimits.break)
  if (due.length >= recallLimits.break || !model) return { cards: due, making: 'none' }
  const making = await tryToMake(viewer, model, now)
  return { cards: making === 'made' ? await listDueCards(viewer, now, recallLimits.break) : due, making }
}

async function tryToMake(viewer: Viewer, model: RecallModel, now: Date): Promise<RecallRound['making']> {
  try {
    const made = await makeCards(viewer, model, now, AbortSignal.timeout(makingTakesAtMostMs))
    if (made === null) return 'failed'
    return made > 0 ? 'made' : 'none'
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'too-many') return 'limit'
    if (!isFromProvider(thrown)) throw thrown
    log.warn('recall.not-made', { error: thrown })
    return 'failed'
  }
}

/** It did not answer as it should, or not in time, or may not be asked any more today. */
const isFromProvider = (thrown: unknown): boolean =>
  thrown instanceof TutorFailure ||
  (thrown instanceof AppError && thrown.code === 'unavailable') ||
  (thrown instanceof Error && ['TimeoutError', 'AbortError'].includes(thrown.name))
