'use client'

import { Award, Flame, Sparkles, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useStore } from '@/components/ui/store'
import { formatDuration, formatNumber } from '@/lib/format'
import { levelOf, levelProgress } from '@/lib/study/earning/xp'
import type { Result } from '../desk/create-desk'
import { useDesk, useTimer } from '../desk/desk-context'

/** How long the result stays once somebody is there to read it, in milliseconds; longer when there is more to read. */
const stayMs = { plain: 9_000, celebrated: 16_000 }

/** The moment after focus: minutes kept, XP filling up, a level, badges. Waits while focus runs; never takes the focus. */
export function ResultMoment() {
  const { result } = useDesk()
  const { running } = useTimer()
  const shown = useStore(result)
  const isFocusing = running !== null && running.kind !== 'break'
  const isCelebrated = shown !== null && (shown.earned.leveledUp || shown.earned.achievements.length > 0)
  const isOnScreen = shown !== null && !isFocusing
  const isAttended = useAttendance(isOnScreen ? shown.earned.sessionId : null)
  const [isHeld, setIsHeld] = useState(false)

  useEffect(() => {
    if (!isOnScreen || !isAttended || isHeld) return
    const timeout = setTimeout(() => result.set(null), isCelebrated ? stayMs.celebrated : stayMs.plain)
    return () => clearTimeout(timeout)
  }, [isOnScreen, isAttended, isHeld, isCelebrated, result])

  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-[calc(5.5rem+var(--safe-bottom))] z-(--z-overlay) mx-auto grid max-w-md md:bottom-6 lg:right-3 lg:left-auto lg:w-88 xl:right-4 xl:w-100"
    >
      {isOnScreen ? (
        <Card key={shown.earned.sessionId} result={shown} onClose={() => result.set(null)} onHold={setIsHeld} />
      ) : null}
    </div>
  )
}

const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/**
 * True from the first sign of a person after `moment` began: a session often ends while nobody looks, and what it brought
 * is to be seen by whoever comes back. `moment` names what is on the screen; null: nothing.
 */
function useAttendance(moment: string | null): boolean {
  const [attended, setAttended] = useState<string | null>(null)
  useEffect(() => {
    if (moment === null) return
    const stop = new AbortController()
    const note = () => {
      stop.abort()
      setAttended(moment)
    }
    for (const sign of signs) window.addEventListener(sign, note, { passive: true, signal: stop.signal })
    return () => stop.abort()
  }, [moment])
  return moment !== null && attended === moment
}

type CardProps = {
  result: Result
  onClose: () => void /** While it is pointed at or has the focus. */
  onHold: (isHeld: boolean) => void
}

function Card({ result, onClose, onHold }: CardProps) {
  const { earned, xpBefore } = result
  const gained = earned.totalXp - xpBefore
  useEffect(() => () => onHold(false), [onHold])
  return (
    <section
      aria-label="Session saved"
      onPointerEnter={() => onHold(true)}
      onPointerLeave={() => onHold(false)}
      onFocus={() => onHold(true)}
      onBlur={() => onHold(false)}
      className="surface-solid pointer-events-auto relative max-h-[calc(100dvh-11rem)] animate-rise overflow-x-hidden overflow-y-auto rounded-xl p-5"
    >
      {earned.leveledUp ? <div aria-hidden="true" className="study-glow absolute inset-0" /> : null}
      <div className="relative grid gap-3">
        <div className="flex items-start justify-between gap-3">
          <div>
            <h2 className="text-xl text-ink">
              {earned.leveledUp ? `Level ${earned.level}` : `${formatDuration(earned.minutes, 'long')} saved`}
            </h2>
            <p className="text-ink-soft">
              {earned.leveledUp ? `${formatDuration(earned.minutes, 'long')} saved. ` : ''}
              {formatDuration(earned.todayMinutes, 'long')} today.
            </p>
          </div>
          <Button variant="ghost" size="icon" aria-label="Close" className="-mt-1 -mr-2" onClick={onClose}>
            <X aria-hidden="true" strokeWidth={1.75} />
          </Button>
        </div>
        <XpBar xpBefore={xpBefore} xpAfter={earned.totalXp} />
        <div className="flex flex-wrap gap-2">
          <Badge tone="accent">
            <Sparkles aria-hidden="true" strokeWidth={1.75} />+{formatNumber(gained)} XP
          </Badge>
          {earned.streakDays > 0 ? (
            <Badge>
              <Flame aria-hidden="true" strokeWidth={1.75} />
              {earned.streakDays === 1 ? '1 day' : `${earned.streakDays} days`} in a row
            </Badge>
          ) : null}
        </div>
        {earned.achievements.length > 0 ? (
          <ul className="grid gap-2">
            {earned.achievements.map((achievement) => (
              <li key={achievement.id} className="flex animate-rise items-center gap-3 rounded-md bg-accent-soft p-3">
                <Award aria-hidden="true" strokeWidth={1.75} className="size-6 shrink-0 text-accent" />
                <p className="min-w-0 flex-1">
                  <span className="block font-medium text-ink">{achievement.name}</span>
                  <span className="block text-sm text-ink-soft">{achievement.description}</span>
                </p>
                <span className="text-sm font-medium text-accent">+{formatNumber(achievement.xp)}</span>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </section>
  )
}

const fillMs = 1_600

/** The level's bar, filling from what there was to what there is; once round for each level gained. */
function XpBar({ xpBefore, xpAfter }: { xpBefore: number; xpAfter: number }) {
  const barRef = useRef<SVGRectElement>(null)
  const textRef = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    const begun = performance.now()
    let request = 0
    function draw() {
      const part = isStill ? 1 : Math.min(1, (performance.now() - begun) / fillMs)
      const eased = 1 - (1 - part) ** 3
      const xp = xpBefore + (xpAfter - xpBefore) * eased
      const { into, of } = levelProgress(xp)
      barRef.current?.setAttribute('width', `${(100 * into) / of}%`)
      if (textRef.current) textRef.current.textContent = `${levelProgress(Math.round(xp)).into} of ${of} XP`
      if (part < 1) request = requestAnimationFrame(draw)
    }
    draw()
    return () => cancelAnimationFrame(request)
  }, [xpBefore, xpAfter])
  return (
    <div className="grid gap-1.5">
      <p aria-hidden="true" className="flex justify-between text-sm text-ink-faint tabular-nums">
        <span>Level {levelOf(xpAfter)}</span>
        <span ref={textRef} />
      </p>
      <svg aria-hidden="true" className="block h-2 w-full overflow-hidden rounded-full bg-wash-strong">
        <rect ref={barRef} width="0%" height="100%" rx="4" className="fill-accent" />
      </svg>
    </div>
  )
}
