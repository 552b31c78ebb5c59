'use client'

import { type FormEvent, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { insertText } from '@/components/ui/insert-text'
import type { MessageView } from '@/lib/rooms/views'
import { EmojiButton } from './emoji-button'
import { LengthNote, lengthLeft, MessageBox, noteId } from './message-box'
import type { MessageTools } from './message-tools'

const deletedMeanwhile = 'This message has been deleted. Copy your words if you still need them.'

/** Changes the words of a message. Closes when they are saved; refused, they stay here with the reason beside them. */
export function EditForm({
  message,
  tools,
  draft,
  onWrite,
  onDone,
}: {
  message: MessageView
  tools: MessageTools
  draft: string
  onWrite: (body: string) => void
  onDone: () => void
}) {
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, setIsSaving] = useState(false)
  const left = lengthLeft(draft)

  async function save(event?: FormEvent) {
    event?.preventDefault()
    if (isSaving || left < 0) return
    if (message.isDeleted) return setProblem(deletedMeanwhile)
    if (!draft.trim()) return setProblem('Write something, or delete the message.')
    if (draft === message.body) return onDone()
    setProblem(null)
    setIsSaving(true)
    const refusal = await tools.onEdit(message.seq, draft)
    setIsSaving(false)
    if (refusal === null) onDone()
    else setProblem(refusal)
  }

  const described = [problem ? `${id}-problem` : undefined, noteId(`${id}-left`, left)].filter(Boolean).join(' ')
  return (
    <form onSubmit={save} className="relative grid grid-cols-[minmax(0,1fr)] gap-1.5 py-1">
      <MessageBox
        id={id}
        box={box}
        people={tools.others}
        value={draft}
        onWrite={onWrite}
        onEnter={() => void save()}
        onEscape={onDone}
        autoFocus
        readOnly={isSaving}
        aria-label="Edit message"
        aria-invalid={problem !== null || left < 0 || undefined}
        aria-describedby={described || undefined}
      />
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="text-sm text-danger">
          {problem}
        </p>
      ) : null}
      <LengthNote id={`${id}-left`} left={left} />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" size="sm" pending={isSaving}>
          Save
        </Button>
        <Button size="sm" variant="ghost" onClick={onDone}>
          Cancel
        </Button>
        <EmojiButton
          label="Emoji for this message"
          className="size-9"
          onPick={(emoji) => box.current && insertText(box.current, emoji)}
        />
      </div>
    </form>
  )
}
