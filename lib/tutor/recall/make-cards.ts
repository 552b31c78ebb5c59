import 'server-only'
import { eq, inArray } from 'drizzle-orm'
import { transaction } from '@/db/client'
import { recallCards, tutorMessages } from '@/db/schema'
import { countAll } from '@/db/sql'
import { newId } from '@/lib/ids'
import { takeFromLimit } from '@/lib/rate-limit'
import { type AskedExchange, claimExchanges, releaseExchanges } from './exchanges'
import { cardInstructions, cardsShape, exchangesTurn } from './instructions'
import { makeCardsLimit } from './limits'
import type { RecallModel } from './model'
import { recallLimits } from './rules'
import { newMemory } from './schedule'
import { type MadeCard, madeCardsSchema } from './schemas'

type Person = { id: string }

/**
 * Makes up to three cards from what somebody asked the tutor lately and was not asked about yet; they are due at once.
 * Answers how many: 0 also when there was nothing to make them from; null when the model said nothing that is one. What
 * came to nothing can be tried again.
 * @throws AppError `too-many` after {@link makeCardsLimit}
 * @throws TutorFailure when the provider does not answer
 */
export async function makeCards(
  person: Person,
  { provider, askForJson, report }: RecallModel,
  now: Date,
  signal: AbortSignal,
): Promise<number | null> {
  const exchanges = await claimExchanges(person, now)
  if (exchanges.length === 0) return 0
  try {
    await takeFromLimit(makeCardsLimit, person.id, now)
    const request = requestFor(exchanges)
    const made = await askForJson(provider, request, madeCardsSchema, signal, (usage) => report(person, usage))
    if (made) return await keepCards(person, exchanges, made.cards, now)
  } catch (thrown) {
    await releaseExchanges(exchanges)
    throw thrown
  }
  await releaseExchanges(exchanges)
  return null
}

/** Thinking counts as well: a low cap cuts the answer off. */
const maxOutputTokens = 4_096

const requestFor = (exchanges: readonly AskedExchange[]) => ({
  instructions: cardInstructions,
  turns: [exchangesTurn(exchanges.map(({ asked, tried, answered }) => ({ asked, tried, answered })))],
  maxOutputTokens,
  schema: cardsShape,
})

/** Writes the cards down, and with them that these questions were asked about. Answers how many there was room for. */
async function keepCards(
  person: Person,
  exchanges: readonly AskedExchange[],
  made: readonly MadeCard[],
  now: Date,
): Promise<number> {
  const ids = exchanges.map(({ messageId }) => messageId)
  return transaction(async (tx) => {
    const sources = await tx
      .update(tutorMessages)
      .set({ recalledAt: now })
      .where(inArray(tutorMessages.id, ids))
      .returning({ conversationId: tutorMessages.conversationId })
    const [existing] = await tx.select({ count: countAll() }).from(recallCards).where(eq(recallCards.userId, person.id))
    // Deleted while the model was at it: then it is not to come back as cards.
    const room = sources.length === 0 ? 0 : recallLimits.cards - (existing?.count ?? 0)
    const [first, ...others] = new Set(sources.map(({ conversationId }) => conversationId))
    const source = first !== undefined && others.length === 0 ? first : null
    const rows = made.slice(0, Math.max(0, room)).map((card) => ({
      ...card,
      ...newMemory(now),
      id: newId(),
      userId: person.id,
      conversationId: source,
      createdAt: now,
      updatedAt: now,
    }))
    if (rows.length > 0) await tx.insert(recallCards).values(rows)
    return rows.length
  })
}
