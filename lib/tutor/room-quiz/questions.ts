/** Recall cards as questions with a choice. Pure. */
import { choicesPerQuestion } from './rules'

export type QuizQuestion = { question: string; choices: string[] /** The index of the right choice. */; right: number }

/** What of a recall card makes a question. */
export type QuizCard = { question: string; answer: string; wrongAnswers: readonly string[] }

const alike = (text: string) => text.trim().toLowerCase()

/**
 * A card as a question, its choices in an order of chance; null for a card that has no three wrong answers, or not four
 * different choices in all.
 * @param random from 0 to 1, 1 excluded
 */
export function questionOf({ question, answer, wrongAnswers }: QuizCard, random: () => number): QuizQuestion | null {
  const all = [answer, ...wrongAnswers]
  if (all.length !== choicesPerQuestion || new Set(all.map(alike)).size !== all.length) return null
  const choices = shuffled(all, random)
  return { question, choices, right: choices.indexOf(answer) }
}

/** Fisher and Yates: each order is as likely as any other. */
function shuffled(items: readonly string[], random: () => number): string[] {
  const mixed = [...items]
  for (let last = mixed.length - 1; last > 0; last--) {
    const at = Math.floor(random() * (last + 1))
    const moved = mixed[last] as string
    mixed[last] = mixed[at] as string
    mixed[at] = moved
  }
  return mixed
}
