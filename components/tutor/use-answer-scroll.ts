'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { canScrollUp, followsAfterMove, isUpKey } from './answer-scroll'

/**
 * For the box in which a conversation scrolls; its words stand in one element in it. Follows the end while the reader is at
 * it. Whoever goes up, by wheel, finger, key or scrollbar, is left exactly where they are at once, and follows again when
 * they come back to the end or press what calls `toEnd`.
 * @returns `ref` for the box; `isAttached` says whether it follows the end; `scrollClass` belongs to the box's classes
 */
export function useAnswerScroll() {
  const [box, ref] = useState<HTMLDivElement | null>(null)
  const [isAttached, setIsAttached] = useState(true)
  const follows = useRef(true)
  const lastTop = useRef(0)

  const attach = useCallback((isFollowing: boolean) => {
    follows.current = isFollowing
    setIsAttached(isFollowing)
  }, [])

  const moveToEnd = useCallback(() => {
    if (!box) return
    box.scrollTop = box.scrollHeight
    lastTop.current = box.scrollTop
  }, [box])

  const toEnd = useCallback(() => {
    attach(true)
    moveToEnd()
  }, [attach, moveToEnd])

  useEffect(() => {
    if (!box) return
    const onResize = () => {
      if (follows.current) moveToEnd()
    }
    // Told between layout and paint: what is added is never seen below the edge first.
    const watcher = new ResizeObserver(onResize)
    watcher.observe(box)
    if (box.firstElementChild) watcher.observe(box.firstElementChild)
    return () => watcher.disconnect()
  }, [box, moveToEnd])

  useEffect(() => (box ? listenForReader(box, { follows, lastTop, attach }) : undefined), [box, attach])

  // While the end is followed, the browser's own anchoring would move the box against it.
  return { ref, isAttached, toEnd, scrollClass: isAttached ? '[overflow-anchor:none]' : '' }
}

type Following = {
  follows: { current: boolean }
  lastTop: { current: number }
  attach: (isFollowing: boolean) => void
}

/** Notes what the reader does with the box. Moves begin some frames after what causes them: the cause is enough. */
function listenForReader(box: HTMLElement, { follows, lastTop, attach }: Following): () => void {
  const stop = new AbortController()
  const options = { passive: true, signal: stop.signal }
  let touchY = 0
  const detach = () => {
    if (follows.current && canScrollUp(box)) attach(false)
  }
  box.addEventListener('wheel', ({ deltaY }) => deltaY < 0 && detach(), options)
  box.addEventListener('touchstart', ({ touches }) => (touchY = touches[0]?.clientY ?? 0), options)
  box.addEventListener(
    'touchmove',
    ({ touches }) => {
      const y = touches[0]?.clientY ?? touchY
      if (y > touchY) detach()
      touchY = y
    },
    options,
  )
  box.addEventListener('keydown', (event) => isUpKey(event) && detach(), options)
  box.addEventListener(
    'scroll',
    () => {
      const isFollowing = followsAfterMove(follows.current, lastTop.current, box)
      lastTop.current = box.scrollTop
      if (isFollowing !== follows.current) attach(isFollowing)
    },
    options,
  )
  return () => stop.abort()
}
