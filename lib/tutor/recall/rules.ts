/** Recall cards: how well somebody knew an answer, and how much there may be. Pure; shared by server and browser. */

/** The grades, from worst to best: what the student says of their own answer. */
export const ratings = ['again', 'hard', 'good', 'easy'] as const
export type Rating = (typeof ratings)[number]

export const ratingNames: Record<Rating, string> = { again: 'Again', hard: 'Hard', good: 'Good', easy: 'Easy' }

export const recallLimits = {
  /** Characters of what somebody writes themselves. */
  question: 500,
  answer: 1_000,
  /** Characters of what is made: it has to be read in a break, and fit on the button of a quiz. */
  madeQuestion: 300,
  madeAnswer: 300,
  search: 100,
  /** Cards a person has at most. */
  cards: 2_000,
  /** Cards of a break, and made at once. */
  break: 3,
  /** Cards practised in one go from the page of cards. */
  practice: 20,
  perPage: 20,
} as const

/** Where a round is played: in the break of the timer, where new cards are made, or on the page of cards. */
export const recallScopes = ['break', 'page'] as const
export type RecallScope = (typeof recallScopes)[number]
