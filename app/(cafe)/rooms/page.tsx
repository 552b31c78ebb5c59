import type { Metadata } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/components/frame/page-header'
import { RoomCard } from '@/components/rooms/room-card'
import { RoomFilters } from '@/components/rooms/room-filters'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/accounts/viewer'
import { listRooms } from '@/lib/rooms/browse-queries'
import { type BrowseRoomsInput, browseRoomsSchema } from '@/lib/rooms/schemas'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Rooms' }

export default async function RoomsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const viewer = await requireViewer(routes.rooms)
  const wanted = browseRoomsSchema.parse(await searchParams)
  const { rooms, total, page, pages } = await listRooms(viewer, wanted, new Date())
  return (
    <>
      <PageHeader
        title="Rooms"
        description="Pull up a chair, or open a room of your own."
        actions={
          <>
            <Button variant="secondary" render={<Link href={routes.join} />}>
              Join by code
            </Button>
            <Button render={<Link href={routes.newRoom} />}>New room</Button>
          </>
        }
      />
      <RoomFilters wanted={wanted} />
      <p role="status" className="sr-only">
        {total === 1 ? '1 room found' : `${total} rooms found`}
      </p>
      {rooms.length > 0 ? (
        <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {rooms.map((room) => (
            <li key={room.code} className="grid">
              <RoomCard room={room} />
            </li>
          ))}
        </ul>
      ) : (
        <Panel>
          <NoRooms isFiltered={isFiltered(wanted)} />
        </Panel>
      )}
      <Pagination page={page} pages={pages} href={(other) => routes.browseRooms({ ...wanted, page: other })} />
    </>
  )
}

const isFiltered = ({ q, subject, seat }: BrowseRoomsInput) => q !== '' || subject !== undefined || seat

function NoRooms({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState
      title="Nothing matches"
      description="Try fewer words, or every subject."
      action={
        <Button variant="secondary" render={<Link href={routes.rooms} />}>
          Show all rooms
        </Button>
      }
    />
  ) : (
    <EmptyState
      title="No rooms open right now"
      description="Open a room and others can find it here."
      action={<Button render={<Link href={routes.newRoom} />}>Open a room</Button>}
    />
  )
}
