import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { emailVerifications, profiles, users } from '@/db/schema'
import { newUuid } from '@/lib/ids'
import { mailsTo, tokenMailedTo } from '@/lib/testing/mailbox'
import { createPerson, type Person, signInCookie, viewerOf } from '@/lib/testing/people'
import { after, dayMs, hourMs, minuteMs } from '@/lib/time'
import { findVerification } from '../queries'
import { findViewer } from '../viewer'
import { resendOwnVerification, resendVerification, verifyEmail } from './verification'

const now = new Date('2026-11-23T10:00:00Z')
const somewhere = { address: null, userAgent: 'test' }
const waiting = () => createPerson({ isVerified: false, createdAt: now })

const isVerified = async ({ id }: Person) => {
  const [row] = await db.select({ at: profiles.emailVerifiedAt }).from(profiles).where(eq(profiles.userId, id))
  return row?.at !== null
}
const openLinks = ({ id }: Person) => db.$count(emailVerifications, eq(emailVerifications.userId, id))

test('the link verifies the address and is gone; a second use is refused', async () => {
  const person = await waiting()
  const token = await tokenMailedTo(person.email, 'verify-email')
  await verifyEmail(token, after(now, minuteMs))
  expect(await isVerified(person)).toBe(true)
  expect(await openLinks(person)).toBe(0)
  await expect(verifyEmail(token, after(now, minuteMs))).rejects.toMatchObject({ code: 'expired' })
})

test('looking at the link consumes nothing: email scanners open every link', async () => {
  const person = await waiting()
  const token = await tokenMailedTo(person.email, 'verify-email')
  for (let index = 0; index < 3; index++)
    expect(await findVerification(token, now)).toEqual({ username: person.username, email: person.email })
  expect(await isVerified(person)).toBe(false)
  expect(await openLinks(person)).toBe(1)
})

test('the link holds for 24 hours, not a millisecond longer', async () => {
  const [early, late] = [await waiting(), await waiting()]
  await verifyEmail(await tokenMailedTo(early.email, 'verify-email'), after(now, dayMs - 1))
  expect(await isVerified(early)).toBe(true)
  const token = await tokenMailedTo(late.email, 'verify-email')
  expect(await findVerification(token, after(now, dayMs))).toBeNull()
  await expect(verifyEmail(token, after(now, dayMs))).rejects.toMatchObject({ code: 'expired' })
  expect(await isVerified(late)).toBe(false)
})

test.each([
  ['made up', newUuid()],
  ['empty', ''],
  ['the hash instead of the token', 'a'.repeat(64)],
  ['a wildcard', '%'],
  ['SQL', "' or 1=1 --"],
])('a token that is %s is refused', async (_, token) => {
  await expect(verifyEmail(token, now)).rejects.toMatchObject({ code: 'expired' })
})

test("one person's link never verifies another", async () => {
  const [one, other] = [await waiting(), await waiting()]
  await verifyEmail(await tokenMailedTo(one.email, 'verify-email'), now)
  expect(await isVerified(one)).toBe(true)
  expect(await isVerified(other)).toBe(false)
})

test('used ten times in the same instant, it works once', async () => {
  const person = await waiting()
  const token = await tokenMailedTo(person.email, 'verify-email')
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => verifyEmail(token, now)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a new email replaces the old link, after a minute', async () => {
  const person = await waiting()
  const viewer = await viewerOf(person, now)
  const first = await tokenMailedTo(person.email, 'verify-email')
  await resendOwnVerification(viewer, now)
  const second = await tokenMailedTo(person.email, 'verify-email')
  expect(second).not.toBe(first)
  await expect(resendOwnVerification(viewer, after(now, 59_000))).rejects.toMatchObject({
    code: 'too-many',
    retryAfterS: 1,
  })
  await expect(verifyEmail(first, now)).rejects.toMatchObject({ code: 'expired' })
  await verifyEmail(second, now)
  await expect(resendOwnVerification(viewer, after(now, hourMs))).rejects.toMatchObject({ code: 'conflict' })
})

test('the public page answers the same for a waiting, a verified and an unknown address', async () => {
  const [open, done] = [await waiting(), await createPerson()]
  const addresses = [open.email, done.email, `${newUuid()}@example.test`]
  for (const email of addresses) expect(await resendVerification(email, somewhere, now)).toBeUndefined()
  for (const email of addresses)
    await expect(resendVerification(email.toUpperCase(), somewhere, after(now, 30_000))).rejects.toMatchObject({
      code: 'too-many',
      retryAfterS: 30,
    })
  expect(await mailsTo(open.email)).toHaveLength(2)
  expect(await mailsTo(done.email)).toHaveLength(0)
})

test('a stranger asking on the public page does not use up what the owner may ask for', async () => {
  const person = await waiting()
  await resendVerification(person.email, somewhere, now)
  await expect(resendOwnVerification(await viewerOf(person, now), now)).resolves.toBeUndefined()
})

test('verifying moves the account to its new address, unless somebody else was faster', async () => {
  const { changeEmail } = await import('./email-change')
  const [mover, rival] = [await createPerson(), await createPerson()]
  const wanted = `new-${mover.email}`
  await changeEmail(await viewerOf(mover, now), { email: wanted, password: mover.password }, now)
  await changeEmail(await viewerOf(rival, now), { email: wanted, password: rival.password }, now)
  const tokens = (await mailsTo(wanted)).map(({ text }) => /verify-email\/(\S+)/.exec(text)?.[1] ?? '')
  expect(tokens).toHaveLength(2)
  await verifyEmail(tokens[0] ?? '', now)
  await expect(verifyEmail(tokens[1] ?? '', now)).rejects.toMatchObject({ code: 'conflict' })
  const [moved] = await db.select({ email: users.email }).from(users).where(eq(users.id, mover.id))
  const [stayed] = await db.select({ email: users.email }).from(users).where(eq(users.id, rival.id))
  expect([moved?.email, stayed?.email]).toEqual([wanted, rival.email])
  expect((await mailsTo(mover.email)).map(({ subject }) => subject)).toEqual(['Your VirtualCafe email was changed'])
})

test('verifying an address ends every session but the one that pressed the link', async () => {
  const person = await waiting()
  const [mine, elsewhere] = [await signInCookie(person, now), await signInCookie(person, now)]
  const token = await tokenMailedTo(person.email, 'verify-email')
  await verifyEmail(token, after(now, minuteMs), mine.sessionId)
  expect(await findViewer(mine.value, after(now, minuteMs))).toMatchObject({ isVerified: true })
  expect(await findViewer(elsewhere.value, after(now, minuteMs))).toBeNull()
})

test('pressed without being logged in, or as somebody else, it ends every session: one may be a stranger\u2019s', async () => {
  const other = await signInCookie(await createPerson(), now)
  for (const pressedBy of [undefined, other.sessionId]) {
    const person = await waiting()
    const squatter = await signInCookie(person, now)
    await verifyEmail(await tokenMailedTo(person.email, 'verify-email'), after(now, minuteMs), pressedBy)
    expect(await findViewer(squatter.value, after(now, minuteMs))).toBeNull()
  }
  expect(await findViewer(other.value, after(now, minuteMs))).not.toBeNull()
})
