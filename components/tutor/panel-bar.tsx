'use client'

import { Eraser, SquarePen } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { toastFailure } from '@/components/actions/toast-failure'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import type { TutorStore } from './tutor-store'
import { useTutorPart } from './use-tutor'

/** "Clear chat", which asks first. */
export function ClearChat({ store }: { store: TutorStore }) {
  const isEmpty = useTutorPart(store, ({ messages, conversationId }) => messages.length === 0 || !conversationId)

  async function clear() {
    const failure = await store.clear()
    if (failure) toastFailure('Couldn’t clear the chat', failure)
  }

  return (
    <AlertDialog
      trigger={
        <Button variant="ghost" size="sm" disabled={isEmpty}>
          <Eraser aria-hidden="true" strokeWidth={1.75} />
          Clear chat
        </Button>
      }
      title="Clear this chat?"
      description="Everything said in it is deleted. Your other conversations stay."
      confirmLabel="Clear chat"
      onConfirm={clear}
    />
  )
}

/** "New conversation". */
export function NewConversation({ onNew }: { onNew: () => void }) {
  return (
    <Button variant="ghost" size="sm" onClick={onNew}>
      <SquarePen aria-hidden="true" strokeWidth={1.75} />
      New conversation
    </Button>
  )
}

/** The title of the conversation that is shown. */
export function ConversationTitle({ store, fallback }: { store: TutorStore; fallback: ReactNode }) {
  const shownId = useTutorPart(store, ({ conversationId }) => conversationId)
  const listed = useTutorPart(
    store,
    ({ conversations, conversationId }) => conversations.find(({ id }) => id === conversationId)?.title,
  )
  // A list that is searched may lack the conversation that is shown.
  const [known, setKnown] = useState<{ id: string | null; title: string } | null>(null)
  if (listed && (known?.id !== shownId || known.title !== listed)) setKnown({ id: shownId, title: listed })
  const title = listed ?? (shownId && known?.id === shownId ? known.title : null)
  return title ? <bdi>{title}</bdi> : fallback
}
