import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/frame/page-header'
import { FeedPanel } from '@/components/planner/feed-panel'
import { MonthView } from '@/components/planner/month-view'
import { PlanDialog } from '@/components/planner/plan-dialog'
import { PlannerBar } from '@/components/planner/planner-bar'
import { WeekView } from '@/components/planner/week-view'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/accounts/viewer'
import { todayOf } from '@/lib/calendar/personal-days'
import { count, formatTime } from '@/lib/format'
import { getPlanner } from '@/lib/planner/queries'
import { nextFullHour, plannerFrom } from '@/lib/planner/rules'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Planner' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function PlannerPage({ searchParams }: Search) {
  const wanted = await searchParams
  const viewer = await requireViewer(routes.planner())
  const now = new Date()
  const page = await getPlanner(viewer, plannerFrom(wanted, todayOf(viewer, now)), now)
  const time = nextFullHour(formatTime(now, viewer.timeZone))
  const planned = page.days.reduce((sum, { plans, isOutside }) => sum + (isOutside ? 0 : plans.length), 0)
  const done = page.days.reduce(
    (sum, { plans, isOutside }) => sum + (isOutside ? 0 : plans.filter(({ isDone }) => isDone).length),
    0,
  )
  return (
    <>
      <PageHeader
        title="Planner"
        description={
          planned > 0
            ? `${count(planned, 'session')} planned this ${page.view}, ${done} done.`
            : `Nothing planned this ${page.view} yet. A set time makes it easier to begin.`
        }
        actions={
          <PlanDialog
            start={{ date: page.today, time }}
            trigger={
              <Button>
                <Plus aria-hidden="true" strokeWidth={1.75} />
                Plan a session
              </Button>
            }
          />
        }
      />
      <Panel as="section" aria-label="Calendar" className="grid gap-4">
        <PlannerBar page={page} />
        {page.view === 'week' ? <WeekView page={page} time={time} /> : <MonthView page={page} />}
      </Panel>
      <Panel as="section" aria-label="Calendar feed" className="grid gap-2">
        <h2 className="text-xl text-ink">In your own calendar</h2>
        <FeedPanel hasFeed={page.hasFeed} />
      </Panel>
    </>
  )
}
