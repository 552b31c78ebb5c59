import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { env, isLoopback } from '@/lib/env'
import { routes } from '@/lib/routes'
import { type Provider, providerNames, providers } from './rules'
import { getViewer } from './viewer'

/** The pages for visitors send people who are signed in to their dashboard. */
export async function redirectSignedIn(to: string = routes.dashboard): Promise<void> {
  if (await getViewer()) redirect(to)
}

/**
 * May this request read the outbox, where everybody's mails lie open? Only on one person's own machine, asked for by a
 * loopback name: a foreign name that points to this machine (DNS rebinding) is refused.
 */
export async function mayReadOutbox(): Promise<boolean> {
  if (!env().isLocal || env().mail.via !== 'outbox') return false
  const host = (await headers()).get('host') ?? ''
  return URL.canParse(`http://${host}`) && isLoopback(new URL(`http://${host}`).hostname)
}

/** The other ways in that are set up here. */
export function providerChoices(): { id: Provider; name: string }[] {
  return providers.filter((id) => env()[id]).map((id) => ({ id, name: providerNames[id] }))
}
