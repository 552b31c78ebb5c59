import { Spinner } from '@/components/ui/spinner'
import { QuestionBubble } from './student-question'
import type { Question } from './tutor-state'

/** A question on its way to the server. One that is changed or asked again stands in its place already. */
export function PendingQuestion({ question }: { question: Question }) {
  return (
    <>
      {question.kind === 'new' ? (
        <div data-pending="" className="grid justify-items-end">
          <QuestionBubble
            body={question.message}
            attempt={question.attempt}
            taskName={question.taskName}
            hasPhoto={question.photo !== null}
          />
        </div>
      ) : null}
      <Thinking />
    </>
  )
}

/** Nothing has come yet. */
export function Thinking() {
  return (
    <p className="flex items-center gap-2 text-ink-soft">
      <Spinner />
      Thinking…
    </p>
  )
}
