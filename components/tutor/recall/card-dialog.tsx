'use client'

import { useRouter } from 'next/navigation'
import { type ReactElement, useEffect, useState } from 'react'
import { useFormAction } from '@/components/actions/use-form-action'
import { useFirstError } from '@/components/forms/use-first-error'
import { FormMessage } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import { TextAreaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast'
import { errorOf, typedIn } from '@/lib/form-state'
import { saveCardAction } from '@/lib/tutor/recall/actions'
import type { CardItem } from '@/lib/tutor/recall/views'

type Trigger = ReactElement<Record<string, unknown>>

/** Writes a card of one's own, or changes the words of one. */
export function CardDialog({ trigger, card }: { trigger: Trigger; card?: CardItem }) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      trigger={trigger}
      title={card ? 'Change the card' : 'Add a card'}
      open={open}
      onOpenChange={setOpen}
      className="max-w-lg"
    >
      {open ? <CardForm card={card} onSaved={() => setOpen(false)} /> : null}
    </Dialog>
  )
}

function CardForm({ card, onSaved }: { card: CardItem | undefined; onSaved: () => void }) {
  const router = useRouter()
  const [state, action] = useFormAction(saveCardAction)
  const form = useFirstError(state)
  const savedAt = state.status === 'done' ? state.at : null
  const conflictAt = state.status === 'error' && state.code === 'conflict' ? state.at : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each saved form
  useEffect(() => {
    if (savedAt === null) return
    toast({ title: card ? 'Card changed' : 'Card added', tone: 'success' })
    onSaved()
  }, [savedAt])
  // The other version comes into the page: the next save knows it, and replaces it on purpose.
  useEffect(() => {
    if (conflictAt !== null) router.refresh()
  }, [conflictAt, router])

  const field = (name: 'question' | 'answer') => ({
    name,
    required: true,
    defaultValue: typedIn(state, name, card?.[name] ?? ''),
    error: errorOf(state, name),
  })
  return (
    <form ref={form} action={action} noValidate className="grid gap-4">
      <input type="hidden" name="id" value={card?.id ?? ''} />
      <input type="hidden" name="updatedAt" value={card?.updatedAt ?? ''} />
      <TextAreaField label="Question" {...field('question')} />
      <TextAreaField label="Answer" {...field('answer')} />
      {state.status === 'error' && Object.keys(state.fields).length === 0 ? (
        <FormMessage>{state.message}</FormMessage>
      ) : null}
      {conflictAt !== null && card && card.updatedAt !== typedIn(state, 'updatedAt') ? (
        <OtherVersion card={card} />
      ) : null}
      <SubmitButton className="justify-self-end">{card ? 'Save card' : 'Add card'}</SubmitButton>
    </form>
  )
}

/** How the card reads now, for somebody who is about to replace it. */
function OtherVersion({ card }: { card: CardItem }) {
  return (
    <div className="grid gap-1 rounded-md bg-wash p-3.5 text-sm text-ink-soft">
      <p className="font-medium text-ink">It reads now:</p>
      <p dir="auto" className="wrap-anywhere whitespace-pre-line">
        {card.question}
      </p>
      <p dir="auto" className="wrap-anywhere whitespace-pre-line">
        {card.answer}
      </p>
    </div>
  )
}
