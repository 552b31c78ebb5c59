'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef } from 'react'
import { newConversation, routes } from '@/lib/routes'
import type { TutorStore } from './tutor-store'
import { useTutorPart } from './use-tutor'

/**
 * Keeps the address and the conversation that is shown the same: back and forward move through conversations, and a new
 * one has its address once it is there. Nothing is loaded anew for it.
 */
export function useConversationAddress(store: TutorStore): (id: string | null) => void {
  const wanted = useSearchParams().get('conversation')
  const shownId = useTutorPart(store, (state) => state.conversationId)
  const latest = useRef(wanted)

  useEffect(() => {
    latest.current = wanted
    if (wanted === null) return
    const id = wanted === newConversation ? null : wanted
    if (id !== store.get().conversationId) void store.open(id)
  }, [wanted, store])

  useEffect(() => {
    const address = shownId ?? newConversation
    const isPlain = latest.current === null && shownId === null
    if (isPlain || address === latest.current) return
    window.history.replaceState(null, '', routes.tutor(address))
  }, [shownId])

  return useCallback((id) => window.history.pushState(null, '', routes.tutor(id ?? newConversation)), [])
}
