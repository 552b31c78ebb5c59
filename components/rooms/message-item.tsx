'use client'

import { Ban, CornerUpLeft } from 'lucide-react'
import { memo, useEffect, useState } from 'react'
import { cn } from '@/components/ui/cn'
import type { MessageView } from '@/lib/rooms/views'
import { type DraftPlace, readEdit, writeEdit } from './draft-store'
import { MessageBody } from './message-body'
import { EditForm } from './message-edit-form'
import { MessageToolbar } from './message-menus'
import type { MessageTools } from './message-tools'

/**
 * One message with its reactions and, at hand, what can be done with it. Rendered again only when it changes itself: a
 * new message must not cost more the longer the conversation is.
 */
export const MessageItem = memo(function MessageItem({
  message,
  tools,
}: {
  message: MessageView
  tools: MessageTools
}) {
  const [draft, setDraft] = useEditDraft(tools.place, message, tools.viewer.id)
  const isEditing = draft !== null
  const editForm = isEditing ? (
    <EditForm message={message} tools={tools} draft={draft} onWrite={setDraft} onDone={() => setDraft(null)} />
  ) : null
  if (message.isDeleted) {
    return (
      <>
        <p data-seq={message.seq} className="flex items-center gap-1.5 text-sm text-ink-faint italic">
          <Ban aria-hidden="true" className="size-3.5" />
          Message deleted
        </p>
        {editForm}
      </>
    )
  }
  return (
    // Where nothing can be pointed at, the buttons stay, beside the words: no message lies over those of another.
    <div className="group/message relative -mx-2 rounded-sm px-2 py-0.5 focus-within:bg-wash hover:bg-wash [@media(hover:none)]:min-h-8 [@media(hover:none)]:pr-18">
      {message.replyTo ? <ReplyQuote replyTo={message.replyTo} /> : null}
      {editForm ?? (
        // Clipped, because a pile of combining marks would be drawn over the words of others.
        <p
          data-seq={message.seq}
          dir="auto"
          className="overflow-clip wrap-anywhere whitespace-pre-wrap text-ink [overflow-clip-margin:0.25rem]"
        >
          <MessageBody body={message.body} viewerName={tools.viewer.username} />
          {message.editedAt ? <span className="ml-1.5 text-xs text-ink-faint select-none">edited</span> : null}
        </p>
      )}
      <Reactions message={message} tools={tools} />
      {isEditing ? null : (
        <MessageToolbar message={message} handles={tools.handles} onEdit={() => setDraft(message.body)} />
      )}
    </div>
  )
})

function ReplyQuote({ replyTo }: { replyTo: NonNullable<MessageView['replyTo']> }) {
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-sm text-ink-faint">
      <CornerUpLeft aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="sr-only">In reply to</span>
      <span className="max-w-1/2 shrink-0 truncate font-medium">{replyTo.username ?? 'someone'}</span>
      <span dir="auto" className="min-w-0 truncate">
        {replyTo.excerpt || 'a deleted message'}
      </span>
    </p>
  )
}

function Reactions({ message, tools }: { message: MessageView; tools: MessageTools }) {
  if (message.reactions.length === 0) return null
  return (
    <ul aria-label="Reactions" className="mt-1 flex flex-wrap gap-1">
      {message.reactions.map(({ emoji, by }) => {
        const isMine = by.includes(tools.viewer.id)
        const names = by.map((id) => tools.nameOf(id) ?? 'someone who left').join(', ')
        return (
          <li key={emoji}>
            <button
              type="button"
              aria-pressed={isMine}
              aria-label={`${emoji} ${by.length}, by ${names}`}
              title={names}
              onClick={() => void tools.onChange(message.seq, { kind: 'react', emoji, isOn: !isMine })}
              className={cn(
                'inline-flex min-h-7 items-center gap-1 rounded-full border px-2 text-sm tabular-nums',
                isMine ? 'border-accent bg-accent-soft text-accent' : 'border-glass-line text-ink-soft hover:bg-wash',
              )}
            >
              <span aria-hidden="true">{emoji}</span>
              {by.length}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** The words somebody is changing this message to, kept through a reload; null while nobody does. */
function useEditDraft(place: DraftPlace, { seq, author }: MessageView, viewerId: string) {
  const [draft, setDraft] = useState<string | null>(null)
  const isOwn = author?.id === viewerId
  useEffect(() => {
    // Read after the first render, which the server made without them.
    const kept = isOwn ? readEdit(place, seq) : null
    if (kept !== null) setDraft((now) => now ?? kept)
  }, [place, seq, isOwn])
  function change(body: string | null) {
    setDraft(body)
    writeEdit(place, seq, body)
  }
  return [draft, change] as const
}
