'use client'

import { type RefObject, useEffect } from 'react'
import { useStore } from '@/components/ui/store'
import { Composer } from './composer'
import { MessageList } from './message-list'
import { TutorNotices } from './tutor-notices'
import { takeTutorDraft, tutorDraft } from './tutor-opening'
import type { TutorStore } from './tutor-store'
import { useTutorPart } from './use-tutor'

/** The conversation and the box below it: fills what it stands in. */
export function TutorPanel({
  store,
  timeZone,
  box,
}: {
  store: TutorStore
  /** Of the person, for the time at which questions come back. */
  timeZone: string
  /** Where one writes. */
  box: RefObject<HTMLTextAreaElement | null>
}) {
  useHandedDraft(store, box)
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <MessageList store={store} box={box} />
      <TutorNotices store={store} />
      <Composer store={store} timeZone={timeZone} box={box} />
      <Announcer store={store} />
    </div>
  )
}

/** Takes what was typed elsewhere for the tutor. A phone's keyboard does not come up by itself. */
function useHandedDraft(store: TutorStore, box: RefObject<HTMLTextAreaElement | null>): void {
  const waiting = useStore(tutorDraft)
  useEffect(() => {
    if (waiting === null) return
    const words = takeTutorDraft()
    const { text } = store.get().draft
    if (words) store.write({ text: text ? `${words}\n${text}` : words })
    if (window.matchMedia('(any-pointer: fine)').matches) box.current?.focus()
  }, [waiting, store, box])
}

/** What a screen reader hears of an answer: that it has begun, and all of it when it is there. */
function Announcer({ store }: { store: TutorStore }) {
  const isUnderWay = useTutorPart(store, (state) => state.run !== null)
  const finished = useTutorPart(store, (state) => state.finished)
  const said = finished ? `The tutor has answered. ${finished.body} ${finished.failure?.message ?? ''}` : ''
  return (
    <p role="status" className="sr-only">
      {isUnderWay ? 'The tutor is answering.' : said}
    </p>
  )
}
