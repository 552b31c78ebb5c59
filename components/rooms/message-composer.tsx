'use client'

import { SendHorizontal, X } from 'lucide-react'
import { type FormEvent, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { insertText } from '@/components/ui/insert-text'
import { excerptOf } from '@/lib/rooms/messages/text'
import type { MessageView } from '@/lib/rooms/views'
import { hasInk } from '@/lib/text'
import { type DraftPlace, readDraft, writeDraft } from './draft-store'
import { EmojiButton } from './emoji-button'
import { LengthNote, lengthLeft, MessageBox, noteId } from './message-box'
import type { Mentionable } from './use-mention-autocomplete'

/** While somebody writes, the others hear of it this often, in milliseconds. */
const typingEveryMs = 3_000

/** What others may do with the box: give words back that could not be sent. */
export type ComposerHandle = { takeBack: (body: string) => void }

/** Where one writes. What is written survives a reload. */
export function MessageComposer({
  ref,
  place,
  isMuted,
  people,
  replyTo,
  onCancelReply,
  onSend,
  onTyping,
}: {
  ref: Ref<ComposerHandle>
  /** Where what is written is kept. */
  place: DraftPlace
  isMuted: boolean
  /** Whom one may name: everybody else at the table. */
  people: readonly Mentionable[]
  replyTo: MessageView | null
  onCancelReply: () => void
  onSend: (body: string, options: { replyToSeq?: number | undefined }) => void
  onTyping: () => void
}) {
  const id = useId()
  const [draft, setDraft] = useDraft(place)
  const form = useRef<HTMLFormElement>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const lastTyping = useRef(Number.NEGATIVE_INFINITY)
  const left = lengthLeft(draft)
  const isTooLong = left < 0

  useEffect(() => {
    if (replyTo) box.current?.focus()
  }, [replyTo])

  useImperativeHandle(ref, () => ({
    takeBack(body) {
      setDraft(draft ? `${body}\n${draft}` : body)
      box.current?.focus()
    },
  }))

  function write(text: string) {
    setDraft(text)
    if (text === '' || performance.now() - lastTyping.current < typingEveryMs) return
    lastTyping.current = performance.now()
    onTyping()
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!hasInk(draft) || isTooLong) return
    onSend(draft, { replyToSeq: replyTo?.seq })
    setDraft('')
    lastTyping.current = Number.NEGATIVE_INFINITY
    onCancelReply()
  }

  if (isMuted) {
    return (
      <p role="status" className="border-t border-glass-line p-4 text-center text-sm text-ink-soft">
        The host has muted you for now. You can still read along.
      </p>
    )
  }
  return (
    <form
      ref={form}
      onSubmit={submit}
      className="relative grid grid-cols-[minmax(0,1fr)] gap-1 border-t border-glass-line p-3 sm:p-4"
    >
      {replyTo ? (
        <div className="flex min-w-0 items-center gap-2 pl-1 text-sm text-ink-soft">
          <span className="max-w-1/2 shrink-0 truncate">Replying to {replyTo.author?.username ?? 'someone'}</span>
          <span dir="auto" className="min-w-0 flex-1 truncate text-ink-faint">
            {replyTo.isDeleted ? 'a deleted message' : excerptOf(replyTo.body)}
          </span>
          <Button
            variant="ghost"
            size="icon"
            aria-label="Cancel reply"
            onClick={onCancelReply}
            className="ml-auto size-7"
          >
            <X aria-hidden="true" />
          </Button>
        </div>
      ) : null}
      <div className="flex items-end gap-2">
        <label htmlFor={id} className="sr-only">
          Message
        </label>
        <MessageBox
          id={id}
          box={box}
          people={people}
          value={draft}
          onWrite={write}
          onEnter={() => form.current?.requestSubmit()}
          onEscape={onCancelReply}
          placeholder="Say something to the table"
          aria-invalid={isTooLong || undefined}
          aria-describedby={noteId(`${id}-left`, left)}
        />
        <EmojiButton
          label="Emoji"
          className="size-11 max-sm:hidden"
          onPick={(emoji) => box.current && insertText(box.current, emoji)}
        />
        <Button type="submit" size="icon" aria-label="Send" className="size-11">
          <SendHorizontal aria-hidden="true" strokeWidth={1.75} />
        </Button>
      </div>
      <LengthNote id={`${id}-left`} left={left} />
    </form>
  )
}

/** The words being written, kept through a reload; read after the first render, which the server made without them. */
function useDraft(place: DraftPlace) {
  const [draft, setDraft] = useState('')
  useEffect(() => {
    const kept = readDraft(place)
    if (kept) setDraft((now) => now || kept)
  }, [place])
  function change(text: string) {
    setDraft(text)
    writeDraft(place, text)
  }
  return [draft, change] as const
}
