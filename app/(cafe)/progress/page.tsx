import type { Metadata } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/components/frame/page-header'
import { BadgeList } from '@/components/progress/badge-list'
import { FocusChart, HoursChart, PlansKept, WeekCircle, YearHeatmap } from '@/components/progress/progress-charts'
import { RangeForm } from '@/components/progress/range-form'
import { RecentSessions } from '@/components/progress/recent-sessions'
import { ShareList } from '@/components/progress/share-list'
import { LevelCard, StreakCard, TodayCard, WeekCard } from '@/components/progress/stat-cards'
import { Button } from '@/components/ui/button'
import { requireViewer } from '@/lib/accounts/viewer'
import { todayOf } from '@/lib/calendar/personal-days'
import { getProgress } from '@/lib/progress/queries'
import { lastSevenDays, rangeFrom, rangeProblem } from '@/lib/progress/rules'
import { routes } from '@/lib/routes'
import { creditRoomsOf } from '@/lib/study/earning/room-credit'

export const metadata: Metadata = { title: 'Progress' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ProgressPage({ searchParams }: Search) {
  const wanted = await searchParams
  const viewer = await requireViewer(routes.progress())
  const now = new Date()
  const today = todayOf(viewer, now)
  const range = rangeFrom(wanted, today)
  await creditRoomsOf(viewer.id, now)
  const page = await getProgress(viewer, range, now)
  const isDefault = range.from === lastSevenDays(today).from && range.to === today
  return (
    <>
      <PageHeader
        title="Progress"
        description="Everything you studied, exactly as it happened."
        actions={
          <Button variant="secondary" render={<Link href={routes.dashboard} />}>
            Back to the dashboard
          </Button>
        }
      />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <TodayCard today={page.today} />
        <WeekCard week={page.week} />
        <StreakCard streak={page.streak} />
        <LevelCard level={page.level} />
      </div>
      <RangeForm range={range} problem={rangeProblem(wanted, today)} today={today} weekStart={viewer.weekStart} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-stretch gap-4 lg:grid-cols-3">
        <FocusChart page={page} isDefault={isDefault} />
        <WeekCircle week={page.week} />
      </div>
      <YearHeatmap heatmap={page.heatmap} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-stretch gap-4 lg:grid-cols-3">
        <HoursChart byHour={page.byHour} />
        <PlansKept plans={page.plans} />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] items-stretch gap-4 lg:grid-cols-2">
        <ShareList title="By task" shares={page.byTask} what="Pick a task when you start a session." />
        <ShareList title="By room" shares={page.byRoom} what="Rooms you focus in are listed here." />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
        <RecentSessions sessions={page.recent} timeZone={viewer.timeZone} />
        <BadgeList badges={page.badges} timeZone={viewer.timeZone} />
      </div>
    </>
  )
}
