'use client'

import { type RefObject, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { FormMessage } from '@/components/ui/callout'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { Spinner } from '@/components/ui/spinner'
import { type Rating, type RecallScope, ratingNames, ratings } from '@/lib/tutor/recall/rules'
import type { AskedCard, RecallRound } from '@/lib/tutor/recall/views'
import { cardOf, type Play } from './recall-play'
import { useRecallKeys } from './use-recall-keys'
import { useRecallPlay } from './use-recall-play'

type Props = { scope: RecallScope; onClose: () => void }

/** The cards one by one: the question, the answer when it is asked for, and how well it was known. */
export default function RecallDialog({ scope, onClose }: Props) {
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title="Recall" className="max-w-xl">
      <Round scope={scope} />
    </Dialog>
  )
}

function Round({ scope }: { scope: RecallScope }) {
  const { state, reveal, grade, open } = useRecallPlay(scope)
  useRecallKeys({ reveal, grade })
  const card = cardOf(state)
  const { round, failure } = state
  if (card) return <CardInPlay key={state.at} card={card} state={state} onReveal={reveal} onGrade={grade} />
  if (failure) return <Unopened message={failure.message} onRetry={open} />
  if (round) return <End round={round} scope={scope} />
  return (
    <p role="status" className="flex items-center gap-3 py-6 text-ink-soft">
      <Spinner className="size-5" />
      {scope === 'break' ? 'Looking through what you asked…' : 'Getting your cards…'}
    </p>
  )
}

function Unopened({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <FormMessage
      title="Couldn’t get your cards"
      action={
        <Button size="sm" variant="secondary" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {message}
    </FormMessage>
  )
}

type CardProps = { card: AskedCard; state: Play; onReveal: () => void; onGrade: (rating: Rating) => void }

function CardInPlay({ card, state, onReveal, onGrade }: CardProps) {
  const { at, round, isRevealed, sending, failure } = state
  const nextRef = useFocusOnNext(isRevealed)
  const failed = failure?.rating
  return (
    <div className="grid gap-5">
      <p className="-mt-3 text-sm text-ink-faint tabular-nums">
        {at + 1} of {round?.cards.length}
      </p>
      <div aria-live="polite" className="grid gap-4">
        <p dir="auto" className="font-serif text-xl wrap-anywhere whitespace-pre-line text-ink">
          {card.question}
        </p>
        {isRevealed ? (
          <p dir="auto" className="border-t border-line pt-4 text-lg wrap-anywhere whitespace-pre-line text-ink">
            {card.answer}
          </p>
        ) : null}
      </div>
      {failure && failed ? (
        <FormMessage
          title="Couldn’t save that"
          action={
            <Button size="sm" variant="secondary" onClick={() => onGrade(failed)}>
              Try again
            </Button>
          }
        >
          {failure.message}
        </FormMessage>
      ) : null}
      {isRevealed ? (
        <Grades ref={nextRef} card={card} sending={sending} onGrade={onGrade} />
      ) : (
        <Button ref={nextRef as RefObject<HTMLButtonElement | null>} size="lg" onClick={onReveal}>
          Show answer
          <Kbd
            aria-hidden="true"
            className="border-current bg-transparent text-inherit max-sm:hidden pointer-coarse:hidden"
          >
            Space
          </Kbd>
        </Button>
      )}
    </div>
  )
}

/** The focus goes along with what is to be done next: to the answer's button, and from there to the grades. */
function useFocusOnNext(isRevealed: boolean): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another element has the ref then
  useEffect(() => ref.current?.focus(), [isRevealed])
  return ref
}

type GradesProps = {
  ref: RefObject<HTMLElement | null>
  card: AskedCard
  sending: Rating | null
  onGrade: (rating: Rating) => void
}

/** Not one of them has the focus by itself: a second press of Space would be a grade. */
function Grades({ ref, card, sending, onGrade }: GradesProps) {
  return (
    <fieldset
      ref={ref as RefObject<HTMLFieldSetElement | null>}
      tabIndex={-1}
      className="grid grid-cols-2 gap-2 rounded-md outline-none sm:grid-cols-4"
    >
      <legend className="mb-2 text-sm text-ink-soft">How well did you know it?</legend>
      {ratings.map((rating, index) => (
        <Button
          key={rating}
          variant="secondary"
          pending={sending === rating}
          onClick={() => onGrade(rating)}
          className="h-auto min-h-16 flex-col gap-0.5 py-2"
        >
          <span className="grid justify-items-center">
            <span className="flex items-center gap-1.5">
              {ratingNames[rating]}
              <Kbd aria-hidden="true" className="max-sm:hidden pointer-coarse:hidden">
                {index + 1}
              </Kbd>
            </span>
            <span className="text-sm font-normal text-ink-faint">{card.intervals[rating]}</span>
          </span>
        </Button>
      ))}
    </fieldset>
  )
}

function End({ round, scope }: { round: RecallRound; scope: RecallScope }) {
  const closeRef = useRef<HTMLButtonElement>(null)
  useEffect(() => closeRef.current?.focus(), [])
  return (
    <div className="grid gap-5">
      <p role="status" className="py-4 font-serif text-xl text-ink">
        {endText(round, scope)}
      </p>
      <DialogClose ref={closeRef} render={<Button className="justify-self-end">Done</Button>} />
    </div>
  )
}

function endText({ cards, making }: RecallRound, scope: RecallScope): string {
  if (cards.length > 0)
    return scope === 'break' ? 'See you at the next break.' : 'That’s all for now. See you next time.'
  if (making === 'failed') return 'No questions came to mind this time. We’ll try again at the next break.'
  if (making === 'limit') return 'That’s enough new questions for today. More tomorrow.'
  return 'Nothing to recall right now. See you at the next break.'
}
