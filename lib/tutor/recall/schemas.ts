/** What comes in about recall cards, from people and from models: zod stays out of the browser. */
import { z } from 'zod'
import { searchFold } from '@/db/search-fold'
import { line, paragraphs, rowId, searchText, wholeNumber } from '@/lib/text-schemas'
import { ratings, recallLimits, recallScopes } from './rules'

export const openRecallSchema = z.object({ scope: z.enum(recallScopes).default('break') })

/** `reps`: how often the card had been graded when it was shown. */
export const gradeCardSchema = z.object({ id: rowId, rating: z.enum(ratings), reps: wholeNumber() })
export type GradeCardInput = z.output<typeof gradeCardSchema>

const instant = z.iso.datetime().transform((text) => new Date(text))
const question = paragraphs({ max: recallLimits.question, empty: 'What do you want to be asked?' })
const answer = paragraphs({ max: recallLimits.answer, empty: 'What is the answer?' })

/** A card somebody writes. `id` is empty for a new one; `updatedAt` says which version of its words was on the screen. */
export const saveCardSchema = z.object({
  id: z.union([rowId, z.literal('')]).default(''),
  question,
  answer,
  updatedAt: z
    .union([instant, z.literal('')])
    .default('')
    .transform((at) => (at === '' ? null : at)),
})
export type SaveCardInput = z.output<typeof saveCardSchema>
export type CardText = Pick<SaveCardInput, 'question' | 'answer'>

export const cardIdSchema = z.object({ id: rowId })

const wrongAnswer = line({ max: recallLimits.madeAnswer, empty: 'An answer says something.' })

/** A deleted card that shall come back as it was: its words, and what is known of how well it is remembered. */
export const restoreCardSchema = z
  .object({
    id: rowId,
    conversationId: rowId.nullable(),
    question,
    answer,
    wrongAnswers: z.array(wrongAnswer).max(3),
    state: wholeNumber({ max: 3 }),
    dueAt: instant,
    stability: z.number().min(0).max(36_500),
    difficulty: z.number().min(0).max(10),
    scheduledDays: wholeNumber({ max: 36_500 }),
    learningSteps: wholeNumber({ max: 10 }),
    reps: wholeNumber({ max: 1_000_000 }),
    lapses: wholeNumber({ max: 1_000_000 }),
    lastReviewAt: instant.nullable(),
    createdAt: instant,
  })
  // What was never asked knows nothing, and what was asked knows something: FSRS takes nothing in between.
  .refine(({ state, stability, difficulty, lastReviewAt }) =>
    state === 0 ? lastReviewAt === null : lastReviewAt !== null && stability >= 0.001 && difficulty >= 1,
  )
export type RestoreCardInput = z.output<typeof restoreCardSchema>
/** What a deletion answers, and what brings the card back. */
export type DeletedCard = z.input<typeof restoreCardSchema>

/** What an address of the page of cards asks for. Any number is a page: too small is the first, too large the last. */
export const browseCardsSchema = z.object({
  q: searchText(recallLimits.search),
  page: z.coerce
    .number()
    .catch(1)
    .default(1)
    .transform((page) => Math.min(Math.max(1, Math.trunc(page)), 1_000)),
})
export type BrowseCardsInput = z.output<typeof browseCardsSchema>

const madeLine = (max: number) => line({ max, empty: 'Nothing to be seen.' })

const madeCard = z
  .object({
    question: madeLine(recallLimits.madeQuestion),
    answer: madeLine(recallLimits.madeAnswer),
    wrongAnswers: z.array(madeLine(recallLimits.madeAnswer)).length(3),
  })
  .refine(({ answer, wrongAnswers }) => new Set([answer, ...wrongAnswers].map(searchFold)).size === 4, {
    message: 'Each answer is another one.',
    path: ['wrongAnswers'],
  })
export type MadeCard = z.output<typeof madeCard>

/** What a model answers that was asked for cards. */
export const madeCardsSchema = z.object({ cards: z.array(madeCard).max(recallLimits.break) })
export type MadeCards = z.output<typeof madeCardsSchema>
