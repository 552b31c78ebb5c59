import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthCard } from '@/components/accounts/auth-card'
import { Button } from '@/components/ui/button'
import { getViewer } from '@/lib/accounts/viewer'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Your email' }

export default async function EmailVerifiedPage() {
  const viewer = await getViewer()
  if (viewer && !viewer.isVerified) return <NothingVerified />
  return (
    <AuthCard title="Your email is verified" description="Thank you. The rooms are open, and your seat is waiting.">
      {viewer ? (
        <Button render={<Link href={routes.dashboard} />}>Go to your dashboard</Button>
      ) : (
        <Button render={<Link href={routes.login()} />}>Log in</Button>
      )}
    </AuthCard>
  )
}

/** Somebody typed the address of this page. */
function NothingVerified() {
  return (
    <AuthCard title="Your email is not verified yet" description="Open the link in the email we sent you.">
      <Button render={<Link href={routes.dashboard} />}>Go to your dashboard</Button>
    </AuthCard>
  )
}
