import 'server-only'
import { randomBytes } from 'node:crypto'
import { and, eq, isNull, lt } from 'drizzle-orm'
import { db, type Tx, transaction } from '@/db/client'
import { recoveryCodes, secondFactors, users } from '@/db/schema'
import { absoluteUrl } from '@/lib/absolute-url'
import { AppError, fieldError } from '@/lib/errors'
import { hashSecret, newId } from '@/lib/ids'
import { deliverSoon } from '@/lib/mail/deliver-soon'
import { enqueueMail } from '@/lib/mail/enqueue'
import { clearLimit, takeFromLimit } from '@/lib/rate-limit'
import type { RequestInfo } from '@/lib/request'
import { routes } from '@/lib/routes'
import type { KnownDevice, PendingLogIn } from '../cookies'
import { secondFactorEmail } from '../emails'
import { decrypt, encrypt } from '../encryption'
import { limits } from '../limits'
import { traceLogIn } from '../log-in-trace'
import { isTotpCode, newTotpSecret, stepOf } from '../totp'
import type { Viewer } from '../viewer'
import { confirmPassword } from './confirm'
import { type LoggedIn, proofOf } from './log-in'
import { startSession } from './sessions'

const recoveryCodeCount = 10

/** The step of a code for a secret as the database keeps it; null for anything but a right code. */
const lockedStepOf = (box: string, code: string, now: Date): number | null =>
  isTotpCode(code) ? stepOf(decrypt(box), code, now) : null

/**
 * Begins the set-up: a fresh secret, which counts for nothing until a first code proves that the app has it.
 * @throws AppError `unverified`; beside the password; `conflict` when a second factor is on already.
 */
export async function beginSecondFactor(viewer: Viewer, password: string, now: Date): Promise<void> {
  if (!viewer.isVerified) throw new AppError('unverified')
  await confirmPassword(viewer, password, 'password', now)
  const fresh = { secret: encrypt(newTotpSecret()), createdAt: now, lastStep: 0 }
  const [begun] = await transaction((tx) =>
    tx
      .insert(secondFactors)
      .values({ userId: viewer.id, ...fresh })
      .onConflictDoUpdate({ target: secondFactors.userId, set: fresh, setWhere: isNull(secondFactors.enabledAt) })
      .returning({ userId: secondFactors.userId }),
  )
  if (!begun) throw new AppError('conflict', 'Two-step log-in is already on.')
}

/**
 * Switches the second factor on with the first code from the app.
 * @returns the recovery codes, to be shown this once
 * @throws AppError `unverified`; beside `code`.
 */
export async function enableSecondFactor(viewer: Viewer, code: string, now: Date): Promise<string[]> {
  if (!viewer.isVerified) throw new AppError('unverified')
  await takeFromLimit(limits.secondFactor, viewer.id, now)
  const codes = await transaction(async (tx) => {
    const [factor] = await tx.select().from(secondFactors).where(eq(secondFactors.userId, viewer.id))
    if (!factor || factor.enabledAt) throw new AppError('conflict', 'Please start the set-up again.')
    const step = lockedStepOf(factor.secret, code, now)
    if (step === null) throw fieldError('code', 'That code isn’t right. Check that the clock of your phone is correct.')
    await tx.update(secondFactors).set({ enabledAt: now, lastStep: step }).where(eq(secondFactors.userId, viewer.id))
    await notifySecondFactor(tx, viewer.id, true, now)
    return replaceRecoveryCodes(tx, viewer.id)
  })
  deliverSoon()
  await clearLimit(limits.secondFactor, viewer.id)
  return codes
}

/**
 * Switches the second factor off and forgets its recovery codes. Asks for both factors: whoever only knows the password
 * must not be able to make it the only one.
 * @throws AppError beside `password` or `code`; `conflict` when it is off already; `too-many`.
 */
