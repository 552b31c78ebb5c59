'use client'

import { Square, X } from 'lucide-react'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { tutorLimits } from '@/lib/tutor/rules'
import { LengthNote } from './question-box'
import type { TutorStore } from './tutor-store'
import { useTutorPart } from './use-tutor'

/** "Ask"; while an answer is under way, the way to stop it, in the same place. */
export function AskButton({
  phase,
  onStop,
}: {
  phase: 'idle' | 'sending' | 'streaming' | 'stopping'
  onStop: () => void
}) {
  if (phase === 'idle')
    return (
      <Button key="ask" type="submit">
        Ask
      </Button>
    )
  return (
    <Button key="stop" variant="secondary" pending={phase === 'stopping'} onClick={onStop}>
      <Square aria-hidden="true" className="size-3.5 fill-current" />
      <span className="max-sm:sr-only">Stop answering</span>
    </Button>
  )
}

/** The attempt that goes along: what it says right comes first in the answer. */
export function AttemptBox({ store, attempt }: { store: TutorStore; attempt: string }) {
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        What I tried
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={2}
        value={attempt}
        onChange={(event) => store.write({ attempt: event.target.value })}
        placeholder="Paste or type your steps"
        aria-describedby={`${id}-left`}
        className="field-sizing-content max-h-40 min-h-16 w-full min-w-0 resize-none rounded-md border border-line bg-field px-3.5 py-2 text-base wrap-anywhere text-ink placeholder:text-ink-faint focus-visible:outline-offset-0 [@media(height<32rem)]:max-h-16"
      />
      <LengthNote id={`${id}-left`} text={attempt} max={tutorLimits.attempt} />
    </div>
  )
}

/** The active task goes along, unless it is taken off. */
export function TaskChip({ store }: { store: TutorStore }) {
  const task = useTutorPart(store, (state) => state.task)
  const isOff = useTutorPart(store, (state) => state.draft.isWithoutTask)
  if (!task) return null
  if (isOff)
    return (
      <Button variant="ghost" size="sm" onClick={() => store.write({ isWithoutTask: false })}>
        Add my task
      </Button>
    )
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1 rounded-full bg-accent-soft py-0.5 pr-1 pl-3 text-sm text-ink">
      <span className="min-w-0 truncate">
        Working on: <bdi>{task.name}</bdi>
      </span>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Ask without the task"
        onClick={() => store.write({ isWithoutTask: true })}
        className="size-7 rounded-full"
      >
        <X aria-hidden="true" />
      </Button>
    </span>
  )
}
