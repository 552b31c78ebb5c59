import type { Metadata } from 'next'
import Link from 'next/link'
import { AvatarForm } from '@/components/accounts/avatar-form'
import { ProfileForm } from '@/components/accounts/profile-form'
import { PageHeader } from '@/components/frame/page-header'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { getOwnProfile } from '@/lib/accounts/queries'
import { requireViewer } from '@/lib/accounts/viewer'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Edit profile' }

export default async function EditProfilePage() {
  const viewer = await requireViewer(routes.editProfile)
  const profile = await getOwnProfile(viewer, new Date())
  const timeZones = [...new Set([profile.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort()
  return (
    <>
      <PageHeader
        title="Edit profile"
        actions={
          <Button variant="secondary" render={<Link href={routes.profile} />}>
            Back to your profile
          </Button>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel aria-label="Picture">
          <AvatarForm username={viewer.username} avatarUrl={viewer.avatarUrl} isVerified={viewer.isVerified} />
        </Panel>
        <Panel aria-label="About you">
          <ProfileForm profile={profile} timeZones={timeZones} />
        </Panel>
      </div>
    </>
  )
}
