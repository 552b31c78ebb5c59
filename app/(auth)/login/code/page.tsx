import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AuthCard } from '@/components/accounts/auth-card'
import { CodeForm } from '@/components/accounts/code-form'
import { getPendingLogIn } from '@/lib/accounts/cookies'
import { routes, safeReturnTo } from '@/lib/routes'

export const metadata: Metadata = { title: 'One more step' }

type Search = { callbackUrl?: string | string[] }

export default async function CodePage({ searchParams }: { searchParams: Promise<Search> }) {
  const { callbackUrl } = await searchParams
  const returnTo = typeof callbackUrl === 'string' ? safeReturnTo(callbackUrl) : undefined
  if (!(await getPendingLogIn())) redirect(routes.login(returnTo))
  return (
    <AuthCard
      title="One more step"
      description="Your password is right. Enter a code to finish."
      footer={<Link href={routes.login(returnTo)}>Start over</Link>}
    >
      <CodeForm callbackUrl={returnTo} />
    </AuthCard>
  )
}
