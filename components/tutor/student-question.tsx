'use client'

import { Image, ListTodo, Pencil } from 'lucide-react'
import { memo, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { StudentMessage } from '@/lib/tutor/views'
import { QuestionEditForm } from './question-edit-form'
import type { TutorStore } from './tutor-store'

/** What a student asked, and the way to ask it in other words. */
export const StudentQuestion = memo(function StudentQuestion({
  message,
  store,
  isIdle,
}: {
  message: StudentMessage
  store: TutorStore
  /** No answer is under way. */
  isIdle: boolean
}) {
  const [isEditing, setEditing] = useState(false)
  if (isEditing) return <QuestionEditForm message={message} store={store} onDone={() => setEditing(false)} />
  return (
    <article aria-label="You" data-seq={message.seq} className="grid justify-items-end gap-1">
      <QuestionBubble {...message} />
      {isIdle && message.intent === 'ask' ? (
        <Button variant="ghost" size="sm" onClick={() => setEditing(true)} className="text-ink-faint">
          <Pencil aria-hidden="true" strokeWidth={1.75} />
          Edit
        </Button>
      ) : null}
    </article>
  )
})

/** The words, and what went along with them. */
export function QuestionBubble({
  body,
  attempt,
  taskName,
  hasPhoto,
}: Pick<StudentMessage, 'body' | 'attempt' | 'taskName' | 'hasPhoto'>) {
  return (
    <div className="grid max-w-[min(100%,36rem)] min-w-0 gap-2 rounded-lg rounded-br-xs border border-glass-line bg-accent-soft px-4 py-3 text-ink">
      {/* Each paragraph has a direction of its own. */}
      <p dir="auto" className="wrap-anywhere whitespace-pre-wrap [unicode-bidi:plaintext]">
        {body}
      </p>
      {attempt ? (
        <details className="min-w-0 text-sm">
          <summary className="text-ink-soft">What I tried</summary>
          <p dir="auto" className="mt-1 border-l-2 border-line pl-3 wrap-anywhere whitespace-pre-wrap text-ink-soft">
            {attempt}
          </p>
        </details>
      ) : null}
      {taskName || hasPhoto ? (
        <p className="flex min-w-0 flex-wrap gap-x-3 gap-y-1 text-xs text-ink-soft [&_svg]:size-3.5 [&_svg]:shrink-0">
          {taskName ? (
            <span className="inline-flex min-w-0 items-center gap-1.5">
              <ListTodo aria-hidden="true" />
              <bdi className="min-w-0 wrap-anywhere">{taskName}</bdi>
            </span>
          ) : null}
          {hasPhoto ? (
            <span className="inline-flex items-center gap-1.5">
              <Image aria-hidden="true" />
              With a photo
            </span>
          ) : null}
        </p>
      ) : null}
    </div>
  )
}
