'use client'

import { useEffect, useRef } from 'react'
import { isComposing } from '@/components/ui/composing'
import { type Rating, ratings } from '@/lib/tutor/recall/rules'

type Keys = { reveal: () => void; grade: (rating: Rating) => void }

/** Space shows the answer, 1 to 4 grade it, wherever in the dialog the focus is. */
export function useRecallKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      if (isComposing(event)) return
      const rating = ratings[Number(event.key) - 1]
      // On a button, Space presses that one.
      const isReveal = event.key === ' ' && !(event.target instanceof Element && event.target.closest('button, a'))
      if (!rating && !isReveal) return
      event.preventDefault()
      if (rating) latest.current.grade(rating)
      else latest.current.reveal()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
