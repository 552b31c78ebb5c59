'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'

/**
 * History: comes by itself when one scrolls up to it, or by pressing. Where the unread begin right below it, it is in
 * sight from the start, and waits until one comes back to it.
 */
export function EarlierMessages({ load, isLineBelow }: { load: () => Promise<void>; isLineBelow: boolean }) {
  const isWaiting = useRef(isLineBelow)
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle')
  const mark = useRef<HTMLDivElement>(null)
  const isLoading = useRef(false)
  const press = useCallback(async () => {
    if (isLoading.current) return
    isLoading.current = true
    setState('loading')
    try {
      await load()
      setState('idle')
    } catch {
      setState('failed')
    } finally {
      isLoading.current = false
    }
  }, [load])
  const latest = useRef(press)
  useEffect(() => {
    latest.current = press
  }, [press])
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting && !isWaiting.current) void latest.current()
      isWaiting.current = false
    })
    if (mark.current) watcher.observe(mark.current)
    return () => watcher.disconnect()
  }, [])
  return (
    <div ref={mark} className="mb-4 grid justify-items-center gap-1">
      <Button variant="ghost" size="sm" pending={state === 'loading'} onClick={() => void press()}>
        Earlier messages
      </Button>
      {state === 'failed' ? (
        <p role="alert" className="text-sm text-danger">
          We couldn’t load earlier messages. Try again in a moment.
        </p>
      ) : null}
    </div>
  )
}
