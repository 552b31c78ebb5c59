import 'server-only'
import { placeOf } from '@/lib/address'
import { env } from '@/lib/env'
import { type RateLimit, takeFromLimit } from '@/lib/rate-limit'
import type { RequestInfo } from '@/lib/request'
import { limits } from '../limits'

/**
 * Counts a request of somebody unknown by where it comes from. Online, everybody whose address is not known is one place;
 * on one person's own machine, which sends no mail, there is nobody to count.
 * @throws AppError `too-many`
 */
export async function chargePlace(limit: RateLimit, request: RequestInfo, now: Date): Promise<void> {
  const place = placeOf(request.address)
  if (place || sendsMail()) await takeFromLimit(limit, place ?? 'unknown', now)
}

/**
 * Counts a mail that somebody unknown makes this house send, among all of them: the last bound, whoever hides behind how
 * many addresses. Asked for last, so that what another limit refuses does not use it up, and for unknown addresses too.
 * @throws AppError `too-many`
 */
export async function chargeStrangerMail(now: Date): Promise<void> {
  if (sendsMail()) await takeFromLimit(limits.mailToStrangers, 'everybody', now)
}

const sendsMail = () => env().mail.via !== 'outbox'
