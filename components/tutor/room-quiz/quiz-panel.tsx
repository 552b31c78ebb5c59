'use client'

import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Panel } from '@/components/ui/panel'
import type { QuizView } from '@/lib/tutor/room-quiz/view'
import { QuizInvitation } from './quiz-invitation'
import { QuizScores } from './quiz-people'
import { QuizQuestion } from './quiz-question'
import { announcementOf } from './quiz-text'
import { type QuizPlace, useRoomQuiz } from './use-room-quiz'

type Props = QuizPlace & {
  /** How many sit at the table. */
  people: number
  /** When the break ends: a quiz of another one is over. */
  endsAtMs: number
}

/** The quiz of the room's break. Takes room and never the focus: who writes goes on writing. */
export default function QuizPanel({ people, endsAtMs, ...place }: Props) {
  const { quiz: known, sent, isStarting, problem, start, answer } = useRoomQuiz(place)
  const quiz = known?.endsAtMs === endsAtMs ? known : null
  return (
    <>
      <p role="status" dir="auto" className="sr-only">
        {problem ?? announcementOf(quiz)}
      </p>
      {known === undefined ? null : (
        <Frame quiz={quiz} problem={problem}>
          {quiz === null ? (
            <QuizInvitation clock={place.clock} endsAtMs={endsAtMs} isStarting={isStarting} onStart={start} />
          ) : quiz.phase === 'scores' ? (
            <QuizScores scores={quiz.scores} count={quiz.count} />
          ) : (
            <QuizQuestion
              quiz={quiz}
              chosen={quiz.choice ?? (sent?.quizId === quiz.id && sent.index === quiz.index ? sent.choice : null)}
              people={people}
              clock={place.clock}
              onChoose={(choice) => void answer({ quizId: quiz.id, index: quiz.index, choice })}
            />
          )}
        </Frame>
      )}
    </>
  )
}

const titleOf = (quiz: QuizView) =>
  quiz.phase === 'scores' ? 'Quiz: the scores' : `Quiz: question ${quiz.index + 1} of ${quiz.count}`

/** The pane around it, with what it is at and a way to fold it. */
function Frame({
  quiz,
  problem,
  children,
}: {
  quiz: QuizView | null
  problem: string | null
  children: React.ReactNode
}) {
  const [isFolded, setIsFolded] = useState(false)
  return (
    <Panel
      aria-label="Quiz"
      className="relative max-h-[70%] lg:max-h-[62%] shrink-0 overflow-y-auto overscroll-contain p-3 empty:hidden sm:p-4"
    >
      {quiz ? (
        <div className="mb-1 flex items-center justify-between gap-3">
          <h2 className="text-sm font-medium text-ink-soft tabular-nums">
            {titleOf(quiz)}
            {quiz.isOwn ? <span className="font-normal text-ink-faint"> · from your recall cards</span> : null}
          </h2>
          <Button
            size="icon"
            variant="ghost"
            aria-label={isFolded ? 'Show the quiz' : 'Fold the quiz'}
            aria-expanded={!isFolded}
            onClick={() => setIsFolded(!isFolded)}
            className="-my-1.5"
          >
            <ChevronDown aria-hidden="true" strokeWidth={1.75} className={cn('transition', isFolded || 'rotate-180')} />
          </Button>
        </div>
      ) : null}
      {quiz && isFolded ? null : children}
      {problem ? <p className="mt-2 text-sm text-ink">{problem}</p> : null}
    </Panel>
  )
}
