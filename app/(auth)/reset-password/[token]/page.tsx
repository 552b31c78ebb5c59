import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthCard } from '@/components/accounts/auth-card'
import { ResetPasswordForm } from '@/components/accounts/reset-password-form'
import { Button } from '@/components/ui/button'
import { findReset } from '@/lib/accounts/queries'
import { pastedSecret } from '@/lib/accounts/rules'
import { routes } from '@/lib/routes'
import { decodePart } from '@/lib/text'

// The address is a secret and goes to no other site. Not `no-referrer`: a form posted from there has no Origin.
export const metadata: Metadata = { title: 'New password', referrer: 'same-origin', robots: { index: false } }

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const token = pastedSecret(decodePart((await params).token))
  const reset = await findReset(token, new Date())
  if (!reset) return <ExpiredLink />
  return (
    <AuthCard
      title="Choose a new password"
      description={
        <>
          For <strong className="text-ink">{reset.username}</strong>. Every browser where you are logged in will ask for
          it.
        </>
      }
    >
      <ResetPasswordForm token={token} username={reset.username} />
    </AuthCard>
  )
}

function ExpiredLink() {
  return (
    <AuthCard
      title="This link has expired"
      description="A link works once, for one hour. We’ll happily send you a new one."
      footer={
        <>
          Know your password? <Link href={routes.login()}>Log in</Link>
        </>
      }
    >
      <Button render={<Link href={routes.forgotPassword} />}>Send me a new link</Button>
    </AuthCard>
  )
}
