'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { RoomState } from '@/lib/rooms/views'

/**
 * The room and its people on this screen. `change` puts in their place what it makes of them, at once also for the next
 * event of the same instant; it answers false when its argument answers null: the room has to be asked for.
 * @param onChange what is to be said of a change
 */
export function useRoomState(first: RoomState, onChange: (before: RoomState, after: RoomState) => void) {
  const [state, setState] = useState(first)
  const latest = useRef(first)
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  })
  const change = useCallback((next: (before: RoomState) => RoomState | null): boolean => {
    const before = latest.current
    const after = next(before)
    if (after === null) return false
    if (after === before) return true
    latest.current = after
    setState(after)
    tell.current(before, after)
    return true
  }, [])
  return { ...state, change }
}
