'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

/** Somebody who was last heard typing longer ago than this has stopped, in milliseconds. */
const typingLastsMs = 5_000

/** Who is writing right now, by id: what their browsers say, forgotten by itself. */
export function useTyping() {
  const [ids, setIds] = useState<readonly string[]>([])
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())

  const stopped = useCallback((id: string | undefined) => {
    if (!id || !timers.current.has(id)) return
    clearTimeout(timers.current.get(id))
    timers.current.delete(id)
    setIds([...timers.current.keys()])
  }, [])

  const heard = useCallback(
    (event: string, userId: string) => {
      if (event !== 'client-typing') return
      clearTimeout(timers.current.get(userId))
      timers.current.set(
        userId,
        setTimeout(() => stopped(userId), typingLastsMs),
      )
      setIds([...timers.current.keys()])
    },
    [stopped],
  )

  useEffect(() => {
    const running = timers.current
    return () => {
      for (const timer of running.values()) clearTimeout(timer)
      running.clear()
    }
  }, [])

  return { ids, heard, stopped }
}
