'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { useOwnChannel } from '@/components/realtime/use-own-channel'
import type { TutorEvents } from '@/lib/tutor/events'
import type { TutorOpening } from '@/lib/tutor/views'
import { onReturn, pageTiming } from './page-timing'
import { createDrafts } from './tutor-drafts'
import { tutorServer } from './tutor-server'
import type { TutorState } from './tutor-state'
import { createTutorStore, type TutorStore } from './tutor-store'

/** The tutor of this tab, for as long as the component is there; hears what happens on other screens of the person. */
export function useTutor(opening: TutorOpening, personId: string): TutorStore {
  const [store] = useState(() =>
    createTutorStore(opening, { server: tutorServer, timing: pageTiming, drafts: createDrafts(personId) }),
  )
  useEffect(() => {
    store.start()
    const stop = onReturn(store.check)
    return () => {
      stop()
      store.close()
    }
  }, [store])
  useOwnChannel<TutorEvents>(opening.channel, { 'tutor.changed': store.hear }, store.reload)
  return store
}

/** One part of the state: what reads the draft is not drawn anew with every word of an answer. */
export function useTutorPart<Part>(store: TutorStore, select: (state: TutorState) => Part): Part {
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.get()),
    () => select(store.get()),
  )
}
