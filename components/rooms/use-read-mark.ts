'use client'

import { useEffect, useRef } from 'react'
import { routes } from '@/lib/routes'
import type { RoomRequest } from './use-room-api'

/** Reading a burst of messages is one note, in milliseconds. */
const noteAfterMs = 1_000

/** Tells the server how far the viewer has read: only what was on a visible screen counts. */
export function useReadMark(
  code: string,
  request: RoomRequest,
  lastSeq: number,
  alreadyRead: number,
  hasUnseen: boolean,
): void {
  const noted = useRef(alreadyRead)
  useEffect(() => {
    if (hasUnseen || lastSeq <= noted.current) return
    const note = () => {
      if (document.hidden || lastSeq <= noted.current) return
      noted.current = lastSeq
      // Lost: the next message, or the next visit, notes it again.
      request(routes.roomRead(code), { seq: lastSeq }).catch(() => {})
    }
    const timer = setTimeout(note, noteAfterMs)
    document.addEventListener('visibilitychange', note)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', note)
    }
  }, [code, request, lastSeq, hasUnseen])
}
