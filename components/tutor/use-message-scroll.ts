'use client'

import { useCallback, useEffect, useRef } from 'react'
import type { TutorStore } from './tutor-store'
import { useAnswerScroll } from './use-answer-scroll'
import { useTutorPart } from './use-tutor'

/** The scroll of the list: whoever asks, or turns to another conversation, is at its end. */
export function useMessageScroll(store: TutorStore) {
  const { ref, toEnd, ...scroll } = useAnswerScroll()
  const list = useRef<HTMLElement | null>(null)
  const conversationId = useTutorPart(store, (state) => state.conversationId)
  const asked = useTutorPart(store, ({ run }) => (run?.phase === 'sending' ? run.id : 0))

  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the moments
  useEffect(toEnd, [conversationId, asked, toEnd])

  const setBox = useCallback(
    (element: HTMLDivElement | null) => {
      list.current = element
      ref(element)
    },
    [ref],
  )

  /** Loads history above without moving what is being read. */
  const keepPlace = useCallback(async (load: () => Promise<void>) => {
    const before = list.current
    const fromEnd = before ? before.scrollHeight - before.scrollTop : 0
    await load()
    requestAnimationFrame(() => {
      if (list.current) list.current.scrollTop = list.current.scrollHeight - fromEnd
    })
  }, [])

  return { ...scroll, setBox, toEnd, keepPlace }
}
