'use client'

import { RefreshCw } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { intentText } from '@/lib/tutor/rules'
import { CopyButton } from './copy-button'
import type { TutorStore } from './tutor-store'

/** What can be done with an answer. @param onAgain null where no other one can be written */
export function AnswerTools({ body, onAgain }: { body: string; onAgain: (() => void) | null }) {
  if (body === '' && !onAgain) return null
  return (
    <div className="-ml-3 flex flex-wrap text-ink-faint">
      {body === '' ? null : <CopyButton text={body} label="Copy" />}
      {onAgain ? (
        <Button variant="ghost" size="sm" onClick={onAgain}>
          <RefreshCw aria-hidden="true" strokeWidth={1.75} />
          Write another answer
        </Button>
      ) : null}
    </div>
  )
}

const followUps = [
  { intent: 'more', label: 'More' },
  { intent: 'hint', label: 'Give me a hint' },
  { intent: 'tell', label: 'Just tell me' },
] as const

/** The usual next words to the tutor, at one press. */
export function FollowUps({ store }: { store: TutorStore }) {
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">Go on</legend>
      {followUps.map(({ intent, label }) => (
        <Button
          key={intent}
          variant="secondary"
          size="sm"
          onClick={() => void store.askFor(intent, intentText[intent])}
          className="rounded-full"
        >
          {label}
        </Button>
      ))}
    </fieldset>
  )
}
