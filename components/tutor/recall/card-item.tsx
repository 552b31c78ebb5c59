'use client'

import { Pencil, Trash2 } from 'lucide-react'
import { callAction } from '@/components/actions/call-action'
import { toastFailure } from '@/components/actions/toast-failure'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { deleteCardAction, restoreCardAction } from '@/lib/tutor/recall/actions'
import type { DeletedCard } from '@/lib/tutor/recall/schemas'
import type { CardItem as Item } from '@/lib/tutor/recall/views'
import { CardDialog } from './card-dialog'

async function restore(deleted: DeletedCard) {
  const result = await callAction(restoreCardAction, deleted)
  if (!result.ok) toastFailure("Couldn't bring the card back", result, { tone: 'danger' })
}

/** A card in the list: what it asks, what the answer is, when it comes back; change it, take it away. */
export function CardItem({ card, due }: { card: Item; due: string }) {
  async function remove() {
    const result = await callAction(deleteCardAction, { id: card.id })
    if (!result.ok) return void toastFailure("Couldn't delete the card", result, { tone: 'danger' })
    toast({
      title: 'Card deleted',
      description: card.question,
      action: { label: 'Undo', onPress: () => restore(result.data) },
    })
  }

  return (
    <article
      aria-label={card.question}
      className="glass-raised flex h-full min-w-0 flex-col gap-2 rounded-lg p-4 pb-2.5"
    >
      <h2
        dir="auto"
        className="font-sans text-base font-medium tracking-normal wrap-anywhere whitespace-pre-line text-ink"
      >
        {card.question}
      </h2>
      <p dir="auto" className="line-clamp-6 wrap-anywhere whitespace-pre-line text-ink-soft">
        {card.answer}
      </p>
      <div className="mt-auto flex items-center gap-0.5 pt-1">
        <Badge tone={card.isDue ? 'accent' : 'neutral'} className="mr-auto">
          Due {due}
        </Badge>
        <CardDialog
          card={card}
          trigger={
            <Button variant="ghost" size="icon" aria-label={`Change: ${card.question}`} className="size-9">
              <Pencil aria-hidden="true" strokeWidth={1.75} className="size-4" />
            </Button>
          }
        />
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Delete: ${card.question}`}
          onClick={remove}
          className="-mr-1.5 size-9"
        >
          <Trash2 aria-hidden="true" strokeWidth={1.75} className="size-4" />
        </Button>
      </div>
    </article>
  )
}
