'use client'

import { Layers, PanelLeft, X } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { Sheet } from '@/components/ui/sheet'
import { routes } from '@/lib/routes'
import type { TutorOpening } from '@/lib/tutor/views'
import { ConversationList } from './conversation-list'
import { ClearChat, ConversationTitle, NewConversation } from './panel-bar'
import { TutorPanel } from './tutor-panel'
import type { TutorStore } from './tutor-store'
import { useConversationAddress } from './use-conversation-address'
import { useTutor } from './use-tutor'

/** The tutor on a page of its own: conversations at the side where there is room, the chat in all the height there is. */
export function TutorPage({ opening, viewer }: { opening: TutorOpening; viewer: { id: string; timeZone: string } }) {
  const store = useTutor(opening, viewer.id)
  const show = useConversationAddress(store)
  const box = useRef<HTMLTextAreaElement>(null)
  return (
    <div className="grid h-(--page-height) min-h-72 grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <Panel
        as="aside"
        aria-label="Your conversations"
        className="flex min-h-0 flex-col gap-3 p-4 max-lg:hidden sm:p-4"
      >
        <Places onNew={() => show(null)} />
        <ConversationList store={store} onOpen={show} />
      </Panel>
      <Panel aria-label="Chat" className="flex min-h-0 flex-col p-0 sm:p-0">
        <Bar store={store} onShow={show} />
        <TutorPanel store={store} timeZone={viewer.timeZone} box={box} />
      </Panel>
    </div>
  )
}

function Places({ onNew }: { onNew: () => void }) {
  return (
    <div className="grid justify-items-start gap-1">
      <NewConversation onNew={onNew} />
      <Button variant="ghost" size="sm" render={<Link href={routes.tutorCards} />}>
        <Layers aria-hidden="true" strokeWidth={1.75} />
        Recall cards
      </Button>
    </div>
  )
}

function Bar({ store, onShow }: { store: TutorStore; onShow: (id: string | null) => void }) {
  const router = useRouter()
  return (
    <div className="flex min-w-0 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-glass-line px-4 py-2.5 sm:px-5 [@media(height<32rem)]:py-1">
      <div className="flex min-w-0 flex-1 items-baseline gap-3">
        <h1 className="text-xl text-ink">Tutor</h1>
        <p className="min-w-0 truncate text-sm text-ink-soft max-sm:sr-only">
          <ConversationTitle store={store} fallback="A new conversation" />
        </p>
      </div>
      <ConversationSheet store={store} onShow={onShow} />
      <ClearChat store={store} />
      <Button variant="ghost" size="icon" aria-label="Close" onClick={() => router.push(routes.dashboard)}>
        <X aria-hidden="true" strokeWidth={1.75} />
      </Button>
    </div>
  )
}

/** The conversations on screens without a side. */
function ConversationSheet({ store, onShow }: { store: TutorStore; onShow: (id: string | null) => void }) {
  const [isOpen, setOpen] = useState(false)
  const show = (id: string | null) => {
    setOpen(false)
    onShow(id)
  }
  return (
    <Sheet
      open={isOpen}
      onOpenChange={setOpen}
      title="Conversations"
      trigger={
        <Button variant="ghost" size="icon" aria-label="Conversations" className="lg:hidden">
          <PanelLeft aria-hidden="true" strokeWidth={1.75} />
        </Button>
      }
    >
      <div className="grid gap-3">
        <Places onNew={() => show(null)} />
        <ConversationList store={store} onOpen={show} />
      </div>
    </Sheet>
  )
}
