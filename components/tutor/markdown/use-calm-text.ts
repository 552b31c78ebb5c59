'use client'

import { startTransition, useEffect, useRef, useState } from 'react'

/**
 * The text that is drawn of one that grows. The next is taken when the last one is on the screen: a slow machine leaves out
 * steps instead of falling behind, and typing and scrolling go first.
 */
export function useCalmText(text: string): string {
  const [shown, setShown] = useState(text)
  const drawing = useRef(text)
  useEffect(() => {
    // What was asked for last is still being drawn.
    if (drawing.current !== shown || text === shown) return
    drawing.current = text
    startTransition(() => setShown(text))
  }, [text, shown])
  return shown
}
