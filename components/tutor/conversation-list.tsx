'use client'

import { MoreHorizontal } from 'lucide-react'
import { useId, useState } from 'react'
import { toastFailure } from '@/components/actions/toast-failure'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { TextField } from '@/components/ui/field'
import { createMenuHandle, MenuTrigger } from '@/components/ui/menu'
import { routes } from '@/lib/routes'
import { tutorLimits } from '@/lib/tutor/rules'
import type { ConversationItem } from '@/lib/tutor/views'
import { ConversationMenu } from './conversation-menu'
import type { TutorStore } from './tutor-store'
import { useTutorPart } from './use-tutor'

/** After the last key so long until the list is asked for, in milliseconds. */
const searchAfterMs = 200

/** One's conversations: search, open, and a menu at each. @param onOpen shows one */
export function ConversationList({ store, onOpen }: { store: TutorStore; onOpen: (id: string) => void }) {
  const items = useTutorPart(store, (state) => state.conversations)
  const search = useTutorPart(store, (state) => state.search)
  const shownId = useTutorPart(store, (state) => state.conversationId)
  const hasMore = useTutorPart(store, (state) => state.hasMore)
  const [menu] = useState(() => createMenuHandle<ConversationItem>())
  const headingId = useId()
  return (
    <nav aria-labelledby={headingId} className="flex min-h-0 flex-1 flex-col gap-3">
      <h2 id={headingId} className="sr-only">
        Conversations
      </h2>
      <SearchBox store={store} />
      <ul className="relative -mx-2 grid min-h-0 content-start gap-0.5 overflow-y-auto overscroll-contain px-2">
        {items.map((item) => (
          <li key={item.id} className="group/row relative min-w-0">
            <a
              href={routes.tutor(item.id)}
              aria-current={item.id === shownId ? 'page' : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return
                event.preventDefault()
                onOpen(item.id)
              }}
              className={cn(
                'block min-w-0 rounded-sm border border-transparent py-2.5 pr-11 pl-3 text-ink hover:bg-wash-strong',
                'aria-[current=page]:border-line aria-[current=page]:bg-wash-strong aria-[current=page]:font-medium',
              )}
            >
              <span dir="auto" className="block truncate">
                {item.title}
              </span>
            </a>
            <MenuTrigger
              handle={menu}
              payload={item}
              render={
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`More about “${item.title}”`}
                  className="absolute top-1/2 right-1 size-9 -translate-y-1/2"
                />
              }
            >
              <MoreHorizontal aria-hidden="true" strokeWidth={1.75} />
            </MenuTrigger>
          </li>
        ))}
      </ul>
      {items.length === 0 ? (
        <p className="text-sm text-ink-soft">
          {search ? 'No conversation has these words.' : 'Your conversations will be listed here.'}
        </p>
      ) : null}
      {hasMore ? <MoreButton store={store} /> : null}
      <ConversationMenu handle={menu} store={store} />
    </nav>
  )
}

function SearchBox({ store }: { store: TutorStore }) {
  const [timer] = useState<{ id?: ReturnType<typeof setTimeout> }>({})
  const [searched] = useState(() => store.get().search)

  async function search(words: string) {
    const failure = await store.search(words.trim())
    if (failure) toastFailure('Couldn’t search', failure)
  }

  return (
    <TextField
      type="search"
      label="Search conversations"
      isLabelHidden
      placeholder="Search"
      defaultValue={searched}
      maxLength={tutorLimits.search}
      onChange={({ target: { value } }) => {
        clearTimeout(timer.id)
        timer.id = setTimeout(() => void search(value), searchAfterMs)
      }}
    />
  )
}

function MoreButton({ store }: { store: TutorStore }) {
  const [isLoading, setLoading] = useState(false)

  async function load() {
    setLoading(true)
    const failure = await store.loadMore()
    setLoading(false)
    if (failure) toastFailure('Couldn’t load more conversations', failure)
  }

  return (
    <Button variant="ghost" size="sm" pending={isLoading} onClick={() => void load()}>
      Earlier conversations
    </Button>
  )
}
