import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { OutboxMailView } from '@/components/accounts/outbox-mail'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { mayReadOutbox } from '@/lib/accounts/visitor'
import { listOutbox } from '@/lib/mail/outbox'

export const metadata: Metadata = { title: 'Outbox', robots: { index: false } }

/** Local mode only: the mails that would have been sent, newest first. */
export default async function OutboxPage() {
  if (!(await mayReadOutbox())) notFound()
  const mails = await listOutbox()
  return (
    <main id="main" className="mx-auto grid w-full max-w-2xl gap-4 px-4 py-8">
      <Panel as="div">
        <h1 className="text-2xl text-ink">Outbox</h1>
        <p className="mt-1 text-ink-soft">
          No email provider is set up on this machine, so emails that would have been sent stay here, newest first.
        </p>
      </Panel>
      {mails.length === 0 ? (
        <Panel>
          <EmptyState title="Nothing was sent yet" description="Sign up, and the first email lands here." />
        </Panel>
      ) : null}
      {mails.map((mail) => (
        <OutboxMailView key={mail.id} mail={mail} />
      ))}
    </main>
  )
}
