import 'server-only'
import { after } from 'next/server'
import { env } from '@/lib/env'
import { deliverDueMails } from './deliver'

/**
 * Sends what is due right after the reply, so that nobody waits for the mail provider. Outside a request (scripts,
 * tests) there is no "after the reply"; the cron route sends it then.
 */
export function deliverSoon(): void {
  if (env().mail.via === 'outbox') return
  try {
    after(() => deliverDueMails(new Date()))
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('outside a request scope')) throw error
  }
}
