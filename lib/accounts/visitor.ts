import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { env } from '@/lib/env'
import { directHeader, isOutboxCookie, isOutboxHere, outboxCookie } from '@/lib/mail/outbox-key'
import { routes } from '@/lib/routes'
import { type Provider, providerNames, providers } from './rules'
import { getViewer } from './viewer'

/** The pages for visitors send people who are signed in to their dashboard. */
export async function redirectSignedIn(to: string = routes.dashboard): Promise<void> {
  if (await getViewer()) redirect(to)
}

/** Does mail stay on this machine, so that people have to be told where it lies? */
export const isMailKeptHere = (): boolean => isOutboxHere(env())

/**
 * May this request read the outbox, where everybody's mails lie open? Only from this machine itself, and with the cookie
 * that the link printed at start gives: a proxy on this machine brings strangers along under a local name.
 */
export async function mayReadOutbox(): Promise<boolean> {
  if (!isMailKeptHere() || (await headers()).get(directHeader) !== '1') return false
  return isOutboxCookie((await cookies()).get(outboxCookie.name(env()))?.value ?? '', env())
}

/** The other ways in that are set up here. */
export function providerChoices(): { id: Provider; name: string }[] {
  return providers.filter((id) => env()[id]).map((id) => ({ id, name: providerNames[id] }))
}
