'use client'

import { Maximize2 } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { failureOf } from '@/components/actions/failures'
import { pageViewer } from '@/components/actions/page-viewer'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Sheet } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { useMediaQuery } from '@/components/ui/use-media-query'
import { routes } from '@/lib/routes'
import type { TutorOpening } from '@/lib/tutor/views'
import { ClearChat, ConversationTitle, NewConversation } from './panel-bar'
import { TutorPanel } from './tutor-panel'
import { tutorServer } from './tutor-server'
import type { TutorStore } from './tutor-store'
import { useTutor, useTutorPart } from './use-tutor'

/**
 * The tutor beside any page. Loads when it is first opened and stays with the page: an answer goes on while it is closed,
 * and is there when it is opened again.
 */
export default function TutorDrawer({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  const { opening, problem, load } = useOpening(isOpen)
  const [store, setStore] = useState<TutorStore | null>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  return (
    <>
      {opening ? <KeepTutor opening={opening} onStore={setStore} /> : null}
      <Drawer isOpen={isOpen} onOpenChange={onOpenChange} box={box}>
        {store ? <Opened store={store} box={box} onLeave={() => onOpenChange(false)} /> : null}
        {problem ? <OpeningProblem problem={problem} onRetry={load} /> : null}
        {store || problem ? null : <OpeningSkeleton />}
      </Drawer>
    </>
  )
}

/** Stands beside the drawer, whose content comes and goes: the tutor stays. */
function KeepTutor({ opening, onStore }: { opening: TutorOpening; onStore: (store: TutorStore) => void }): null {
  const store = useTutor(opening, pageViewer() ?? '')
  useEffect(() => onStore(store), [store, onStore])
  return null
}

function OpeningProblem({ problem, onRetry }: { problem: string; onRetry: () => void }) {
  return (
    <div className="px-6">
      <Callout
        role="alert"
        tone="warning"
        title="Couldn’t open the tutor"
        action={
          <Button size="sm" variant="secondary" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        {problem}
      </Callout>
    </div>
  )
}

/** What the tutor begins with, asked for when the drawer is first opened. */
function useOpening(isOpen: boolean) {
  const [opening, setOpening] = useState<TutorOpening | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const load = useCallback(() => {
    setProblem(null)
    tutorServer.opening().then(setOpening, (error: unknown) => setProblem(failureOf(error).message))
  }, [])
  useEffect(() => {
    if (isOpen && !opening) load()
  }, [isOpen, opening, load])
  return { opening, problem, load }
}

function Opened({
  store,
  box,
  onLeave,
}: {
  store: TutorStore
  box: RefObject<HTMLTextAreaElement | null>
  onLeave: () => void
}) {
  const [timeZone] = useState(() => new Intl.DateTimeFormat().resolvedOptions().timeZone)
  // A phone's keyboard does not come up by itself.
  useEffect(() => {
    if (window.matchMedia('(any-pointer: fine)').matches) box.current?.focus()
  }, [box])
  return (
    <>
      <Bar store={store} onLeave={onLeave} />
      <TutorPanel store={store} timeZone={timeZone} box={box} />
    </>
  )
}

function Drawer({
  isOpen,
  onOpenChange,
  box,
  children,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  box: RefObject<HTMLTextAreaElement | null>
  children: ReactNode
}) {
  const isDesktop = useMediaQuery('(any-pointer: fine)')
  return (
    <Sheet
      title="Tutor"
      open={isOpen}
      onOpenChange={onOpenChange}
      {...(isDesktop && { initialFocus: box })}
      className="h-[88dvh] md:h-auto md:w-[min(34rem,calc(100vw-6rem))]"
    >
      <div className="absolute inset-0 flex flex-col pb-(--safe-bottom)">{children}</div>
    </Sheet>
  )
}

function Bar({ store, onLeave }: { store: TutorStore; onLeave: () => void }) {
  const id = useTutorPart(store, (state) => state.conversationId)
  return (
    <div className="flex min-w-0 shrink-0 flex-wrap items-center gap-x-1 border-b border-glass-line px-4 pb-2">
      <p className="w-full min-w-0 truncate px-2 text-sm text-ink-soft [@media(height<32rem)]:sr-only">
        <ConversationTitle store={store} fallback="A new conversation" />
      </p>
      <NewConversation onNew={() => void store.open(null)} />
      <ClearChat store={store} />
      <Button
        variant="ghost"
        size="sm"
        className="ml-auto"
        render={<Link href={routes.tutor(id ?? undefined)} onClick={onLeave} />}
      >
        <Maximize2 aria-hidden="true" strokeWidth={1.75} />
        <span className="max-sm:sr-only">Full page</span>
      </Button>
    </div>
  )
}

function OpeningSkeleton() {
  return (
    <div className="grid gap-5 px-6">
      <p role="status" className="sr-only">
        Opening the tutor
      </p>
      <Skeleton className="h-9 w-2/3" />
      <Skeleton className="ml-auto h-14 w-3/5" />
      <Skeleton className="h-28 w-4/5" />
    </div>
  )
}
