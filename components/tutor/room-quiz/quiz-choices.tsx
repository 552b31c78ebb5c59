'use client'

import { Check, X } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { Kbd } from '@/components/ui/kbd'

type Props = {
  choices: readonly string[]
  /** The index of the viewer's own. */
  chosen: number | null
  /** The index of the right one, once it is known. */
  right: number | null
  /** May one be chosen now? */
  isOpen: boolean
  onChoose: (choice: number) => void
}

/** Four big choices; once the right one is known it has a check mark, and the viewer's own wrong one a cross. */
export function QuizChoices({ choices, chosen, right, isOpen, onChoose }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in all browsers
    <div role="group" aria-label="Choices" className="grid grid-cols-2 gap-2">
      {choices.map((choice, index) => (
        <Choice
          // biome-ignore lint/suspicious/noArrayIndexKey: a choice is its place, so that the focus stays where it is
          key={index}
          index={index}
          text={choice}
          isChosen={chosen === index}
          verdict={verdictOn(index, { chosen, right })}
          isOpen={isOpen}
          onChoose={onChoose}
        />
      ))}
    </div>
  )
}

type Verdict = 'right' | 'wrong' | null

function verdictOn(index: number, { chosen, right }: Pick<Props, 'chosen' | 'right'>): Verdict {
  if (right === null) return null
  if (index === right) return 'right'
  return index === chosen ? 'wrong' : null
}

const looks = { right: 'border-success bg-success-soft', wrong: 'border-danger bg-danger-soft' } as const

function Choice({
  index,
  text,
  isChosen,
  verdict,
  isOpen,
  onChoose,
}: {
  index: number
  text: string
  isChosen: boolean
  verdict: Verdict
  isOpen: boolean
  onChoose: (choice: number) => void
}) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      // Not `disabled`, which would throw the focus away.
      aria-disabled={!isOpen}
      onClick={() => isOpen && onChoose(index)}
      className={cn(
        'flex min-h-13 min-w-0 items-start gap-2 rounded-lg border-2 px-2.5 py-1.5 text-left text-ink transition sm:px-3 sm:py-2.5',
        isChosen ? 'border-accent bg-accent-soft' : 'border-glass-line bg-glass-raised',
        isOpen && 'hover:bg-wash-strong active:translate-y-px',
        verdict && looks[verdict],
      )}
    >
      <Mark index={index} verdict={verdict} />
      <span dir="auto" className="min-w-0 flex-1 text-start text-sm wrap-anywhere sm:text-base">
        {text}
      </span>
      {verdict ? (
        <span className="sr-only">{verdict === 'right' ? '(right answer)' : '(your answer, not right)'}</span>
      ) : null}
    </button>
  )
}

function Mark({ index, verdict }: { index: number; verdict: Verdict }) {
  if (verdict === 'right')
    return <Check aria-hidden="true" strokeWidth={2.5} className="mt-0.5 size-5 shrink-0 text-success" />
  if (verdict === 'wrong')
    return <X aria-hidden="true" strokeWidth={2.5} className="mt-0.5 size-5 shrink-0 text-danger" />
  return (
    <Kbd aria-hidden="true" className="shrink-0 max-sm:hidden">
      {index + 1}
    </Kbd>
  )
}