export async function disableSecondFactor(
  viewer: Viewer,
  { password, code }: { password: string; code: string },
  now: Date,
): Promise<void> {
  await confirmPassword(viewer, password, 'password', now)
  await takeFromLimit(limits.secondFactor, viewer.id, now)
  await transaction(async (tx) => {
    const [factor] = await tx.select().from(secondFactors).where(eq(secondFactors.userId, viewer.id))
    if (!factor) throw new AppError('conflict', 'Two-step log-in is already off.')
    if (factor.enabledAt && !(await spendCode(tx, factor, code, now))) throw wrongCode()
    await tx.delete(secondFactors).where(eq(secondFactors.userId, viewer.id))
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, viewer.id))
    if (factor.enabledAt) await notifySecondFactor(tx, viewer.id, false, now)
  })
  deliverSoon()
  await clearLimit(limits.secondFactor, viewer.id)
}

/** Tells the owner that the log-in asks for more, or for less, than before. */
async function notifySecondFactor(tx: Tx, userId: string, isOn: boolean, now: Date): Promise<void> {
  const [person] = await tx
    .select({ username: users.username, email: users.email })
    .from(users)
    .where(eq(users.id, userId))
  if (!person) return
  const message = secondFactorEmail(person.username, isOn, absoluteUrl(routes.forgotPassword))
  await enqueueMail(tx, { ...message, to: person.email, idempotencyKey: `second-step:${newId()}` }, now)
}

/** Ten codes that each work once in place of the phone's; the older ones stop working. */
async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  const codes = Array.from({ length: recoveryCodeCount }, () => randomBytes(6).toString('hex'))
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ codeHash: recoveryHash(userId, code), userId })))
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'))
}

/** Bound to the person, so that equal codes of two people would not clash. */
const recoveryHash = (userId: string, code: string) => hashSecret(`${userId}:${code}`)

/**
 * The second step of a log-in: a code of the app, each time step once, or a recovery code, each once.
 * @throws AppError beside `code` when it is wrong; `expired` when the password was changed meanwhile; `too-many`.
 */
export async function passSecondFactor(
  pending: PendingLogIn,
  code: string,
  browser: { request: RequestInfo; device: KnownDevice | null },
  now: Date,
): Promise<LoggedIn> {
  const trace = { way: 'code', account: pending.userId, request: browser.request } as const
  return traceLogIn(trace, () => checkCode(pending, code, browser, now))
}

async function checkCode(
  pending: PendingLogIn,
  code: string,
  { request, device }: { request: RequestInfo; device: KnownDevice | null },
  now: Date,
): Promise<LoggedIn> {
  const { userId } = pending
  await takeFromLimit(limits.secondFactor, userId, now)
  const [account] = await db
    .select({ passwordHash: users.passwordHash, secret: secondFactors.secret, enabledAt: secondFactors.enabledAt })
    .from(users)
    .innerJoin(secondFactors, eq(secondFactors.userId, users.id))
    .where(eq(users.id, userId))
  if (!account?.enabledAt || proofOf(userId, account.passwordHash) !== pending.proof)
    throw new AppError('expired', 'That took too long. Please log in again.')
  const { secret } = account
  const sessionId = await transaction(async (tx) => {
    if (!(await spendCode(tx, { userId, secret }, code, now))) throw wrongCode()
    return startSession(tx, userId, request, now)
  })
  await clearLimit(limits.secondFactor, userId)
  return { userId, sessionId, deviceId: device?.userId === userId ? device.deviceId : newId() }
}

const wrongCode = () => fieldError('code', 'That code isn’t right, or was already used.')

/** Uses up a code of the app or a recovery code; false when it is neither, or used. */
async function spendCode(
  tx: Tx,
  factor: { userId: string; secret: string },
  code: string,
  now: Date,
): Promise<boolean> {
  const step = lockedStepOf(factor.secret, code, now)
  return step === null ? spendRecoveryCode(tx, factor.userId, code, now) : spendStep(tx, factor.userId, step)
}

/** A time step counts once: a code read over a shoulder is worthless. */
async function spendStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const used = await tx
    .update(secondFactors)
    .set({ lastStep: step })
    .where(and(eq(secondFactors.userId, userId), lt(secondFactors.lastStep, step)))
    .returning({ userId: secondFactors.userId })
  return used.length === 1
}

async function spendRecoveryCode(tx: Tx, userId: string, code: string, now: Date): Promise<boolean> {
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(
      and(
        eq(recoveryCodes.codeHash, recoveryHash(userId, code)),
        eq(recoveryCodes.userId, userId),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: recoveryCodes.userId })
  return used.length === 1
}
