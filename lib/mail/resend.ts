import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { Resend } from 'resend'
import { env } from '@/lib/env'

export type OutgoingMail = { to: string; subject: string; html: string; text: string; idempotencyKey: string }

/** Hands one mail to its provider; throws when the provider did not take it. */
export type SendMail = (mail: OutgoingMail) => Promise<void>

/** The provider gave no answer: nobody has read the mail, and nothing is wrong with it. */
export class MailUnreachableError extends Error {
  override readonly name = 'MailUnreachableError'
}

const patienceMs = 10_000

let client: Resend | undefined

/** Sends through Resend. The idempotency key makes a repeated try harmless for 24 hours. */
export const sendByResend: SendMail = async ({ idempotencyKey, ...mail }) => {
  const settings = env().mail
  if (settings.via !== 'resend') throw new Error('No email provider is configured.')
  client ??= new Resend(settings.apiKey)
  const { from } = settings
  const { to, subject, html, text } = mail
  const { error } = await inTime(client.emails.send({ from, to, subject, html, text }, { idempotencyKey }))
  if (!error) return
  // Without the recipient, whom the provider may quote: this goes into the log.
  const why = `${error.name}: ${error.message}`.replaceAll(to, '…')
  throw error.statusCode === null ? new MailUnreachableError(why) : new Error(why)
}

/** The SDK waits for ever; we do not. Should the late answer have been a yes, the key makes the next try harmless. */
async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const timer = new AbortController()
  const late = pause(patienceMs, undefined, { signal: timer.signal }).then(() => {
    throw new MailUnreachableError(`no answer within ${patienceMs} ms`)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    timer.abort()
    late.catch(() => undefined)
  }
}
