import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactElement } from 'react'
import { RoomNotice } from '@/components/rooms/room-notice'
import { RoomPreview } from '@/components/rooms/room-preview'
import { RoomView } from '@/components/rooms/room-view'
import { absoluteUrl } from '@/lib/absolute-url'
import { requireViewer, type Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { userChannel } from '@/lib/realtime/channels'
import { pageOfMessages } from '@/lib/rooms/messages/queries'
import { getRoom, isBannedMember, peopleOf } from '@/lib/rooms/queries'
import { normaliseRoomCode } from '@/lib/rooms/rules'
import { noteReturn } from '@/lib/rooms/seats/presence'
import { routes } from '@/lib/routes'
import { decodePart } from '@/lib/text'

// The name of a private room is for those who are let in: the title never says it.
export const metadata: Metadata = { title: 'Room', robots: { index: false } }

/**
 * What stands in the place of a room that is not shown: a sentence for those who know that it is there, and for those who
 * tried too many codes; nothing at all for everybody else.
 */
async function refusal(viewer: Viewer, code: string, error: unknown): Promise<{ notice: ReactElement }> {
  if (!(error instanceof AppError)) throw error
  if (error.code === 'too-many')
    return {
      notice: <RoomNotice title="Too many wrong codes">{error.message}</RoomNotice>,
    }
  if (error.code !== 'not-found') throw error
  if (!(await isBannedMember(viewer, code))) notFound()
  return { notice: <RoomNotice title="You can’t come back to this room">What you studied is yours.</RoomNotice> }
}

export default async function RoomPage({ params }: { params: Promise<{ code: string }> }) {
  const code = normaliseRoomCode(decodePart((await params).code))
  if (!code) notFound()
  const viewer = await requireViewer(routes.room(code))
  const now = new Date()
  const found = await getRoom(viewer, code, now).catch((error: unknown) => refusal(viewer, code, error))
  if ('notice' in found) return found.notice
  if (!found.member) return <RoomPreview room={found.room} endedBy={found.endedBy} isVerified={viewer.isVerified} />
  const { room } = found
  // Whoever opens the page is here: their grace does not run out while a slow browser connects.
  if (found.isGone) await noteReturn(viewer, room.id, now)
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
      ownChannel={userChannel(id, viewer.channelVersion)}
      shareUrl={absoluteUrl(routes.joinByCode(code))}
    />
  )
}
