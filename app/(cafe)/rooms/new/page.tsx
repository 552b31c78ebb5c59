import type { Metadata } from 'next'
import { PageHeader } from '@/components/frame/page-header'
import { CreateRoomForm } from '@/components/rooms/create-room-form'
import { Callout } from '@/components/ui/callout'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/accounts/viewer'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'New room' }

export default async function NewRoomPage() {
  const viewer = await requireViewer(routes.newRoom)
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-4">
      <PageHeader title="Open a room" description="You can change everything but its code later." />
      <Panel>
        {viewer.isVerified ? (
          <CreateRoomForm />
        ) : (
          <Callout tone="info" title="One thing first">
            Rooms are for people with a verified email address. The link is in the email we sent you.
          </Callout>
        )}
      </Panel>
    </div>
  )
}
