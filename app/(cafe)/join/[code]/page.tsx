import { notFound, redirect } from 'next/navigation'
import { requireViewer } from '@/lib/accounts/viewer'
import { normaliseRoomCode } from '@/lib/rooms/rules'
import { routes } from '@/lib/routes'
import { decodePart } from '@/lib/text'

/** A share link. It only opens the preview of the room: a seat is taken by pressing "Join room" there, never by opening a link. */
export default async function JoinByLinkPage({ params }: { params: Promise<{ code: string }> }) {
  const code = normaliseRoomCode(decodePart((await params).code))
  if (!code) notFound()
  await requireViewer(routes.joinByCode(code))
  redirect(routes.room(code))
}
