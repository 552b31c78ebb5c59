import type { Metadata } from 'next'
import { PageHeader } from '@/components/frame/page-header'
import { GoalHistory, GoalProgress } from '@/components/progress/goal-progress'
import { GoalsForm } from '@/components/progress/goals-form'
import { RestDaysForm } from '@/components/progress/rest-days-form'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/accounts/viewer'
import { getGoals } from '@/lib/progress/goals'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Goals' }

export default async function GoalsPage() {
  const viewer = await requireViewer(routes.goals)
  const { goals, restWeekdays, history } = await getGoals(viewer, new Date())
  const targetOf = (kind: string) => goals.find((goal) => goal.kind === kind)?.target ?? null
  const weeklyMinutes = targetOf('weekly-minutes')
  return (
    <>
      <PageHeader title="Goals" description="Change them whenever you like. Past weeks keep the goals they had." />
      <div className="grid gap-4 md:grid-cols-3">
        {goals.map((goal) => (
          <GoalProgress key={goal.kind} goal={goal} />
        ))}
      </div>
      <Panel as="section" aria-label="Set goals" className="grid gap-4">
        <h2 className="text-xl text-ink">What you are aiming for</h2>
        <GoalsForm
          weeklyHours={weeklyMinutes === null ? null : Math.round(weeklyMinutes / 60)}
          dailyMinutes={targetOf('daily-minutes')}
          weeklySessions={targetOf('weekly-sessions')}
        />
      </Panel>
      <Panel as="section" aria-label="Rest days" className="grid gap-2">
        <h2 className="text-xl text-ink">Rest days</h2>
        <p className="text-ink-soft">
          Skipping these weekdays doesn’t break your streak. Every seven streak days also earn a freeze, which saves one
          missed day automatically. You can hold two.
        </p>
        <RestDaysForm chosen={restWeekdays} />
      </Panel>
      <GoalHistory history={history} />
    </>
  )
}
