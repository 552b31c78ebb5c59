import { Users } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Callout } from '@/components/ui/callout'
import { Panel } from '@/components/ui/panel'
import { subjects } from '@/lib/rooms/rules'
import type { RoomPreview as Guard } from '@/lib/rooms/views'
import { RoomEntry } from './room-entry'

/** A room from the outside, for somebody who has its code: what it is, whether there is a seat, and the way in. */
export function RoomPreview({
  room,
  endedBy,
  isVerified,
}: {
  room: Guard
  /** How the viewer lost a seat they once had here. */
  endedBy: 'left' | 'lost' | 'removed' | null
  isVerified: boolean
}) {
  return (
    <Panel className="mx-auto grid w-full max-w-xl gap-6 sm:p-9">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <div className="flex flex-wrap gap-2">
          <Badge>{subjects[room.subject]}</Badge>
          <Badge>{room.isPublic ? 'Public' : 'Private'}</Badge>
        </div>
        <h1 dir="auto" className="text-3xl wrap-anywhere text-ink">
          {room.name}
        </h1>
        {room.description ? (
          <p dir="auto" className="wrap-anywhere text-ink-soft">
            {room.description}
          </p>
        ) : null}
        <p className="inline-flex items-center gap-2 text-ink-soft tabular-nums">
          <Users aria-hidden="true" strokeWidth={1.75} className="size-4.5" />
          {room.activeMembers} of {room.maxMembers} seats taken
        </p>
      </div>
      {endedBy === 'removed' ? (
        <Callout tone="warning" title="The host asked you to leave.">
          What you studied is yours.
        </Callout>
      ) : null}
      {endedBy === 'lost' ? (
        <Callout title="Your connection was lost, so your seat was given up.">What you studied is yours.</Callout>
      ) : null}
      {isVerified ? (
        <RoomEntry room={room} />
      ) : (
        <Callout tone="info">Verify your email address first, then you can join.</Callout>
      )}
    </Panel>
  )
}
