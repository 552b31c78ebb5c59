'use client'

import type { ServerClock } from '@/components/clock/server-clock'
import { quizTimes } from '@/lib/tutor/room-quiz/rules'
import type { QuizView } from '@/lib/tutor/room-quiz/view'
import { useChoiceKeys } from './choice-keys'
import { QuizChoices } from './quiz-choices'
import { RightPeople } from './quiz-people'
import { outcomeText } from './quiz-text'
import { TimeBar } from './time-bar'

type Asked = Exclude<QuizView, { phase: 'scores' }>

/** A question with its choices and the time that is left; then which was right, and who. */
export function QuizQuestion({
  quiz,
  chosen,
  people,
  clock,
  onChoose,
}: {
  quiz: Asked
  /** The viewer's own choice, confirmed or under way. */
  chosen: number | null
  /** How many sit at the table. */
  people: number
  clock: ServerClock
  onChoose: (choice: number) => void
}) {
  const isOpen = quiz.phase === 'question' && chosen === null
  useChoiceKeys(isOpen, onChoose)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 sm:gap-3">
      {quiz.phase === 'question' ? (
        <TimeBar clock={clock} endsAtMs={quiz.phaseEndsAtMs} totalMs={quizTimes.answerMs} />
      ) : (
        <p className="text-sm font-medium text-ink">{outcomeText({ choice: chosen, right: quiz.right })}</p>
      )}
      <p dir="auto" className="text-base/snug text-ink wrap-anywhere sm:text-lg/snug">
        {quiz.question}
      </p>
      <QuizChoices
        choices={quiz.choices}
        chosen={chosen}
        right={quiz.phase === 'result' ? quiz.right : null}
        isOpen={isOpen}
        onChoose={onChoose}
      />
      {quiz.phase === 'question' ? (
        <p className="text-sm text-ink-soft tabular-nums">
          {quiz.answered} of {Math.max(people, quiz.answered)} have answered
        </p>
      ) : (
        <RightPeople people={quiz.rightPeople} />
      )}
    </div>
  )
}
