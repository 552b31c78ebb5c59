'use client'

import { CircleHelp } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ServerClock } from '@/components/clock/server-clock'
import { Button } from '@/components/ui/button'
import { minQuizMs } from '@/lib/tutor/room-quiz/rules'

/** What anybody may do in a break; gone when too little of it is left. */
export function QuizInvitation({
  clock,
  endsAtMs,
  isStarting,
  onStart,
}: {
  clock: ServerClock
  endsAtMs: number
  isStarting: boolean
  onStart: () => void
}) {
  const isLate = useIsLate(clock, endsAtMs - minQuizMs)
  if (isLate) return null
  return (
    <div className="flex items-center justify-between gap-3">
      <p className="min-w-0 text-sm text-ink-soft">A short quiz, from your recall cards.</p>
      <Button size="sm" variant="secondary" pending={isStarting} onClick={onStart}>
        <CircleHelp aria-hidden="true" strokeWidth={1.75} />
        Quiz the table?
      </Button>
    </div>
  )
}

/** Has this moment of the server's clock passed? */
function useIsLate(clock: ServerClock, atMs: number): boolean {
  const [isLate, setIsLate] = useState(() => clock.now() > atMs)
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), Math.max(0, atMs - clock.now()))
    return () => clearTimeout(timer)
  }, [clock, atMs])
  return isLate
}
