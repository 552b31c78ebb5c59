'use client'

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Timeline } from '@/lib/rooms/timeline'

/** Closer to the end than this counts as being there, in pixels. */
const nearEndPx = 80

/** Follows the newest line while the reader is at it; leaves somebody who reads further up where they are. */
export function useChatScroll({ messages, pending }: Timeline) {
  const ref = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [hasUnseen, setHasUnseen] = useState(false)
  const lastSeq = messages.at(-1)?.seq ?? 0
  const seen = useRef(lastSeq)

  const toEnd = useCallback(() => {
    const box = ref.current
    if (box) box.scrollTop = box.scrollHeight
    isAtEnd.current = true
    setHasUnseen(false)
  }, [])

  useLayoutEffect(() => {
    if (pending.length > 0) toEnd()
  }, [pending.length, toEnd])

  useLayoutEffect(() => {
    if (isAtEnd.current) toEnd()
    else if (lastSeq > seen.current) setHasUnseen(true)
    seen.current = lastSeq
  }, [lastSeq, toEnd])

  useEffect(() => {
    // A keyboard, a banner or a taller composer takes room away: the newest line stays in sight.
    const watcher = new ResizeObserver(() => isAtEnd.current && toEnd())
    if (ref.current) watcher.observe(ref.current)
    return () => watcher.disconnect()
  }, [toEnd])

  const onScroll = useCallback(() => {
    const box = ref.current
    if (!box) return
    isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearEndPx
    if (isAtEnd.current) setHasUnseen(false)
  }, [])

  /** Loads history above without moving what is being read. */
  const keepPlace = useCallback(async (load: () => Promise<void>) => {
    const box = ref.current
    const fromEnd = box ? box.scrollHeight - box.scrollTop : 0
    await load()
    requestAnimationFrame(() => {
      if (box) box.scrollTop = box.scrollHeight - fromEnd
    })
  }, [])

  return { ref, onScroll, hasUnseen, toEnd, keepPlace }
}
