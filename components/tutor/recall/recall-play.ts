/** A round of recall as it is played: one card after the other, the answer, a grade. Pure. */
import type { Rating } from '@/lib/tutor/recall/rules'
import type { AskedCard, RecallRound } from '@/lib/tutor/recall/views'

export type Play = {
  /** Null while the cards are on their way. */
  round: RecallRound | null
  /** Which card it is at; beyond the last one when it is over. */
  at: number
  isRevealed: boolean
  /** The grade that is being written down. */
  sending: Rating | null
  /** What could not be done. `rating`: the grade to send again; null: the cards to ask for again. */
  failure: { rating: Rating | null; message: string } | null
}

export type Move =
  | { type: 'asked' }
  | { type: 'opened'; round: RecallRound }
  | { type: 'revealed' }
  | { type: 'sent'; rating: Rating }
  /** Written down; or its card is gone, and there is nothing to write. */
  | { type: 'graded' }
  | { type: 'failed'; message: string }

export const opening: Play = { round: null, at: 0, isRevealed: false, sending: null, failure: null }

/** The card on the screen; null before the first and after the last one. */
export const cardOf = ({ round, at }: Play): AskedCard | null => round?.cards[at] ?? null

/** Can a grade be given now? Not before the answer was seen, and one at a time. */
export const canGrade = (play: Play): boolean => cardOf(play) !== null && play.isRevealed && play.sending === null

/** What is on the screen after a move. A move that makes no sense changes nothing. */
export function play(now: Play, move: Move): Play {
  switch (move.type) {
    case 'asked':
      return opening
    case 'opened':
      return { ...opening, round: move.round }
    case 'revealed':
      return cardOf(now) ? { ...now, isRevealed: true } : now
    case 'sent':
      return canGrade(now) ? { ...now, sending: move.rating, failure: null } : now
    case 'graded':
      return { ...opening, round: now.round, at: now.at + 1 }
    case 'failed':
      return { ...now, sending: null, failure: { rating: now.sending, message: move.message } }
  }
}
