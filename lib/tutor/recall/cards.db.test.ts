import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import { recallCards, users } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { newUuid } from '@/lib/ids'
import { createViewer } from '@/lib/testing/people'
import { createCard, talk } from '@/lib/testing/recall'
import { after, dayMs, hourMs, minuteMs } from '@/lib/time'
import { addCard, changeCard, deleteCard, gradeCard, restoreCard } from './commands'
import { listCards, listCardTexts } from './queries'
import { openRecall } from './round'
import { browseCardsSchema, restoreCardSchema } from './schemas'

const now = new Date('2026-11-23T18:00:00Z')
let viewer: Viewer
beforeEach(async () => {
  viewer = await createViewer()
})

const rowOf = async (id: string) => (await db.select().from(recallCards).where(eq(recallCards.id, id)))[0]
const text = { question: 'What is a ring?', answer: 'A set with + and ·' }
const page = (wanted: Record<string, string> = {}) => listCards(viewer, browseCardsSchema.parse(wanted), now)

test('a grade moves a card; the same one again changes nothing and says how it stands', async () => {
  const id = await createCard(viewer, {}, now)
  const graded = await gradeCard(viewer, { id, rating: 'good', reps: 0 }, now)
  // In two days, from the beginning of that study day on.
  expect(graded).toEqual({ id, reps: 1, dueAt: '2026-11-25T04:00:00.000Z' })
  const row = await rowOf(id)
  expect(row).toMatchObject({ reps: 1, state: 2, scheduledDays: 2, lastReviewAt: now })
  expect(await gradeCard(viewer, { id, rating: 'good', reps: 0 }, after(now, minuteMs))).toEqual(graded)
  expect(await gradeCard(viewer, { id, rating: 'again', reps: 0 }, after(now, minuteMs))).toEqual(graded)
  expect(await rowOf(id)).toEqual(row)
  const again = await gradeCard(viewer, { id, rating: 'again', reps: 1 }, after(now, 2 * dayMs))
  expect(again).toEqual({ id, reps: 2, dueAt: after(now, 2 * dayMs + 10 * minuteMs).toISOString() })
  expect(await rowOf(id)).toMatchObject({ lapses: 1, state: 3 })
})

test('of two grades at once one counts, and both hear which', async () => {
  const id = await createCard(viewer, {}, now)
  const both = await Promise.all([
    gradeCard(viewer, { id, rating: 'again', reps: 0 }, now),
    gradeCard(viewer, { id, rating: 'easy', reps: 0 }, now),
  ])
  expect(both[0]).toEqual(both[1])
  expect((await rowOf(id))?.reps).toBe(1)
})

test('what a button promises is what its grade brings, and what was stored is read as it was', async () => {
  const id = await createCard(viewer, {}, now)
  let at = now
  for (const rating of ['hard', 'good', 'again', 'good', 'easy'] as const) {
    const [card] = (await openRecall(viewer, { scope: 'page' }, at, null)).cards
    const { dueAt } = await gradeCard(viewer, { id, rating, reps: card?.reps ?? -1 }, at)
    const days = (Date.parse(dueAt) - at.getTime()) / dayMs
    const promised = card?.intervals[rating] ?? ''
    if (promised.endsWith('min')) expect(days * 24 * 60).toBe(Number.parseInt(promised.slice(1), 10))
    else expect(Math.ceil(days)).toBe(Number.parseInt(promised, 10))
    at = after(new Date(dueAt), hourMs)
  }
})

test('cards are listed newest first, by page, with what is due and when the next one is', async () => {
  expect(await page()).toEqual({ cards: [], found: 0, page: 1, pages: 1, total: 0, due: 0, nextDueAt: null })
  const ids: string[] = []
  for (let n = 0; n < 23; n++)
    ids.unshift(await createCard(viewer, { dueAt: after(now, (n - 2) * hourMs) }, after(now, n)))
  await createCard(await createViewer(), {}, now)
  const [first, second] = [await page(), await page({ page: '2' })]
  expect([...first.cards, ...second.cards].map(({ id }) => id)).toEqual(ids)
  expect(first).toMatchObject({ found: 23, page: 1, pages: 2, total: 23, due: 3 })
  expect(first.nextDueAt).toBe(after(now, hourMs).toISOString())
  expect(second.cards.at(-1)).toMatchObject({ isDue: true, dueAt: after(now, -2 * hourMs).toISOString() })
  expect(await page({ page: '99' })).toEqual(second)
})

test('a search finds words of question and answer in any case, literally', async () => {
  const ring = (await addCard(viewer, text, now)).id
  const street = (await addCard(viewer, { question: 'Straße', answer: '100% ÉTÉ' }, after(now, 1))).id
  const ids = async (q: string) => (await page({ q })).cards.map(({ id }) => id)
  expect(await ids('RING')).toEqual([ring])
  expect(await ids('a SET with')).toEqual([ring])
  expect(await ids('strasse')).toEqual([street])
  expect(await ids('ete')).toEqual([street])
  expect(await ids('%')).toEqual([street])
  expect(await ids('_')).toEqual([])
  expect(await page({ q: 'nothing like it' })).toMatchObject({ cards: [], found: 0, pages: 1, total: 2, due: 1 })
  for (let n = 0; n < 25; n++) await addCard(viewer, { question: `ring ${n}`, answer: 'x' }, after(now, 10 + n))
  const second = await page({ q: 'ring', page: '2' })
  expect(second).toMatchObject({ found: 26, page: 2, pages: 2 })
  expect(second.cards.map(({ question }) => question).slice(-3)).toEqual(['ring 1', 'ring 0', text.question])
})

