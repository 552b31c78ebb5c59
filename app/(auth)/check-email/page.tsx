import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthCard } from '@/components/accounts/auth-card'
import { ResendForm } from '@/components/accounts/resend-form'
import { Callout } from '@/components/ui/callout'
import { heldMailbox } from '@/lib/accounts/browser'
import { isMailKeptHere } from '@/lib/accounts/visitor'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Check your email' }

export default async function CheckEmailPage() {
  const email = await heldMailbox()
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
      {isMailKeptHere() ? (
        <Callout title="This machine sends no mail">
          It keeps what it would have sent in its outbox. The terminal in which VirtualCafe was started shows the link
          that opens it; from then on this browser finds it at{' '}
          <a href={routes.outbox} className="font-medium text-accent underline underline-offset-4">
            {routes.outbox}
          </a>
          .
        </Callout>
      ) : null}
      <details className="group">
        <summary className="cursor-pointer rounded-xs font-medium text-ink">No mail after a minute?</summary>
        <div className="grid gap-4 pt-4">
          <p className="text-ink-soft">Look into the spam folder first. Then we gladly send another one.</p>
          <ResendForm email={email ?? ''} variant="secondary" />
        </div>
      </details>
    </AuthCard>
  )
}
