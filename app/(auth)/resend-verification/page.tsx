import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthCard } from '@/components/accounts/auth-card'
import { ResendForm } from '@/components/accounts/resend-form'
import { routes } from '@/lib/routes'
import { OutboxNote } from '../outbox-note'

export const metadata: Metadata = { title: 'Resend the verification email' }

export default function ResendVerificationPage() {
  return (
    <AuthCard
      title="Get a new link"
      description="Enter the address you signed up with and we’ll send the verification email again."
      footer={<Link href={routes.login()}>Back to log in</Link>}
    >
      <ResendForm />
      <OutboxNote />
    </AuthCard>
  )
}
