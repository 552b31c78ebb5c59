import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AuthCard } from '@/components/accounts/auth-card'
import { Button } from '@/components/ui/button'
import { getViewer } from '@/lib/accounts/viewer'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Email verified' }

export default async function EmailVerifiedPage() {
  const viewer = await getViewer()
  // Nothing was verified: somebody typed the address.
  if (viewer && !viewer.isVerified) redirect(routes.dashboard)
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
