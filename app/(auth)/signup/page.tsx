import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthCard } from '@/components/accounts/auth-card'
import { ProviderButtons } from '@/components/accounts/provider-buttons'
import { SignUpForm } from '@/components/accounts/sign-up-form'
import { providerChoices, redirectSignedIn } from '@/lib/accounts/visitor'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Sign up' }

export default async function SignUpPage() {
  await redirectSignedIn()
  return (
    <AuthCard
      title="Take a seat"
      description="It takes a minute, and your corner table is yours."
      footer={
        <>
          Already have an account? <Link href={routes.login()}>Log in</Link>
        </>
      }
    >
      <SignUpForm />
      <ProviderButtons providers={providerChoices()} returnTo={routes.dashboard} />
    </AuthCard>
  )
}
