/** What the browser gets of recall cards. Pure types. */
import type { Rating } from './rules'

/** Is there something to recall? */
export type RecallOffer = {
  /** Cards that are due now. */
  due: number
  /** New ones could be made from what was asked lately. */
  canMake: boolean
}

/** A card as it is asked. */
export type AskedCard = {
  id: string
  question: string
  answer: string
  /** How often it was graded: goes along with a grade, so that a repeat changes nothing. */
  reps: number
  /** When it would come back, by grade: `<10 min`, `2 days`. */
  intervals: Record<Rating, string>
}

/** `failed`: new cards were to be made, and could not be. `limit`: not again today. */
export type RecallRound = { cards: AskedCard[]; making: 'none' | 'made' | 'failed' | 'limit' }

/** A card after a grade. `dueAt`: ISO 8601. */
export type GradedCard = { id: string; reps: number; dueAt: string }

/** A card in the list. */
export type CardItem = {
  id: string
  question: string
  answer: string
  isDue: boolean
  /** ISO 8601. */
  dueAt: string
  /** ISO 8601: when its words were last changed, which tells one version of them from the next. */
  updatedAt: string
}

export type CardPage = {
  /** Newest first. */
  cards: CardItem[]
  /** How many there are of what was looked for. */
  found: number
  page: number
  pages: number
  /** How many there are, and how many are due. */
  total: number
  due: number
  /** ISO 8601: when the next one is due that is not yet; null when there is none. */
  nextDueAt: string | null
}
