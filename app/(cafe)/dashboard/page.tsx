import type { Metadata } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/components/frame/page-header'
import { LevelCard, NextPlanCard, StreakCard, TodayCard, WeekCard } from '@/components/progress/stat-cards'
import { RoomCard } from '@/components/rooms/room-card'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/accounts/viewer'
import { getDashboardNumbers } from '@/lib/progress/queries'
import { listMyRooms, listRooms } from '@/lib/rooms/browse-queries'
import { browseRoomsSchema } from '@/lib/rooms/schemas'
import type { RoomCard as Room } from '@/lib/rooms/views'
import { routes } from '@/lib/routes'
import { creditRoomsOf } from '@/lib/study/earning/room-credit'

export const metadata: Metadata = { title: 'Dashboard' }

/** How many rooms to suggest beside one's own. */
const suggestions = 6

export default async function DashboardPage() {
  const viewer = await requireViewer(routes.dashboard)
  const now = new Date()
  // Whoever has just left a room sees its minutes at once.
  await creditRoomsOf(viewer.id, now)
  const [numbers, mine, open] = await Promise.all([
    getDashboardNumbers(viewer, now),
    listMyRooms(viewer, now),
    listRooms(viewer, browseRoomsSchema.parse({ seat: '1' }), now),
  ])
  const others = open.rooms.filter((room) => !room.isMember).slice(0, suggestions)
  return (
    <>
      <PageHeader
        title={`Hello, ${viewer.username}`}
        description="Your corner table is free."
        actions={
          <>
            <Button variant="ghost" render={<Link href={routes.join} />}>
              Join by code
            </Button>
            <Button variant="secondary" render={<Link href={routes.newRoom} />}>
              New room
            </Button>
            <Button render={<Link href={routes.study} />}>Start studying</Button>
          </>
        }
      />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-5">
        <TodayCard today={numbers.today} />
        <WeekCard week={numbers.week} />
        <StreakCard streak={numbers.streak} />
        <LevelCard level={numbers.level} />
        <NextPlanCard next={numbers.next} timeZone={viewer.timeZone} />
      </div>
      {mine.length > 0 ? <RoomShelf title="Your rooms" rooms={mine} /> : null}
      {others.length > 0 ? (
        <RoomShelf title="Rooms with a free seat" rooms={others} />
      ) : (
        <Panel>
          <EmptyState
            title="No rooms open right now"
            description="Open a room and others can find it."
            action={<Button render={<Link href={routes.newRoom} />}>Open a room</Button>}
          />
        </Panel>
      )}
    </>
  )
}

function RoomShelf({ title, rooms }: { title: string; rooms: Room[] }) {
  return (
    <section aria-label={title} className="grid gap-3">
      <h2 className="glass w-fit rounded-full px-4 py-1 text-lg text-ink">{title}</h2>
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {rooms.map((room) => (
          <li key={room.code} className="grid">
            <RoomCard room={room} />
          </li>
        ))}
      </ul>
    </section>
  )
}
