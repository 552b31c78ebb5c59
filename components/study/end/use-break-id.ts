'use client'

import { useEffect, useState } from 'react'
import { useDesk, useTimer } from '../desk/desk-context'

/**
 * Which break it is: from the end of a focus session, or the start of a break, until focus begins again; null while there is
 * none. A name that is the same for all of one break.
 */
export function useBreakId(): string | null {
  const { timer } = useDesk()
  const { running } = useTimer()
  const [savedId, setSavedId] = useState<string | null>(null)
  const isFocusing = running !== null && running.kind !== 'break'

  useEffect(
    () =>
      timer.on((event) => {
        if (event.type === 'saved' && event.saved.type === 'focus') setSavedId(event.saved.earned.sessionId)
      }),
    [timer],
  )
  useEffect(() => {
    if (isFocusing) setSavedId(null)
  }, [isFocusing])

  return isFocusing ? null : (savedId ?? running?.id ?? null)
}
