import { notFound, redirect } from 'next/navigation'
import { requireViewer } from '@/lib/accounts/viewer'
import { normaliseRoomCode } from '@/lib/rooms/rules'
import { routes } from '@/lib/routes'
import { decodePart } from '@/lib/text'

/** A share link. It only leads to the door: opening a link never takes a seat, a press does. */
export default async function JoinByLinkPage({ params }: { params: Promise<{ code: string }> }) {
  const code = normaliseRoomCode(decodePart((await params).code))
  if (!code) notFound()
  await requireViewer(routes.joinByCode(code))
  redirect(routes.room(code))
}
