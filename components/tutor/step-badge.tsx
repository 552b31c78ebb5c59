import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { type Step, steps } from '@/lib/tutor/ladder'

const names: Record<Step, string> = { nudge: 'Nudge', concept: 'Concept', step: 'Step', solution: 'Solution' }

/** How much help an answer gives: four dots, as many filled as the ladder has been climbed. */
export function StepBadge({ step }: { step: Step }) {
  const at = steps.indexOf(step)
  return (
    <Badge>
      <span aria-hidden="true" className="inline-flex gap-0.75">
        {steps.map((name, index) => (
          <span
            key={name}
            className={cn('size-1.5 rounded-full border border-current', index <= at && 'keeps-colour bg-current')}
          />
        ))}
      </span>
      <span className="sr-only">{`Help, step ${at + 1} of ${steps.length}:`} </span>
      {names[step]}
    </Badge>
  )
}
