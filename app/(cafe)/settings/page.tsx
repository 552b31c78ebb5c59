import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { encode } from 'uqr'
import { BlockedPeople } from '@/components/accounts/blocked-people'
import { DeleteAccountForm } from '@/components/accounts/delete-account-form'
import { ChangeEmailForm } from '@/components/accounts/email-settings'
import { LinkedAccounts } from '@/components/accounts/linked-accounts'
import { ChangePasswordForm } from '@/components/accounts/password-settings'
import { SecondFactorSettings } from '@/components/accounts/second-factor-settings'
import { SessionList } from '@/components/accounts/session-list'
import { PageHeader } from '@/components/frame/page-header'
import { ThemeSwitcher } from '@/components/frame/theme-switcher'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { listBlocked } from '@/lib/accounts/blocks'
import { getOwnProfile, getSecondFactor, listLinkedAccounts, listSessions } from '@/lib/accounts/queries'
import { providerNames } from '@/lib/accounts/rules'
import { requireViewer } from '@/lib/accounts/viewer'
import { formatDate, formatMoment } from '@/lib/format'
import { routes } from '@/lib/routes'
import { deleteAccountAction } from './delete-account-action'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  const viewer = await requireViewer(routes.settings)
  const now = new Date()
  const [profile, sessions, factor, linkedAccounts, blocked] = await Promise.all([
    getOwnProfile(viewer, now),
    listSessions(viewer, now),
    getSecondFactor(viewer),
    listLinkedAccounts(viewer),
    listBlocked(viewer),
  ])
  const factorWithQr =
    factor.status === 'setting-up' ? { ...factor, qr: encode(factor.uri, { border: 0 }).data } : factor
  return (
    <>
      <PageHeader title="Settings" description="Your account, your data, and how VirtualCafe looks." />
      <div className="gap-4 lg:columns-2">
        <Section id="theme" title="Look">
          <ThemeSwitcher />
        </Section>
        <Section id="email" title="Email" note={profile.email}>
          {profile.wantedEmail ? (
            <p className="break-words text-ink-soft">
              Waiting for the link we sent to {profile.wantedEmail}. Enter your current address to call it off.
            </p>
          ) : null}
          <ChangeEmailForm />
        </Section>
        <Section id="password" title="Password">
          {profile.hasPassword ? (
            <ChangePasswordForm />
          ) : (
            <p className="text-ink-soft">
              Your account has no password yet.{' '}
              <Link href={routes.forgotPassword} className="font-medium text-accent underline underline-offset-4">
                Choose one by email
              </Link>
              .
            </p>
          )}
        </Section>
        {linkedAccounts.length > 0 ? (
          <Section id="linked-accounts" title="Connected accounts" note="You can log in with these, too.">
            <LinkedAccounts
              accounts={linkedAccounts.map(({ provider, since }) => ({
                provider,
                name: providerNames[provider],
                since: formatDate(since, viewer.timeZone),
              }))}
            />
          </Section>
        ) : null}
        <Section id="second-step" title="Two-step log-in" note="A code from your phone, asked for after your password.">
          <SecondFactorSettings factor={factorWithQr} isVerified={viewer.isVerified} />
        </Section>
        <Section id="sessions" title="Devices">
          <SessionList
            sessions={sessions.map(({ lastSeenAt, ...session }) => ({
              ...session,
              lastSeen: formatMoment(lastSeenAt, viewer.timeZone, now),
            }))}
          />
        </Section>
        <Section id="blocked" title="Blocked people" note="You and they don’t see each other in any room.">
          <BlockedPeople people={blocked} />
        </Section>
        <Section id="data" title="Your data" note="Everything we keep about you.">
          <div className="flex flex-wrap gap-3">
            <Button variant="secondary" render={<a href={routes.accountExport('json')} download />}>
              Download everything (JSON)
            </Button>
            <Button variant="secondary" render={<a href={routes.accountExport('csv')} download />}>
              Download study sessions (CSV)
            </Button>
          </div>
        </Section>
        <Section
          id="delete"
          title="Delete account"
          note="Deletes your profile, sessions and progress, at once and for good."
        >
          <DeleteAccountForm deleteAction={deleteAccountAction} />
        </Section>
      </div>
    </>
  )
}

function Section({ id, title, note, children }: { id: string; title: string; note?: string; children: ReactNode }) {
  return (
    <Panel aria-labelledby={id} className="mb-4 grid break-inside-avoid gap-5">
      <div>
        <h2 id={id} className="text-xl text-ink">
          {title}
        </h2>
        {note ? <p className="mt-1 break-words text-ink-soft">{note}</p> : null}
      </div>
      {children}
    </Panel>
  )
}
