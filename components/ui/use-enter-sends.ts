'use client'

import { useMediaQuery } from './use-media-query'

/**
 * Does Enter send? On a phone it makes a new line: its keyboard has no Shift+Enter, and the button sends. A tablet with a
 * mouse or touchpad has a real keyboard, too.
 */
export function useEnterSends(): boolean {
  const isCoarse = useMediaQuery('(pointer: coarse)')
  const hasFine = useMediaQuery('(any-pointer: fine)')
  return !isCoarse || hasFine
}
