import 'server-only'
import { transaction } from '@/db/client'
import { fieldError } from '@/lib/errors'
import { hashSecret } from '@/lib/ids'
import { deliverSoon } from '@/lib/mail/deliver-soon'
import { refundLimit, takeFromLimit } from '@/lib/rate-limit'
import type { RequestInfo } from '@/lib/request'
import { secondMs } from '@/lib/time'
import { isCommonPassword } from '../common-passwords'
import { withEvenAnswerTime } from '../even-answer-time'
import { limits } from '../limits'
import { hashPassword } from '../passwords'
import { emailKey, knownTimeZone } from '../rules'
import type { SignUpInput } from '../schemas'
import { chargePlace, chargeStrangerMail } from './charge-strangers'
import { createAccount } from './create-account'
import { notifyOwner } from './verification-mail'

/** Longer than a hash and the writes of a new account take. */
const answerMs = 0.4 * secondMs

/**
 * Opens an account and mails its verification link. An address that already has an account gets the same answer in the
 * same time, and its owner a mail that says so.
 * @throws AppError beside the field: a name that is taken, a password that is too common; `too-many`.
 */
export async function signUp(input: SignUpInput, request: RequestInfo, now: Date): Promise<void> {
  await chargePlace(limits.signUpFromAddress, request, now)
  await refuseCommonPassword('password', input.password, input)
  const mailbox = hashSecret(emailKey(input.email))
  await takeFromLimit(limits.signUpForEmail, mailbox, now)
  await chargeStrangerMail(now)
  const isNameFree = await withEvenAnswerTime(answerMs, async () =>
    openAccount(input, await hashPassword(input.password), now),
  )
  if (isNameFree) return deliverSoon()
  // Nothing was mailed: looking for a free name does not use up the mails.
  await refundLimit(limits.signUpForEmail, mailbox)
  throw fieldError('username', 'This name is taken. Please try another.')
}

/** False when the name is taken, and nothing was done. */
async function openAccount(input: SignUpInput, passwordHash: string, now: Date): Promise<boolean> {
  const account = { ...input, passwordHash, timeZone: knownTimeZone(input.timeZone) }
  return transaction(async (tx) => {
    const created = await createAccount(tx, account, now)
    if (!('taken' in created)) return true
    if (created.taken === 'username') return false
    await notifyOwner(tx, input.email, now)
    return true
  })
}

/** @throws AppError beside `field` when the password is among the first somebody would try. */
export async function refuseCommonPassword(
  field: string,
  password: string,
  own: { username?: string; email?: string },
) {
  if (await isCommonPassword(password, own))
    throw fieldError(field, 'This password is too easy to guess. Please choose another.')
}
