import type { Metadata } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/components/frame/page-header'
import { PartnerList } from '@/components/progress/partner-list'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/accounts/viewer'
import { count } from '@/lib/format'
import { listPartners } from '@/lib/progress/partners'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Study partners' }

export default async function PartnersPage() {
  const viewer = await requireViewer(routes.partners)
  const partners = await listPartners(viewer, new Date())
  const here = partners.filter(({ isOnline }) => isOnline).length
  return (
    <>
      <PageHeader
        title="Study partners"
        description={
          partners.length > 0
            ? `${count(partners.length, 'person', 'people')} you have focused with, ${here === 0 ? 'nobody here right now' : `${here} here now`}.`
            : 'The people you focus with turn up here.'
        }
      />
      <Panel>
        {partners.length > 0 ? (
          <PartnerList partners={partners} timeZone={viewer.timeZone} />
        ) : (
          <EmptyState
            title="No study partners yet"
            description="Focus in a room while its timer runs. Everyone who focuses there with you becomes a partner."
            action={<Button render={<Link href={routes.rooms} />}>Find a room</Button>}
          />
        )}
      </Panel>
    </>
  )
}
