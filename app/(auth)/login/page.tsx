import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthCard } from '@/components/accounts/auth-card'
import { LogInForm } from '@/components/accounts/log-in-form'
import { ProviderButtons } from '@/components/accounts/provider-buttons'
import { FormMessage } from '@/components/ui/callout'
import { providerChoices, redirectSignedIn } from '@/lib/accounts/visitor'
import { routes, safeReturnTo } from '@/lib/routes'

export const metadata: Metadata = { title: 'Log in' }

/** What may be said above the form, by its name in the address: a closed list, so that no link can put words here. */
const notices: Record<string, string> = {
  'password-changed': 'Your new password is set. Log in with it.',
  'account-deleted': 'Your account is deleted. Thank you for studying with us.',
}

/** Why a log-in through next-auth or another site did not work; everything else gets the usual sentence. */
const problems: Record<string, string> = {
  unverified: 'Your address is not verified there yet. Verify it there first, then try again.',
  invalid: 'We cannot use the address of your account there. Please sign up with another one.',
  unavailable: "We couldn't log you in right now. Your password was not checked. Try again in a moment.",
  'too-many': 'Too many tries in a short time. Please wait a little.',
  CredentialsSignin: 'Invalid credentials. Check the name and the password, then try again.',
}

type Search = { callbackUrl?: string | string[]; notice?: string | string[]; error?: string | string[] }

/** The sentence of a closed list that an address asks for. */
function sentence(list: Record<string, string>, name: string | string[] | undefined): string | undefined {
  return typeof name === 'string' && Object.hasOwn(list, name) ? list[name] : undefined
}

export default async function LogInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { callbackUrl, notice, error } = await searchParams
  const returnTo = typeof callbackUrl === 'string' ? safeReturnTo(callbackUrl) : undefined
  await redirectSignedIn(safeReturnTo(returnTo))
  const said = sentence(notices, notice)
  const problem = error && (sentence(problems, error) ?? 'We couldn’t log you in. Please try again.')
  return (
    <AuthCard
      title="Welcome back"
      footer={
        <>
          New here? <Link href={routes.signup}>Sign up</Link>
        </>
      }
    >
      {said ? <FormMessage tone="success">{said}</FormMessage> : null}
      {problem ? <FormMessage>{problem}</FormMessage> : null}
      <LogInForm callbackUrl={returnTo} />
      <ProviderButtons providers={providerChoices()} returnTo={safeReturnTo(returnTo)} />
    </AuthCard>
  )
}
