import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthCard } from '@/components/accounts/auth-card'
import { ResendForm } from '@/components/accounts/resend-form'
import { getEmailCookie } from '@/lib/accounts/cookies'
import { routes } from '@/lib/routes'
import { OutboxNote } from '../outbox-note'

export const metadata: Metadata = { title: 'Check your email' }

export default async function CheckEmailPage() {
  const email = await getEmailCookie()
  return (
    <AuthCard
      title="Check your email"
      description={
        <>
          We sent a link to {email ? <strong className="wrap-anywhere text-ink">{email}</strong> : 'your address'}. It
          works for 24 hours. Until then you can already <Link href={routes.login()}>log in</Link> and study alone.
        </>
      }
      footer={
        <>
          Wrong address? <Link href={routes.signup}>Sign up again</Link>
        </>
      }
    >
      <OutboxNote />
      <details className="group">
        <summary className="cursor-pointer rounded-xs font-medium text-ink">No email after a minute?</summary>
        <div className="grid gap-4 pt-4">
          <p className="text-ink-soft">Check your spam folder first. If it isn’t there, we’ll send another one.</p>
          <ResendForm email={email ?? ''} variant="secondary" />
        </div>
      </details>
    </AuthCard>
  )
}
