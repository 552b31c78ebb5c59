'use client'

import { useEffect, useMemo, useRef } from 'react'
import { Refused } from '@/components/actions/call-server'
import { coalesce } from '@/lib/coalesce'
import type { RoomState } from '@/lib/rooms/views'
import { routes } from '@/lib/routes'
import { noteInside } from './last-room'
import type { RoomRequest } from './use-room-api'

/**
 * Loads the page again, as somebody who opens it now gets it: the preview of the room, or a 404. Nothing of the room stays
 * in memory, which a refresh in place would not guarantee.
 */
function comeInAgain(): void {
  noteInside(window.location.pathname)
  window.location.reload()
}

/** Not a member any more, or not logged in. */
const isShutOut = ({ code }: Refused) => code === 'not-found' || code === 'unauthenticated' || code === 'unverified'

/** Asks for the room and its people again, one request at a time; a call meanwhile makes it ask once more. */
export function useRoomReload(
  code: string,
  request: RoomRequest,
  onState: (state: RoomState) => void,
): () => Promise<void> {
  const latest = useRef(onState)
  useEffect(() => {
    latest.current = onState
  })
  const reload = useMemo(
    () =>
      coalesce(async () => {
        try {
          latest.current(await request<RoomState>(routes.roomState(code)))
        } catch (error) {
          // No network, or too many questions: the next connection asks again.
          if (error instanceof Refused && isShutOut(error)) comeInAgain()
        }
      }),
    [code, request],
  )
  useRegularCheck(reload)
  return reload
}

/** How often a page in view asks for the room without being told to, in milliseconds. */
const checkEveryMs = 60_000

/**
 * An event may be lost, and the word that the channel moved is one: whoever misses it sits in silence. So the room is asked
 * for now and then, and whenever the page comes back into view.
 */
function useRegularCheck(reload: () => Promise<void>): void {
  useEffect(() => {
    const check = () => document.visibilityState === 'visible' && void reload()
    const interval = setInterval(check, checkEveryMs)
    document.addEventListener('visibilitychange', check)
    return () => {
      clearInterval(interval)
      document.removeEventListener('visibilitychange', check)
    }
  }, [reload])
}
