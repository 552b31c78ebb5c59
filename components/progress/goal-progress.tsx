import { Panel } from '@/components/ui/panel'
import { Meter } from '@/components/ui/progress'
import { count, formatDay, formatDuration } from '@/lib/format'
import type { GoalProgress as Goal, GoalsPage } from '@/lib/progress/goals'
import { defaultWeeklyMinutes } from '@/lib/progress/rules'

const titles: Record<Goal['kind'], string> = {
  'weekly-minutes': 'Hours this week',
  'daily-minutes': 'Minutes today',
  'weekly-sessions': 'Sessions this week',
}

/** A goal as a bar and a sentence that says whether the pace is right. */
export function GoalProgress({ goal }: { goal: Goal }) {
  const target = goal.target ?? (goal.kind === 'weekly-minutes' ? defaultWeeklyMinutes : null)
  const amount = (value: number) => (goal.kind === 'weekly-sessions' ? count(value, 'session') : formatDuration(value))
  return (
    <Panel as="section" aria-label={titles[goal.kind]} className="grid content-start gap-2">
      <h2 className="text-lg text-ink">{titles[goal.kind]}</h2>
      {target === null ? (
        <p className="text-ink-soft">
          {amount(goal.done)}. <span className="text-ink-faint">No goal set.</span>
        </p>
      ) : (
        <>
          <Meter
            label={amount(goal.done)}
            value={Math.min(goal.done, target)}
            max={target}
            valueText={`of ${amount(target)}`}
            tone={goal.isReached ? 'success' : 'accent'}
          />
          <p className="text-sm text-ink-soft">{formatPace(goal, target, amount)}</p>
        </>
      )}
    </Panel>
  )
}

function formatPace(goal: Goal, target: number, amount: (value: number) => string): string {
  if (goal.isReached) return 'Reached.'
  const left = `${amount(target - goal.done)} to go`
  if (goal.kind === 'daily-minutes') return `${left} today.`
  return goal.ahead >= 0 ? `On track: ${left}.` : `${amount(-goal.ahead)} behind an even pace, ${left}.`
}

const kindNames: Record<string, string> = {
  'weekly-minutes': 'Hours a week',
  'daily-minutes': 'Minutes a day',
  'weekly-sessions': 'Sessions a week',
  'rest-weekdays': 'Rest days',
}

/** Every change of a goal: the past keeps the goal it had. */
export function GoalHistory({ history }: Pick<GoalsPage, 'history'>) {
  if (history.length === 0) return null
  return (
    <Panel as="section" aria-label="History">
      <h2 className="text-xl text-ink">History</h2>
      <ul className="mt-3 grid gap-1.5 text-sm">
        {history.map(({ kind, target, fromDay }) => (
          <li key={`${kind} ${fromDay}`} className="flex flex-wrap justify-between gap-x-4">
            <span className="text-ink">
              {kindNames[kind]}: {formatTarget(kind, target)}
            </span>
            <span className="text-ink-faint">from {formatDay(fromDay, 'long')}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const weekdayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function formatTarget(kind: string, target: number): string {
  if (target === 0) return 'none'
  if (kind === 'rest-weekdays') return weekdayNames.filter((_, index) => (target & (1 << index)) !== 0).join(', ')
  return kind === 'weekly-sessions' ? count(target, 'session') : formatDuration(target)
}
