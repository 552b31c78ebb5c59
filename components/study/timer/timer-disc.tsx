'use client'

import { Pause, Play, SkipForward, Square } from 'lucide-react'
import type { ReactNode } from 'react'
import { newVersion } from '@/components/actions/failures'
import { Button } from '@/components/ui/button'
import { activeTaskOf } from '@/lib/study/tasks/rules'
import { usePreferences, useTasks, useTimer } from '../desk/desk-context'
import { ReloadButton } from '../desk/reload-button'
import { StopDialog } from '../end/stop-dialog'
import { TimerFace } from './timer-face'
import type { TimerSnapshot } from './timer-state'
import type { TimerCommands } from './use-timer-commands'

/** The round glass in the middle: ring, numerals, what is being done, and the buttons that move it. */
export function TimerDisc({
  idleMinutes,
  commands,
  isStopAsked,
  onStopAsked,
}: {
  idleMinutes: number | null
  commands: TimerCommands
  isStopAsked: boolean
  onStopAsked: (isAsked: boolean) => void
}) {
  const timer = useTimer()
  const tasks = useTasks()
  const task = timer.running ? tasks.find(({ id }) => id === timer.running?.taskId) : activeTaskOf(tasks)
  return (
    <div className="glass relative grid aspect-square w-[min(100%,24rem,62dvh)] place-items-center rounded-full lg:w-[min(100%,31rem,68dvh)]">
      <div className="flex w-[78%] flex-col items-center gap-1.5 text-center sm:gap-2.5">
        <p className="text-base font-medium text-ink-soft sm:text-lg">{spokenPhase(timer)}</p>
        <TimerFace idleMinutes={idleMinutes} />
        <p
          dir="auto"
          className="line-clamp-1 min-h-6 max-w-full wrap-anywhere text-base text-ink-soft"
          data-testid="active-task"
        >
          {task?.name ?? ''}
        </p>
        <div className="fades-when-quiet flex min-h-13 items-center justify-center gap-2 pt-1">
          <DiscButtons timer={timer} commands={commands} />
        </div>
        <RoundDots />
      </div>
      <p role="status" className="sr-only">
        {spokenPhase(timer)}
      </p>
      <StopDialog isOpen={isStopAsked} onOpenChange={onStopAsked} />
    </div>
  )
}

/** The buttons of the present phase. */
export function DiscButtons({ timer, commands }: { timer: TimerSnapshot; commands: TimerCommands }) {
  const { phase, pending, running } = timer
  if (phase === 'idle')
    return (
      <Button size="lg" className="min-w-36 rounded-full" pending={pending === 'start'} onClick={commands.start}>
        <Play aria-hidden="true" strokeWidth={1.75} />
        Start
      </Button>
    )
  if (phase === 'due') return <Waiting timer={timer} />
  if (phase === 'overrun') return null
  return (
    <>
      <SmallButton label="Stop" isPending={pending === 'finish'} onPress={commands.stop}>
        <Square aria-hidden="true" strokeWidth={1.75} />
      </SmallButton>
      {phase === 'paused' ? (
        <Button className="min-w-30 rounded-full" pending={pending === 'resume'} onClick={commands.resume}>
          <Play aria-hidden="true" strokeWidth={1.75} />
          Resume
        </Button>
      ) : (
        <Button
          variant="secondary"
          className="min-w-30 rounded-full"
          pending={pending === 'pause'}
          onClick={commands.pause}
        >
          <Pause aria-hidden="true" strokeWidth={1.75} />
          Pause
        </Button>
      )}
      {running?.kind === 'flow' ? null : (
        <SmallButton label="Skip" isPending={pending === 'finish'} onPress={commands.skip}>
          <SkipForward aria-hidden="true" strokeWidth={1.75} />
        </SmallButton>
      )}
    </>
  )
}

function SmallButton({
  label,
  isPending,
  onPress,
  children,
}: {
  label: string
  isPending: boolean
  onPress: () => void
  children: ReactNode
}) {
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={label}
      title={label}
      className="size-11 rounded-full"
      pending={isPending}
      onClick={onPress}
    >
      {children}
    </Button>
  )
}

/** How far the round is: one dot a completed focus session until the long break. */
function RoundDots() {
  const { focusesDone } = useTimer()
  const { longBreakEvery } = usePreferences()
  const done = focusesDone % longBreakEvery
  const words = `${done} of ${longBreakEvery} focus sessions before the long break`
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox={`0 0 ${longBreakEvery * 14} 10`}
      className="fades-when-quiet mt-1 h-2.5 text-accent"
    >
      <title>{words}</title>
      {Array.from({ length: longBreakEvery }, (_, index) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: dots have no identity but their place
          key={index}
          cx={index * 14 + 7}
          cy="5"
          r="3.5"
          fill={index < done ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.25"
        />
      ))}
    </svg>
  )
}

/** The time is up and has to be written down: what that waits for. */
function Waiting({ timer: { isStale, isWaitingForNetwork } }: { timer: TimerSnapshot }) {
  if (isStale)
    return (
      <div className="grid justify-items-center gap-2">
        <p className="text-sm text-ink-soft">{newVersion}</p>
        <ReloadButton />
      </div>
    )
  return (
    <p className="text-sm text-ink-soft">
      {isWaitingForNetwork ? 'No network. Your minutes are safe and will be saved when it is back.' : 'Saving…'}
    </p>
  )
}

/** The phase in words, on the disc and for screen readers. */
function spokenPhase({ phase, running }: TimerSnapshot): string {
  if (!running) return 'Ready'
  const name = { focus: 'Focus', break: 'Break', flow: 'Flow' }[running.kind]
  if (phase === 'paused') return `${name}, paused`
  if (phase === 'due' || phase === 'overrun') return `${name} is over`
  return name
}
