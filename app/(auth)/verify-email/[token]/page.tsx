import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthCard } from '@/components/accounts/auth-card'
import { ResendForm } from '@/components/accounts/resend-form'
import { VerifyForm } from '@/components/accounts/verify-form'
import { findVerification } from '@/lib/accounts/queries'
import { pastedSecret } from '@/lib/accounts/rules'
import { routes } from '@/lib/routes'
import { decodePart } from '@/lib/text'

// The address is a secret and goes to no other site. Not `no-referrer`: a form posted from there has no Origin.
export const metadata: Metadata = { title: 'Verify your email', referrer: 'same-origin', robots: { index: false } }

export default async function VerifyEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const token = pastedSecret(decodePart((await params).token))
  const waiting = await findVerification(token, new Date())
  if (!waiting) return <InvalidLink />
  return (
    <AuthCard
      title="One click left"
      description={
        <>
          Is <strong className="wrap-anywhere text-ink">{waiting.email}</strong> the address of{' '}
          <strong className="text-ink">{waiting.username}</strong>?
        </>
      }
    >
      <VerifyForm token={token} />
    </AuthCard>
  )
}

function InvalidLink() {
  return (
    <AuthCard
      title="This link is no longer valid"
      description="It was already used, is older than 24 hours, or was replaced by a newer email. We’ll happily send you a new one."
      footer={
        <>
          Already verified? <Link href={routes.login()}>Log in</Link>
        </>
      }
    >
      <ResendForm />
    </AuthCard>
  )
}
