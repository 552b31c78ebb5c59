import 'server-only'
import type { z } from 'zod'
import { transaction } from '@/db/client'
import { log } from '@/lib/log'
import { estimateCost } from '../prompt'
import { askForJson } from '../provider/ask-for-json'
import { getProvider, providerReadiness } from '../provider/choose'
import type { Provider, ProviderRequest, Usage } from '../provider/provider'
import { addTokens, dayOf, reserveTokens, settleTokens } from '../quota'

/**
 * Asks for an answer in JSON that fits a schema, once more when the first does not; null when the second does not either.
 * Calls `report` once with what all of it cost.
 * @throws TutorFailure when the provider does not answer; the signal's reason
 */
type AskForJson = <Schema extends z.ZodType>(
  provider: Provider,
  request: ProviderRequest & Required<Pick<ProviderRequest, 'schema'>>,
  schema: Schema,
  signal: AbortSignal,
  report: (usage: Usage) => void,
) => Promise<z.output<Schema> | null>

/** What cards are made with. */
export type RecallModel = {
  provider: Provider
  askForJson: AskForJson
  /** Notes what a making cost, also when nothing came of it. */
  report: (person: { id: string }, usage: Usage) => void
}

/** The model that is configured, within everybody's budget; or null: then what is due is asked, and nothing new is made. */
export function findRecallModel(): RecallModel | null {
  if (providerReadiness() !== 'ready') return null
  return { provider: getProvider(), askForJson: askWithinBudget, report: noteUsage }
}

/** @throws AppError `unavailable` when the budget of the day is used up */
const askWithinBudget: AskForJson = async (provider, request, schema, signal, report) => {
  const now = new Date()
  const day = dayOf(now)
  // It is asked twice at most.
  const tokens = 2 * estimateCost(request.instructions, request.turns)
  await transaction((tx) => reserveTokens(tx, day, tokens, now))
  let used = 0
  try {
    return await askForJson(provider, request, schema, signal, (usage) => {
      used = usage.promptTokens + usage.answerTokens
      report(usage)
    })
  } finally {
    await transaction((tx) => settleTokens(tx, { day, tokens }, used))
  }
}

/** What cards cost stands beside what answers cost. No question of the quota: nobody asked one. */
function noteUsage(person: { id: string }, { promptTokens, answerTokens }: Usage): void {
  addTokens(person, promptTokens + answerTokens, new Date()).catch((error: unknown) =>
    log.warn('recall.usage-not-noted', { error }),
  )
}
