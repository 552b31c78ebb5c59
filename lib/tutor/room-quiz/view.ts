/** What one person's screen gets of a quiz. Pure. */
import type { QuizQuestion } from './questions'
import { countRevealed, type QuizMoment, quizMoment } from './rules'

export type QuizPerson = { id: string; username: string; avatarUrl: string | null }

/** How many questions somebody got right, of those they and the others have seen. */
export type QuizScore = { person: QuizPerson; right: number }

type Asked = {
  index: number
  question: string
  choices: string[]
  /** The index of the viewer's own choice. */
  choice: number | null
  /** How many have answered this question, the viewer included. */
  answered: number
}

/** The right answer is in no part of this before its question's time is up. */
export type QuizView = {
  id: string
  /** How many questions there are. */
  count: number
  /** It is made from the viewer's own cards. */
  isOwn: boolean
  /** Epoch milliseconds: the end of the break, and of the quiz with it. */
  endsAtMs: number
  /** When the next question, result or score is there. */
  phaseEndsAtMs: number
} & (
  | ({ phase: 'question' } & Asked)
  | ({ phase: 'result'; right: number; rightPeople: QuizPerson[] } & Asked)
  /** Best first. */
  | { phase: 'scores'; scores: QuizScore[] }
)

/** A quiz as it is stored. */
export type Quiz = {
  id: string
  startedById: string | null
  questions: readonly QuizQuestion[]
  startedAtMs: number
  endsAtMs: number
}

/** An answer of somebody whom the viewer may see. */
export type QuizAnswer = { person: QuizPerson; questionIndex: number; choice: number }

/** The quiz at `nowMs` for one person; null when it is over. */
export function viewOfQuiz(
  quiz: Quiz,
  answers: readonly QuizAnswer[],
  viewerId: string,
  nowMs: number,
): QuizView | null {
  const moment = quizMoment({ ...quiz, count: quiz.questions.length }, nowMs)
  const asked = quiz.questions[moment.index]
  const frame = {
    id: quiz.id,
    count: quiz.questions.length,
    isOwn: quiz.startedById === viewerId,
    endsAtMs: quiz.endsAtMs,
    phaseEndsAtMs: moment.endsAtMs,
  }
  if (moment.phase === 'over') return null
  if (!asked) return { ...frame, phase: 'scores', scores: scoresOf(quiz, answers, moment) }
  const given = answers.filter(({ questionIndex }) => questionIndex === moment.index)
  const { question, choices, right } = asked
  const { index } = moment
  const choice = given.find(({ person }) => person.id === viewerId)?.choice ?? null
  const shown = { ...frame, index, question, choices, choice, answered: given.length }
  if (moment.phase === 'question') return { ...shown, phase: 'question' }
  const rightPeople = given.filter((answer) => answer.choice === right).map(({ person }) => person)
  return { ...shown, phase: 'result', right, rightPeople: rightPeople.toSorted(byName) }
}

/** Everybody who has answered something, with what they got right of the questions whose time is up; best first. */
function scoresOf(quiz: Quiz, answers: readonly QuizAnswer[], moment: QuizMoment): QuizScore[] {
  const revealed = quiz.questions.slice(0, countRevealed(moment))
  const scores = new Map<string, QuizScore>()
  for (const { person, questionIndex, choice } of answers) {
    const known = scores.get(person.id)?.right ?? 0
    const isRight = revealed[questionIndex]?.right === choice
    scores.set(person.id, { person, right: known + (isRight ? 1 : 0) })
  }
  return [...scores.values()].sort((a, b) => b.right - a.right || byName(a.person, b.person))
}

const byName = (a: QuizPerson, b: QuizPerson) => (a.username < b.username ? -1 : 1)
