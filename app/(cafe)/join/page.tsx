import type { Metadata } from 'next'
import { PageHeader } from '@/components/frame/page-header'
import { JoinByCodeForm } from '@/components/rooms/join-by-code-form'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/accounts/viewer'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Join a room' }

export default async function JoinPage() {
  await requireViewer(routes.join)
  return (
    <div className="mx-auto grid w-full max-w-xl gap-4">
      <PageHeader title="Join a room" description="Got a code from someone? Enter it here." />
      <Panel>
        <JoinByCodeForm />
      </Panel>
    </div>
  )
}
