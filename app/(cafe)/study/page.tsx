import type { Metadata } from 'next'
import { SoloStudy } from '@/components/study/solo-study'
import { requireViewer } from '@/lib/accounts/viewer'
import { userChannel } from '@/lib/realtime/channels'
import { routes } from '@/lib/routes'
import { getStudyDesk } from '@/lib/study/session/queries'

export const metadata: Metadata = { title: 'Study' }

export default async function StudyPage() {
  const viewer = await requireViewer(routes.study)
  return (
    <SoloStudy
      initial={await getStudyDesk(viewer, new Date())}
      channel={userChannel(viewer.id, viewer.channelVersion)}
    />
  )
}
