'use client'

import { Ban, CornerUpLeft } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, memo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { controlClasses } from '@/components/ui/field'
import type { MessageView } from '@/lib/realtime/events'
import type { RoomRole } from '@/lib/rooms/rules'
import { MessageBody } from './message-body'
import { type MessageHandles, MessageToolbar } from './message-menus'
import type { MessageChange } from './use-room-chat'

/** What can be done with a message, and by whom. */
export type MessageTools = {
  viewer: { id: string; username: string }
  role: RoomRole
  handles: MessageHandles
  nameOf: (id: string) => string | undefined
  onReply: (message: MessageView) => void
  onReport: (message: MessageView) => void
  onChange: (seq: number, change: MessageChange) => Promise<void>
}

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
  const [isEditing, setIsEditing] = useState(false)
  if (message.isDeleted) {
    return (
      <p data-seq={message.seq} className="flex items-center gap-1.5 text-sm text-ink-faint italic">
        <Ban aria-hidden="true" className="size-3.5" />
        Message deleted
      </p>
    )
  }
  return (
    // Where nothing can be pointed at, the buttons stay, beside the words: no message lies over those of another.
    <div className="group/message relative -mx-2 rounded-sm px-2 py-0.5 focus-within:bg-wash hover:bg-wash [@media(hover:none)]:min-h-8 [@media(hover:none)]:pr-18">
      {message.replyTo ? <ReplyQuote replyTo={message.replyTo} /> : null}
      {isEditing ? (
        <EditForm message={message} tools={tools} onDone={() => setIsEditing(false)} />
      ) : (
        // Clipped, because a pile of combining marks would be drawn over the words of others.
        <p
          data-seq={message.seq}
          className="overflow-clip break-words whitespace-pre-wrap text-ink [overflow-clip-margin:0.25rem]"
        >
          <MessageBody body={message.body} viewerName={tools.viewer.username} />
          {message.editedAt ? <span className="ml-1.5 text-xs text-ink-faint select-none">edited</span> : null}
        </p>
      )}
      <Reactions message={message} tools={tools} />
      {isEditing ? null : (
        <MessageToolbar message={message} handles={tools.handles} onEdit={() => setIsEditing(true)} />
      )}
    </div>
  )
})

function ReplyQuote({ replyTo }: { replyTo: NonNullable<MessageView['replyTo']> }) {
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-sm text-ink-faint">
      <CornerUpLeft aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="sr-only">In reply to</span>
      <span className="shrink-0 font-medium">{replyTo.username ?? 'somebody'}</span>
      <span className="truncate">{replyTo.excerpt || 'a deleted message'}</span>
    </p>
  )
}

function Reactions({ message, tools }: { message: MessageView; tools: MessageTools }) {
  if (message.reactions.length === 0) return null
  return (
    <ul aria-label="Reactions" className="mt-1 flex flex-wrap gap-1">
      {message.reactions.map(({ emoji, by }) => {
        const isMine = by.includes(tools.viewer.id)
        const names = by.map((id) => tools.nameOf(id) ?? 'somebody who left').join(', ')
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

function EditForm({ message, tools, onDone }: { message: MessageView; tools: MessageTools; onDone: () => void }) {
  const [body, setBody] = useState(message.body)
  function save(event?: FormEvent) {
    event?.preventDefault()
    onDone()
    if (body.trim() && body !== message.body) void tools.onChange(message.seq, { kind: 'edit', body })
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') onDone()
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    save()
  }
  return (
    <form onSubmit={save} className="grid gap-1.5 py-1">
      <textarea
        aria-label="Edit message"
        // biome-ignore lint/a11y/noAutofocus: the person asked to edit just now
        autoFocus
        rows={1}
        value={body}
        onChange={(event) => setBody(event.target.value)}
        onKeyDown={onKeyDown}
        className={cn(controlClasses, 'field-sizing-content max-h-40 min-h-11 resize-none py-2.5')}
      />
      <div className="flex gap-2">
        <Button type="submit" size="sm">
          Save
        </Button>
        <Button size="sm" variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
