'use client'

import { memo } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import type { Answer } from '@/lib/tutor/views'
import { AnswerTools, FollowUps } from './answer-tools'
import { AnswerMarkdown } from './markdown/answer-markdown'
import { Thinking } from './pending-question'
import { StepBadge } from './step-badge'
import type { TutorStore } from './tutor-store'

/** What the tutor answered, or why not. The words keep their place in the page while they come and when they are all there. */
export const TutorAnswer = memo(function TutorAnswer({
  answer,
  store,
  isNewest,
  isIdle,
  isPhotoLost,
}: {
  answer: Answer
  store: TutorStore
  isNewest: boolean
  /** No answer is under way. */
  isIdle: boolean
  /** It is to a photo that this tab does not have any more. */
  isPhotoLost: boolean
}) {
  const { status, body, step, failure } = answer
  const isStreaming = status === 'streaming'
  return (
    <article
      aria-label="Tutor"
      aria-busy={isStreaming}
      data-seq={answer.seq}
      data-status={status}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2"
    >
      {step && body !== '' ? (
        <p>
          <StepBadge step={step} />
        </p>
      ) : null}
      {isStreaming && body === '' ? <Thinking /> : null}
      <AnswerMarkdown text={body} isStreaming={isStreaming} />
      {status === 'stopped' ? <p className="text-sm text-ink-faint">{stoppedText(body)}</p> : null}
      {failure ? (
        <Failed failure={failure} isPhotoLost={isPhotoLost} onRetry={retryOf({ answer, store, isNewest, isIdle })} />
      ) : null}
      {isStreaming ? null : (
        <AnswerTools
          body={body}
          onAgain={isNewest && isIdle && status !== 'failed' && !isPhotoLost ? () => store.tryAgain(answer.id) : null}
        />
      )}
      {isNewest && isIdle && body !== '' ? <FollowUps store={store} /> : null}
    </article>
  )
})

const stoppedText = (body: string) => (body === '' ? 'Stopped before the first word.' : 'Stopped here.')

function retryOf(props: { answer: Answer; store: TutorStore; isNewest: boolean; isIdle: boolean }) {
  const { answer, store, isNewest, isIdle } = props
  return isNewest && isIdle && answer.failure?.isRetryable ? () => store.tryAgain(answer.id) : null
}

function Failed({
  failure,
  isPhotoLost,
  onRetry,
}: {
  failure: NonNullable<Answer['failure']>
  isPhotoLost: boolean
  onRetry: (() => void) | null
}) {
  return (
    <Callout
      tone="warning"
      action={
        onRetry ? (
          <Button size="sm" variant="secondary" onClick={onRetry}>
            {isPhotoLost ? 'Ask with the photo again' : 'Try again'}
          </Button>
        ) : null
      }
    >
      {failure.message}
    </Callout>
  )
}
