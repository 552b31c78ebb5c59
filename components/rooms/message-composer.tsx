'use client'

import { SendHorizontal, X } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { controlClasses } from '@/components/ui/field'
import type { MessageView } from '@/lib/realtime/events'
import { cleanMessage, roomLimits } from '@/lib/rooms/rules'
import { countCharacters, hasInk } from '@/lib/text'
import { readDraft, writeDraft } from './draft-store'
import { EmojiButton } from './emoji-button'
import { MentionList } from './mention-list'
import { type Mentionable, useMentionOffer } from './use-mention-offer'

/** How many characters before the limit the counter appears. */
const warnBefore = 200

/** Counted as the server counts, and near the limit only: each key asks. */
const charactersLeft = (draft: string): number =>
  roomLimits.message.max -
  (draft.length < roomLimits.message.max - warnBefore ? draft.length : countCharacters(cleanMessage(draft)))

/** While somebody writes, the others hear of it this often, in milliseconds. */
const typingEveryMs = 3_000

/** Where one writes: Enter sends, Shift+Enter makes a new line. What is written survives a reload. */
export function MessageComposer({
  code,
  isMuted,
  people,
  replyTo,
  onCancelReply,
  onSend,
  onTyping,
}: {
  code: string
  isMuted: boolean
  /** Whom one may name: everybody else at the table. */
  people: readonly Mentionable[]
  replyTo: MessageView | null
  onCancelReply: () => void
  onSend: (body: string, options: { replyToSeq?: number | undefined }) => void
  onTyping: () => void
}) {
  const id = useId()
  const [draft, setDraft] = useDraft(code)
  const form = useRef<HTMLFormElement>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const lastTyping = useRef(0)
  const offer = useMentionOffer(box, people, setDraft)
  const left = charactersLeft(draft)
  const isTooLong = left < 0

  useEffect(() => {
    if (replyTo) box.current?.focus()
  }, [replyTo])

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
    offer.close()
    lastTyping.current = 0
    onCancelReply()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (offer.onKeyDown(event)) return
    if (event.key === 'Escape' && replyTo) onCancelReply()
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    form.current?.requestSubmit()
  }

  if (isMuted) {
    return (
      <p role="status" className="border-t border-glass-line p-4 text-center text-sm text-ink-soft">
        The host has muted you for now. You can still read along.
      </p>
    )
  }
  return (
    <form ref={form} onSubmit={submit} className="relative grid gap-1 border-t border-glass-line p-3 sm:p-4">
      <MentionList offer={offer} />
      {replyTo ? (
        <div className="flex min-w-0 items-center gap-2 pl-1 text-sm text-ink-soft">
          <span className="shrink-0">Replying to {replyTo.author?.username ?? 'somebody'}</span>
          <span className="truncate text-ink-faint">{replyTo.body}</span>
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
        <textarea
          id={id}
          ref={box}
          rows={1}
          value={draft}
          onChange={(event) => {
            write(event.target.value)
            offer.look()
          }}
          onSelect={offer.look}
          onBlur={offer.close}
          onKeyDown={onKeyDown}
          {...offer.boxProps}
          placeholder="Say something to the table"
          aria-invalid={isTooLong || undefined}
          aria-describedby={left <= warnBefore ? `${id}-left` : undefined}
          className={cn(controlClasses, 'field-sizing-content max-h-40 min-h-11 resize-none py-2.5')}
        />
        <EmojiButton
          label="Emoji"
          className="size-11 max-sm:hidden"
          onPick={(emoji) => {
            setDraft(`${draft}${emoji}`)
            box.current?.focus()
          }}
        />
        <Button type="submit" size="icon" aria-label="Send" className="size-11">
          <SendHorizontal aria-hidden="true" strokeWidth={1.75} />
        </Button>
      </div>
      {left <= warnBefore ? (
        <p id={`${id}-left`} className={cn('text-right text-xs', isTooLong ? 'text-danger' : 'text-ink-faint')}>
          {isTooLong ? `${-left} characters too many` : `${left} characters left`}
        </p>
      ) : null}
    </form>
  )
}

/** The words being written, kept through a reload; read after the first render, which the server made without them. */
function useDraft(code: string) {
  const [draft, setDraft] = useState('')
  useEffect(() => {
    const kept = readDraft(code)
    if (kept) setDraft((now) => now || kept)
  }, [code])
  function change(text: string) {
    setDraft(text)
    writeDraft(code, text)
  }
  return [draft, change] as const
}
