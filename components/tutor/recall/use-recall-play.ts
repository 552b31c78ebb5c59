'use client'

import { useCallback, useEffect, useReducer, useRef } from 'react'
import { callServer } from '@/components/actions/call-server'
import { failureOf } from '@/components/actions/failures'
import { routes } from '@/lib/routes'
import type { Rating, RecallScope } from '@/lib/tutor/recall/rules'
import type { GradedCard, RecallRound } from '@/lib/tutor/recall/views'
import { canGrade, cardOf, opening, type Play, play } from './recall-play'

/** Making new cards takes the provider a while. */
const openTimeoutMs = 40_000

/** A round of recall with the server behind it; begins when the component that plays it is there. */
export function useRecallPlay(scope: RecallScope): {
  state: Play
  reveal: () => void
  grade: (rating: Rating) => void
  /** Asks for the cards again. */
  open: () => void
} {
  const [state, move] = useReducer(play, opening)
  const latest = useRef(state)
  latest.current = state
  const asking = useRef<AbortController>(null)

  const open = useCallback(async () => {
    asking.current?.abort()
    asking.current = new AbortController()
    const { signal } = asking.current
    move({ type: 'asked' })
    try {
      const round = await callServer<RecallRound>(routes.recall, { scope }, { signal, timeoutMs: openTimeoutMs })
      if (!signal.aborted) move({ type: 'opened', round })
    } catch (thrown) {
      if (!signal.aborted) move({ type: 'failed', message: failureOf(thrown).message })
    }
  }, [scope])

  useEffect(() => {
    void open()
    return () => asking.current?.abort()
  }, [open])

  async function grade(rating: Rating) {
    const card = cardOf(latest.current)
    if (!card || !canGrade(latest.current)) return
    // Two presses in one frame are one: the state of the next is not drawn yet.
    latest.current = play(latest.current, { type: 'sent', rating })
    move({ type: 'sent', rating })
    try {
      await callServer<GradedCard>(routes.recallCard(card.id), { rating, reps: card.reps })
      move({ type: 'graded' })
    } catch (thrown) {
      const { code, message } = failureOf(thrown)
      // Deleted elsewhere meanwhile.
      move(code === 'not-found' ? { type: 'graded' } : { type: 'failed', message })
    }
  }

  return { state, reveal: () => move({ type: 'revealed' }), grade, open }
}
