import type { Metadata } from 'next'
import Link from 'next/link'
import { PersonCard } from '@/components/accounts/person-card'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { getOwnProfile, getPerson } from '@/lib/accounts/queries'
import { genderLabels, type Visibility } from '@/lib/accounts/rules'
import { requireViewer } from '@/lib/accounts/viewer'
import { getStreakDays } from '@/lib/progress/headline'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Your profile' }

const shownTo: Record<Visibility, string> = {
  public: 'everyone',
  members: 'people who are logged in',
  private: 'only you',
}

export default async function ProfilePage() {
  const viewer = await requireViewer(routes.profile)
  const now = new Date()
  const [person, own, streakDays] = await Promise.all([
    getPerson(viewer, viewer.username),
    getOwnProfile(viewer, now),
    getStreakDays(viewer.id, now),
  ])
  return (
    <>
      <PersonCard
        person={person}
        streakDays={streakDays}
        actions={<Button render={<Link href={routes.editProfile} />}>Edit profile</Button>}
      />
      <Panel aria-labelledby="private-part" className="grid gap-4">
        <h2 id="private-part" className="text-xl text-ink">
          Only you see this
        </h2>
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-ink-soft [&_dd]:min-w-0 [&_dd]:break-words [&_dd]:text-ink">
          <dt>Email</dt>
          <dd>
            {own.email} {viewer.isVerified ? '(verified)' : '(not verified yet)'}
          </dd>
          <dt>Gender</dt>
          <dd>{genderLabels[own.gender]}</dd>
          <dt>Time zone</dt>
          <dd>{own.timeZone.replaceAll('_', ' ')}</dd>
          <dt>Profile seen by</dt>
          <dd>{shownTo[own.visibility]}</dd>
        </dl>
        <div>
          <Button variant="secondary" render={<Link href={routes.settings} />}>
            Settings
          </Button>
        </div>
      </Panel>
    </>
  )
}
