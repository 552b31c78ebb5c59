'use client'

import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { tutorLimits } from '@/lib/tutor/rules'
import type { StudentMessage } from '@/lib/tutor/views'
import { problemOfDraft } from './draft-question'
import { LengthNote, QuestionBox } from './question-box'
import { emptyDraft } from './tutor-state'
import type { TutorStore } from './tutor-store'

/** Asks in other words: all that came after the question goes. Refused, the words stay here with the reason. */
export function QuestionEditForm({
  message,
  store,
  onDone,
}: {
  message: StudentMessage
  store: TutorStore
  onDone: () => void
}) {
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(message.body)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  useEffect(() => box.current?.focus(), [])

  async function send(event?: FormEvent) {
    event?.preventDefault()
    if (isSending) return
    const found = problemOfDraft({ ...emptyDraft, text }, null)
    setProblem(found)
    if (found) return box.current?.focus()
    setSending(true)
    const failure = await store.askInstead(message.id, text)
    setSending(false)
    if (failure) setProblem(failure.message)
    else onDone()
  }

  return (
    <form onSubmit={send} noValidate className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        Change your question
      </label>
      <QuestionBox
        id={id}
        ref={box}
        value={text}
        readOnly={isSending}
        onChange={(event) => setText(event.target.value)}
        onEnter={() => void send()}
        onEscape={onDone}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem` : `${id}-note`}
        className="max-h-60"
      />
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="text-sm font-medium text-danger">
          {problem}
        </p>
      ) : null}
      <LengthNote id={`${id}-left`} text={text} max={tutorLimits.message} />
      <p id={`${id}-note`} className="text-sm text-ink-soft">
        {message.hasPhoto && !store.hasPhotoOf(message.id)
          ? 'What came after it goes. Its photo was not kept and does not go along.'
          : 'What came after it goes.'}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" pending={isSending}>
          Ask again
        </Button>
        <Button size="sm" variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
