import { Lock, Timer, Users } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Panel } from '@/components/ui/panel'
import { subjects } from '@/lib/rooms/rules'
import type { RoomCard as Card } from '@/lib/rooms/views'
import { routes } from '@/lib/routes'
import { JoinButton } from './join-button'

/** A room in a list: what it is, how full it is, and the way in. */
export function RoomCard({ room }: { room: Card }) {
  const isFull = room.activeMembers >= room.maxMembers
  return (
    <Panel as="article" aria-label={room.name} className="flex flex-col gap-4">
      <div className="grid flex-1 grid-cols-[minmax(0,1fr)] content-start gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <Badge>{subjects[room.subject]}</Badge>
          {room.isLocked ? (
            <Badge tone="warning">
              <Lock aria-hidden="true" />
              Locked
            </Badge>
          ) : null}
          {room.unread > 0 ? <Badge tone="accent">{room.unread} new</Badge> : null}
          {isFull && !room.isMember ? <Badge tone="warning">Room full</Badge> : null}
        </div>
        <h2 dir="auto" className="text-xl wrap-anywhere text-ink">
          <Link href={routes.room(room.code)} className="rounded-xs hover:underline">
            {room.name}
          </Link>
        </h2>
        {room.description ? (
          <p dir="auto" className="line-clamp-3 wrap-anywhere text-ink-soft">
            {room.description}
          </p>
        ) : null}
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3">
        <div className="grid gap-1 text-sm text-ink-soft tabular-nums">
          {room.activity ? (
            <p className="inline-flex items-center gap-1.5">
              <Timer aria-hidden="true" strokeWidth={1.75} className="size-4" />
              {room.activity}
            </p>
          ) : null}
          <p className="inline-flex items-center gap-1.5">
            <Users aria-hidden="true" strokeWidth={1.75} className="size-4" />
            {room.activeMembers} of {room.maxMembers} seats taken
          </p>
        </div>
        <JoinButton code={room.code} name={room.name} isMember={room.isMember} />
      </div>
    </Panel>
  )
}
