import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RoomDoor } from '@/components/rooms/room-door'
import { RoomView } from '@/components/rooms/room-view'
import { absoluteUrl } from '@/lib/absolute-url'
import { requireViewer } from '@/lib/accounts/viewer'
import { orNotFound } from '@/lib/or-not-found'
import { pageOfMessages } from '@/lib/rooms/messages'
import { getRoom, peopleOf } from '@/lib/rooms/queries'
import { normaliseRoomCode } from '@/lib/rooms/rules'
import { routes } from '@/lib/routes'
import { decodePart } from '@/lib/text'

// The name of a private room is for those who are let in: the title never says it.
export const metadata: Metadata = { title: 'Room', robots: { index: false } }

export default async function RoomPage({ params }: { params: Promise<{ code: string }> }) {
  const code = normaliseRoomCode(decodePart((await params).code))
  if (!code) notFound()
  const viewer = await requireViewer(routes.room(code))
  const now = new Date()
  const found = await orNotFound(getRoom(viewer, code, now))
  if (!found.member) return <RoomDoor room={found.room} isVerified={viewer.isVerified} />
  const { room } = found
  const [people, messages] = await Promise.all([peopleOf(viewer, room, now), pageOfMessages(viewer, room)])
  const { id, username, avatarUrl, timeZone } = viewer
  return (
    <RoomView
      key={room.code}
      room={room}
      people={people}
      messages={messages}
      serverNowMs={now.getTime()}
      viewer={{ id, username, avatarUrl, timeZone }}
      shareUrl={absoluteUrl(routes.joinByCode(code))}
    />
  )
}
