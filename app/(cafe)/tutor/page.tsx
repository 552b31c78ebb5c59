import type { Metadata } from 'next'
import { TutorPage } from '@/components/tutor/tutor-page'
import { requireViewer } from '@/lib/accounts/viewer'
import { newConversation, routes } from '@/lib/routes'
import { getTutorOpening } from '@/lib/tutor/conversations/queries'
import { openingSchema } from '@/lib/tutor/schemas'

export const metadata: Metadata = { title: 'Tutor' }

type Search = { searchParams: Promise<{ conversation?: string | string[] }> }

export default async function Tutor({ searchParams }: Search) {
  const viewer = await requireViewer(routes.tutor())
  const wanted = await searchParams
  const isNew = wanted.conversation === newConversation
  const opening = await getTutorOpening(viewer, openingSchema.parse(wanted).conversation, new Date())
  const { id, timeZone } = viewer
  return <TutorPage opening={isNew ? { ...opening, conversation: null } : opening} viewer={{ id, timeZone }} />
}
