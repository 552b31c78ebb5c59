import { isLocalMode } from '../lib/environment/rules.mjs'
import type { Stack } from './stack'

/**
 * What whoever starts the stack in local mode has to know, a line each: where emails are kept, and, when nobody has said what the
 * public address is, that no other machine is served.
 */
export function localModeLines({ url, env, isAddressChosen }: Omit<Stack, 'origin'>): string[] {
  if (!isLocalMode(env)) return []
  const outbox = `Outbox, where emails stay that would have been sent: ${url}/dev/outbox?key=${env.OUTBOX_KEY}`
  const forWhom =
    'Local mode: only this machine is served, and links and emails say localhost. For other people, or behind a proxy, set NEXTAUTH_URL to the address they open.'
  return [...(env.RESEND_API_KEY ? [] : [outbox]), ...(isAddressChosen ? [] : [forWhom])]
}
