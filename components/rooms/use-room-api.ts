'use client'

import { useCallback, useLayoutEffect, useRef } from 'react'
import { callServer } from '@/components/actions/call-server'

/** Asks one of the room's routes; `body` makes it a POST. */
export type RoomRequest = <Answer>(path: string, body?: unknown) => Promise<Answer>

/**
 * The questions a room's page asks by itself. On the way out (`isLeaving`) none are asked and those under way are
 * dropped: the server would answer that this person has no business here, which is true and of no use.
 * @throws from `ask`: what {@link callServer} throws; a `DOMException` named AbortError on the way out.
 */
export function useRoomApi(isLeaving: boolean): RoomRequest {
  const gate = useRef<AbortController | null>(null)
  // Before the browser paints, and so before an answer to what was asked meanwhile can arrive.
  useLayoutEffect(() => {
    const controller = new AbortController()
    gate.current = controller
    if (isLeaving) controller.abort()
    return () => controller.abort()
  }, [isLeaving])
  return useCallback((path, body) => callServer(path, body, { signal: gate.current?.signal }), [])
}
