'use client'

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Timeline } from '@/lib/rooms/messages/timeline'

/** Closer to the end than this counts as being there, in pixels. */
const nearEndPx = 80

const isNearEnd = (box: HTMLElement) => box.scrollHeight - box.scrollTop - box.clientHeight < nearEndPx

/** Where the line above the unread stands on entering: so much of the box is above it, for what came before. */
const aboveLine = 0.3

/**
 * Begins where the unread begin, or at the end. Follows the newest line while the reader is at it; leaves somebody who
 * reads further up where they are, and counts what they have not seen.
 * @param unreadCount how many were unread when the page was opened
 */
export function useChatScroll({ messages, pending }: Timeline, unreadCount: number, viewerId: string) {
  const ref = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [unseen, setUnseen] = useState(0)
  const lastSeq = messages.at(-1)?.seq ?? 0
  const seen = useRef(lastSeq)

  const toEnd = useCallback(() => {
    const box = ref.current
    if (box) box.scrollTop = box.scrollHeight
    isAtEnd.current = true
    setUnseen(0)
  }, [])

  const first = useRef(unreadCount)
  useLayoutEffect(() => {
    const box = ref.current
    const line = box?.querySelector<HTMLElement>('[data-unread-line]')
    if (!box || !line) return
    box.scrollTop += line.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight * aboveLine
    isAtEnd.current = isNearEnd(box)
    setUnseen(isAtEnd.current ? 0 : first.current)
  }, [])

  useLayoutEffect(() => {
    if (pending.length > 0) toEnd()
  }, [pending.length, toEnd])

  useLayoutEffect(() => {
    if (isAtEnd.current) toEnd()
    else {
      const since = seen.current
      const fresh = messages.filter(({ seq, author, isHidden }) => seq > since && !isHidden && author?.id !== viewerId)
      setUnseen((before) => before + fresh.length)
    }
    seen.current = lastSeq
  }, [lastSeq, messages, viewerId, toEnd])

  useEffect(() => {
    // A keyboard, a banner or a taller composer takes room away: the newest line stays in sight.
    const watcher = new ResizeObserver(() => isAtEnd.current && toEnd())
    if (ref.current) watcher.observe(ref.current)
    return () => watcher.disconnect()
  }, [toEnd])

  const onScroll = useCallback(() => {
    const box = ref.current
    if (!box) return
    isAtEnd.current = isNearEnd(box)
    if (isAtEnd.current) setUnseen(0)
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

  return { ref, onScroll, unseen, toEnd, keepPlace }
}
