import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthCard } from '@/components/accounts/auth-card'
import { ForgotPasswordForm } from '@/components/accounts/forgot-password-form'
import { routes } from '@/lib/routes'
import { OutboxNote } from '../outbox-note'

export const metadata: Metadata = { title: 'Forgot your password?' }

export default function ForgotPasswordPage() {
  return (
    <AuthCard
      title="Forgot your password?"
      description="Tell us your email address and we’ll send you a link to choose a new one."
      footer={<Link href={routes.login()}>Back to log in</Link>}
    >
      <ForgotPasswordForm />
      <OutboxNote />
    </AuthCard>
  )
}
