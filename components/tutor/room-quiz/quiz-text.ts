import type { QuizPerson, QuizView } from '@/lib/tutor/room-quiz/view'

/** More names than these become a number. */
const maxNames = 6

/** "ada, bob and cy"; of many, some and how many more. */
export function namesText(people: readonly QuizPerson[]): string {
  const names = people.slice(0, maxNames).map(({ username }) => username)
  const more = people.length - names.length
  const parts = more > 0 ? [...names, `${more} more`] : names
  const last = parts.at(-1) ?? ''
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last
}

/** How the viewer did on the question whose right answer is shown. */
export const outcomeText = ({ choice, right }: { choice: number | null; right: number }): string =>
  choice === null ? 'You did not answer.' : choice === right ? 'You were right.' : 'Not this time.'

/** What a screen reader says when a phase begins; the same text for all of the phase. Empty without a quiz. */
export function announcementOf(quiz: QuizView | null): string {
  if (!quiz) return ''
  if (quiz.phase === 'scores') {
    const scores = quiz.scores.map(({ person, right }) => `${person.username} ${right} of ${quiz.count}`)
    return `The quiz is over. ${scores.join(', ')}`.trim()
  }
  if (quiz.phase === 'question') {
    const choices = quiz.choices.map((choice, index) => `${index + 1}: ${choice}`).join('. ')
    return `Question ${quiz.index + 1} of ${quiz.count}. ${quiz.question} ${choices}.`
  }
  const who = quiz.rightPeople.length > 0 ? `Right: ${namesText(quiz.rightPeople)}.` : 'Nobody was right.'
  return `The right answer: ${quiz.choices[quiz.right]}. ${outcomeText(quiz)} ${who}`
}
