'use client'

import { Check, Pencil, Trash2 } from 'lucide-react'
import { useOptimistic, useTransition } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { toast } from '@/components/ui/toast'
import { formatNumber } from '@/lib/format'
import { removePlanAction, restorePlanAction, tickPlanAction } from '@/lib/planner/actions'
import type { Plan } from '@/lib/planner/queries'
import { categoryNames } from '@/lib/planner/rules'
import { categoryMarks } from './category-marks'
import { PlanDialog } from './plan-dialog'

/** A plan in the week: when, what, done or not; change it, take it away. */
export function PlanCard({ plan }: { plan: Plan }) {
  const [isDone, setDone] = useOptimistic(plan.isDone)
  const [, startTransition] = useTransition()

  function tick() {
    startTransition(async () => {
      setDone(!isDone)
      const result = await callAction(tickPlanAction, { id: plan.id, isDone: !isDone })
      if (!result.ok) return void toast({ title: result.message, tone: 'danger' })
      const { achievements, levelReached } = result.data
      for (const badge of achievements)
        toast({ title: badge.name, description: `${badge.description} +${formatNumber(badge.xp)} XP`, tone: 'success' })
      if (levelReached !== null)
        toast({ title: `Level ${levelReached}`, description: 'Planned and done counts, too.', tone: 'success' })
    })
  }

  async function remove() {
    const result = await callAction(removePlanAction, { id: plan.id })
    toast(
      result.ok
        ? { title: 'Plan deleted', description: plan.title, action: { label: 'Undo', onPress: restore } }
        : { title: result.message, tone: 'danger' },
    )
  }

  async function restore() {
    const { id, title, category, notes, startsAt, minutes, isDone, remindMinutesBefore } = plan
    const remind = remindMinutesBefore === null ? '' : String(remindMinutesBefore)
    const whole = { id, title, category, notes, startsAt, minutes, isDone, remind }
    const result = await callAction(restorePlanAction, whole)
    if (!result.ok) toast({ title: result.message, tone: 'danger' })
  }

  return (
    <article
      aria-label={plan.title}
      className="glass-raised grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1 rounded-md p-2.5"
    >
      <p className="flex flex-wrap items-center justify-between gap-x-2 text-xs text-ink-faint tabular-nums">
        <span>
          {plan.time} to {plan.endTime}
        </span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className={cn('keeps-colour size-2 rounded-full', categoryMarks[plan.category])} />
          {categoryNames[plan.category]}
        </span>
      </p>
      <h3
        dir="auto"
        className={cn(
          'font-sans text-sm font-medium tracking-normal wrap-anywhere text-ink',
          isDone && 'line-through opacity-75',
        )}
      >
        {plan.title}
      </h3>
      {plan.notes ? (
        <p dir="auto" className="line-clamp-3 text-xs wrap-anywhere whitespace-pre-line text-ink-soft">
          {plan.notes}
        </p>
      ) : null}
      <div className="-mb-1 flex items-center gap-0.5">
        {plan.canBeDone ? (
          <Button
            variant="ghost"
            size="icon"
            aria-pressed={isDone}
            aria-label={isDone ? `Not done: ${plan.title}` : `Done: ${plan.title}`}
            onClick={tick}
            className={cn('-ml-2 size-9', isDone && 'text-success')}
          >
            <span
              aria-hidden="true"
              className={cn(
                'grid size-5 place-items-center rounded-full border',
                isDone ? 'border-success bg-success-soft' : 'border-line',
              )}
            >
              {isDone ? <Check strokeWidth={2.25} className="size-3.5" /> : null}
            </span>
          </Button>
        ) : null}
        <PlanDialog
          plan={plan}
          start={plan}
          trigger={
            <Button variant="ghost" size="icon" aria-label={`Change: ${plan.title}`} className="ml-auto size-9">
              <Pencil aria-hidden="true" strokeWidth={1.75} className="size-4" />
            </Button>
          }
        />
        <Button variant="ghost" size="icon" aria-label={`Delete: ${plan.title}`} onClick={remove} className="size-9">
          <Trash2 aria-hidden="true" strokeWidth={1.75} className="size-4" />
        </Button>
      </div>
    </article>
  )
}
