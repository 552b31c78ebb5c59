'use client'

import { NotebookPen } from 'lucide-react'
import { type FormEvent, type RefObject, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { tutorLimits } from '@/lib/tutor/rules'
import { AskButton, AttemptBox, TaskChip } from './composer-parts'
import { problemOfDraft, questionOfDraft } from './draft-question'
import { PhotoButton, PhotoPreview, usePhoto } from './photo-picker'
import { LengthNote, QuestionBox } from './question-box'
import { QuotaLine } from './quota-line'
import type { TutorStore } from './tutor-store'
import { useTutorPart } from './use-tutor'

/** Where one asks. What is written survives a reload; a refused question stays. */
export function Composer({
  store,
  timeZone,
  box,
}: {
  store: TutorStore
  timeZone: string
  box: RefObject<HTMLTextAreaElement | null>
}) {
  const id = useId()
  const draft = useTutorPart(store, (state) => state.draft)
  const photo = useTutorPart(store, (state) => state.photo)
  const quota = useTutorPart(store, (state) => state.quota)
  const notice = useTutorPart(store, (state) => state.notice)
  const run = useTutorPart(store, (state) => state.run)
  const isReady = useTutorPart(store, ({ readiness }) => readiness === 'ready')
  const [problem, setProblem] = useState<string | null>(null)
  const picker = usePhoto((added, reason) => {
    setProblem(reason)
    if (added) store.setPhoto(added)
  })
  const fieldProblem = problem ?? (notice?.code === 'invalid' ? notice.message : null)
  /** It stands in the conversation already, on its way. */
  const isSending = run?.phase === 'sending' && run.question?.kind === 'new' && run.question.intent === 'ask'

  async function submit(event?: FormEvent) {
    event?.preventDefault()
    if (run) return
    const found = problemOfDraft(store.get().draft, photo)
    setProblem(found)
    if (found) return box.current?.focus()
    await store.ask(questionOfDraft(store.get()))
    box.current?.focus()
  }

  function stop() {
    void store.stop()
    // The button is gone with the answer; a phone's keyboard does not come up for it.
    if (window.matchMedia('(any-pointer: fine)').matches) box.current?.focus()
  }

  function write(text: string) {
    setProblem(null)
    store.write({ text })
  }

  return (
    <form
      onSubmit={submit}
      {...picker.handlers}
      noValidate
      className="relative max-h-[70%] shrink-0 overflow-y-auto overscroll-contain border-t border-glass-line p-3 sm:px-6 sm:py-4 [@media(height<32rem)]:py-2"
    >
      <div className="mx-auto grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <label htmlFor={id} className="text-sm font-medium text-ink">
            Your question
          </label>
          {isReady ? <QuotaLine quota={quota} timeZone={timeZone} /> : null}
        </div>
        <div className="flex items-end gap-2">
          <QuestionBox
            id={id}
            ref={box}
            value={isSending ? '' : draft.text}
            readOnly={isSending}
            onChange={(event) => write(event.target.value)}
            onEnter={() => void submit()}
            placeholder="Ask, or say what you think the answer is"
            aria-invalid={fieldProblem ? true : undefined}
            aria-describedby={fieldProblem ? `${id}-problem` : `${id}-left`}
            className="max-h-40 [@media(height<32rem)]:max-h-20"
          />
          <AskButton phase={run?.phase ?? 'idle'} onStop={stop} />
        </div>
        {fieldProblem ? (
          <p id={`${id}-problem`} role="alert" className="text-sm font-medium text-danger">
            {fieldProblem}
          </p>
        ) : null}
        <LengthNote id={`${id}-left`} text={draft.text} max={tutorLimits.message} />
        {draft.isTrying && !isSending ? <AttemptBox store={store} attempt={draft.attempt} /> : null}
        <div className="flex flex-wrap items-center gap-2">
          {photo && !isSending ? <PhotoPreview photo={photo} onRemove={() => store.setPhoto(null)} /> : null}
          <TaskChip store={store} />
          <Button
            variant="ghost"
            size="sm"
            aria-pressed={draft.isTrying}
            onClick={() => store.write({ isTrying: !draft.isTrying, ...(draft.isTrying && { attempt: '' }) })}
            className="aria-pressed:bg-wash-strong aria-pressed:text-ink"
          >
            <NotebookPen aria-hidden="true" strokeWidth={1.75} />
            What I tried
          </Button>
          <PhotoButton isBusy={picker.isBusy} onFile={(file) => void picker.add(file)} />
        </div>
        <p className="text-xs text-ink-faint [@media(height<32rem)]:sr-only">
          Answers can be wrong. What you ask goes to Google’s Gemini.
        </p>
      </div>
    </form>
  )
}