test('new words keep what is remembered, and end the wrong answers of the old ones', async () => {
  const wrongAnswers = ['a', 'b', 'c']
  const id = await createCard(viewer, { ...text, wrongAnswers, reps: 3, stability: 4, difficulty: 5 }, now)
  const dueAt = (await rowOf(id))?.dueAt
  await changeCard(viewer, { id, seen: null, ...text }, after(now, minuteMs))
  expect(await rowOf(id)).toMatchObject({ wrongAnswers, updatedAt: now })
  await changeCard(viewer, { id, seen: now, ...text, answer: 'Something else' }, after(now, minuteMs))
  expect(await rowOf(id)).toMatchObject({ answer: 'Something else', wrongAnswers: [], reps: 3, stability: 4, dueAt })
})

test('two tabs do not overwrite each other: the later one is told, and may then', async () => {
  const id = await createCard(viewer, text, now)
  const change = (question: string, seen: Date) => changeCard(viewer, { id, seen, question, answer: 'x' }, now)
  const both = await Promise.allSettled([change('one', now), change('two', now)])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
  const { updatedAt = now, question } = (await rowOf(id)) ?? {}
  expect(question).toBe(both[0]?.status === 'fulfilled' ? 'one' : 'two')
  await change('three', updatedAt)
  expect((await rowOf(id))?.question).toBe('three')
  // A grade is no change of words.
  const seen = (await rowOf(id))?.updatedAt ?? now
  await gradeCard(viewer, { id, rating: 'good', reps: 0 }, after(now, dayMs))
  await change('four', seen)
})

test('a deleted card comes back as it was, once; without its conversation when that is gone or not theirs', async () => {
  const { id: conversationId } = await talk(viewer, [], now)
  const id = await createCard(viewer, { ...text, wrongAnswers: ['a', 'b', 'c'], conversationId }, now)
  await gradeCard(viewer, { id, rating: 'good', reps: 0 }, now)
  const before = await rowOf(id)
  const deleted = await deleteCard(viewer, id)
  expect(await rowOf(id)).toBeUndefined()
  const input = restoreCardSchema.parse(JSON.parse(JSON.stringify(deleted)))
  await Promise.all([restoreCard(viewer, input, now), restoreCard(viewer, input, now)])
  expect(await rowOf(id)).toEqual(before)
  const theirs = await talk(await createViewer(), [], now)
  for (const foreign of [theirs.id, newUuid()]) {
    await deleteCard(viewer, id)
    await restoreCard(viewer, { ...input, conversationId: foreign }, now)
    expect((await rowOf(id))?.conversationId).toBeNull()
  }
})

test('what comes back is something FSRS can go on with', async () => {
  const id = await createCard(viewer, text, now)
  await gradeCard(viewer, { id, rating: 'good', reps: 0 }, now)
  const deleted = await deleteCard(viewer, id)
  for (const broken of [
    { stability: 0 },
    { difficulty: 0 },
    { lastReviewAt: null },
    { state: 0 },
    { state: 4 },
    { reps: -1 },
  ])
    expect(restoreCardSchema.safeParse({ ...deleted, ...broken }).success).toBe(false)
})

test('whoever is not its person, or has gone, finds no card', async () => {
  const id = await createCard(viewer, text, now)
  const [other, gone] = [await createViewer(), await createViewer()]
  await transaction((tx) => tx.delete(users).where(eq(users.id, gone.id)))
  const before = await rowOf(id)
  for (const who of [other, gone]) {
    const none = { code: 'not-found' }
    await expect(gradeCard(who, { id, rating: 'easy', reps: 0 }, now)).rejects.toMatchObject(none)
    await expect(changeCard(who, { id, seen: now, ...text, answer: 'mine' }, now)).rejects.toMatchObject(none)
    await expect(deleteCard(who, id)).rejects.toMatchObject(none)
    expect((await openRecall(who, { scope: 'break' }, now, null)).cards).toEqual([])
    expect((await listCards(who, browseCardsSchema.parse({ q: 'ring' }), now)).cards).toEqual([])
    expect(await listCardTexts(who)).toEqual([])
  }
  // An id that is taken brings nothing back, and changes nothing.
  const stolen = restoreCardSchema.parse({ ...(await deleteCard(viewer, id)), question: 'stolen' })
  await restoreCard(viewer, { ...stolen, question: text.question }, now)
  await restoreCard(other, stolen, now)
  expect(await rowOf(id)).toEqual(before)
})

test('the 2,001st card is refused, and says what to do', async () => {
  await transaction(async (tx) => {
    const row = (n: number) => ({
      id: `${viewer.id}-${n}`,
      userId: viewer.id,
      ...text,
      dueAt: now,
      createdAt: now,
      updatedAt: now,
    })
    for (let from = 0; from < 2_000; from += 400)
      await tx.insert(recallCards).values(Array.from({ length: 400 }, (_, index) => row(from + index)))
  })
  await expect(addCard(viewer, text, now)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('Delete'),
  })
})
