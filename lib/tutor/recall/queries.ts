import 'server-only'
import { and, asc, desc, eq, gt, inArray, lte, min, type SQL } from 'drizzle-orm'
import { db } from '@/db/client'
import { recallCards } from '@/db/schema'
import { searchFold } from '@/db/search-fold'
import { countAll } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import { isUsedUp } from '@/lib/rate-limit'
import { hasExchanges } from './exchanges'
import { makeCardsLimit } from './limits'
import { recallLimits } from './rules'
import { nextIntervals } from './schedule'
import type { BrowseCardsInput } from './schemas'
import type { AskedCard, CardItem, CardPage, RecallOffer } from './views'

const cardsOf = (viewer: Pick<Viewer, 'id'>) => eq(recallCards.userId, viewer.id)
const dueOf = (viewer: Pick<Viewer, 'id'>, now: Date) => and(cardsOf(viewer), lte(recallCards.dueAt, now))

/** Is there something to recall? `hasModel`: cards can be made at all. Four small queries at most, one when enough is due. */
export async function getRecallOffer(viewer: Viewer, now: Date, hasModel: boolean): Promise<RecallOffer> {
  const due = await countCards(dueOf(viewer, now))
  const canMake = hasModel && due < recallLimits.break && (await mayMake(viewer, now))
  return { due, canMake }
}

/** May cards be made for this person now, and is there something to make them from? */
async function mayMake(viewer: Viewer, now: Date): Promise<boolean> {
  if (!(await hasExchanges(viewer, now))) return false
  const [total, isOver] = await Promise.all([countCards(cardsOf(viewer)), isUsedUp(makeCardsLimit, viewer.id, now)])
  return total < recallLimits.cards && !isOver
}

async function countCards(where: SQL | undefined): Promise<number> {
  const [row] = await db.select({ count: countAll() }).from(recallCards).where(where)
  return row?.count ?? 0
}

/** The cards that are due, the one that has waited longest first. */
export async function listDueCards(viewer: Pick<Viewer, 'id'>, now: Date, limit: number): Promise<AskedCard[]> {
  const rows = await db
    .select()
    .from(recallCards)
    .where(dueOf(viewer, now))
    .orderBy(asc(recallCards.dueAt), asc(recallCards.id))
    .limit(limit)
  return rows.map(({ id, question, answer, reps, ...memory }) => ({
    id,
    question,
    answer,
    reps,
    intervals: nextIntervals({ ...memory, reps }, now),
  }))
}

const itemColumns = {
  id: recallCards.id,
  question: recallCards.question,
  answer: recallCards.answer,
  dueAt: recallCards.dueAt,
  updatedAt: recallCards.updatedAt,
}

/**
 * A page of the viewer's cards, newest first; `page` says which one it is: the last there is, when the wanted one lies
 * beyond it. Three queries.
 */
export async function listCards(viewer: Viewer, { q, page: wanted }: BrowseCardsInput, now: Date): Promise<CardPage> {
  const [numbers, matches] = await Promise.all([countsOf(viewer, now), q === '' ? null : findCards(viewer, q)])
  const found = matches?.length ?? numbers.total
  const pages = Math.max(1, Math.ceil(found / recallLimits.perPage))
  const page = Math.min(wanted, pages)
  const from = (page - 1) * recallLimits.perPage
  const shown = matches?.slice(from, from + recallLimits.perPage)
  const rows = await db
    .select(itemColumns)
    .from(recallCards)
    .where(shown ? and(cardsOf(viewer), inArray(recallCards.id, shown)) : cardsOf(viewer))
    .orderBy(desc(recallCards.createdAt), desc(recallCards.id))
    .limit(recallLimits.perPage)
    .offset(shown ? 0 : from)
  return { ...numbers, found, page, pages, cards: rows.map((row) => toItem(row, now)) }
}

async function countsOf(viewer: Viewer, now: Date): Promise<Pick<CardPage, 'total' | 'due' | 'nextDueAt'>> {
  const [total, due, [next]] = await Promise.all([
    countCards(cardsOf(viewer)),
    countCards(dueOf(viewer, now)),
    db
      .select({ dueAt: min(recallCards.dueAt) })
      .from(recallCards)
      .where(and(cardsOf(viewer), gt(recallCards.dueAt, now))),
  ])
  return { total, due, nextDueAt: next?.dueAt?.toISOString() ?? null }
}

/**
 * The ids of the cards that contain `words`, in the order of the list. Compared here and not by the database, which has no
 * folded form of them; a person has so few that all can be read.
 */
async function findCards(viewer: Viewer, words: string): Promise<string[]> {
  const rows = await db
    .select({ id: recallCards.id, question: recallCards.question, answer: recallCards.answer })
    .from(recallCards)
    .where(cardsOf(viewer))
    .orderBy(desc(recallCards.createdAt), desc(recallCards.id))
  const wanted = searchFold(words)
  return rows
    .filter(({ question, answer }) => searchFold(`${question}\n${answer}`).includes(wanted))
    .map(({ id }) => id)
}

type ItemRow = Pick<typeof recallCards.$inferSelect, keyof typeof itemColumns>

const toItem = ({ dueAt, updatedAt, ...row }: ItemRow, now: Date): CardItem => ({
  ...row,
  isDue: dueAt <= now,
  dueAt: dueAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})

/** All the viewer's cards to take along, oldest first. */
export async function listCardTexts(viewer: Viewer): Promise<{ question: string; answer: string }[]> {
  return db
    .select({ question: recallCards.question, answer: recallCards.answer })
    .from(recallCards)
    .where(cardsOf(viewer))
    .orderBy(asc(recallCards.createdAt), asc(recallCards.id))
}
