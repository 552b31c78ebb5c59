import { eq, like } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { emailVerifications, passwordResets, rateLimits, users } from '@/db/schema'
import { newId, newSecret } from '@/lib/ids'
import { takeFromLimit } from '@/lib/rate-limit'
import { mailsTo, tokenMailedTo } from '@/lib/testing/mailbox'
import { createPerson, type Person, signInCookie, viewerOf } from '@/lib/testing/people'
import { queriesOf } from '@/lib/testing/queries'
import { after, hourMs } from '@/lib/time'
import { withEvenAnswerTime } from '../even-answer-time'
import { limits } from '../limits'
import { isPassword } from '../passwords'
import { findReset, findVerification } from '../queries'
import { findViewer } from '../viewer'
import { changeEmail } from './email-change'
import { logIn } from './log-in'
import { changePassword, requestPasswordReset, resetPassword } from './password'
import { verifyEmail } from './verification'

const now = new Date('2026-11-23T10:00:00Z')
const somewhere = { address: null, userAgent: 'test' }
const fresh = 'snow on the roof top'

async function resetTokenOf(person: Person): Promise<string> {
  await requestPasswordReset(person.email, somewhere, now)
  return tokenMailedTo(person.email, 'reset-password')
}

async function opensWith(person: Person, password: string): Promise<boolean> {
  const [row] = await db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, person.id))
  return isPassword(row?.hash ?? null, password)
}

test('the link sets a new password once, ends every session and tells the owner', async () => {
  const person = await createPerson()
  const cookie = await signInCookie(person, now)
  const token = await resetTokenOf(person)
  expect(await findReset(token, now)).toEqual({ username: person.username, email: person.email })
  await resetPassword(token, fresh, now)
  expect([await opensWith(person, fresh), await opensWith(person, person.password)]).toEqual([true, false])
  expect(await findViewer(cookie.value, now)).toBeNull()
  expect((await mailsTo(person.email)).at(-1)?.subject).toBe('Your VirtualCafe password was changed')
  await expect(resetPassword(token, 'another quiet evening', now)).rejects.toMatchObject({ code: 'expired' })
  expect(await findReset(token, now)).toBeNull()
})

test('the link is kept as a hash and holds for one hour', async () => {
  const person = await createPerson()
  const token = await resetTokenOf(person)
  const rows = await db.select().from(passwordResets).where(eq(passwordResets.userId, person.id))
  expect(JSON.stringify(rows)).not.toContain(token)
  expect(await findReset(token, after(now, hourMs))).toBeNull()
  await expect(resetPassword(token, fresh, after(now, hourMs))).rejects.toMatchObject({ code: 'expired' })
  await resetPassword(token, fresh, after(now, hourMs - 1))
})

test('known and unknown addresses get the same answer at the same time, and the same limit', async () => {
  const person = await createPerson()
  const unknown = `${newId()}@example.test`
  const held = vi.mocked(withEvenAnswerTime)
  held.mockClear()
  for (let round = 0; round < 4; round++)
    for (const email of [person.email, unknown])
      expect(await requestPasswordReset(email, somewhere, now)).toBeUndefined()
  expect(held.mock.calls.map(([ms]) => ms)).toEqual(Array(8).fill(250))
  // What is more work for one of them lies within that time: without it both ask the database for the same.
  const aroundIt = (email: string) => {
    held.mockResolvedValueOnce(undefined)
    return queriesOf(() => requestPasswordReset(email, somewhere, now))
  }
  expect(await aroundIt(unknown)).toEqual(await aroundIt(person.email))
  for (const email of [person.email, unknown])
    await expect(requestPasswordReset(email, somewhere, now)).rejects.toMatchObject({ code: 'too-many' })
  expect(await mailsTo(unknown)).toEqual([])
})

test('a used link takes the other open ones along', async () => {
  const person = await createPerson()
  const [first, second] = [await resetTokenOf(person), await resetTokenOf(person)]
  await resetPassword(second, fresh, now)
  await expect(resetPassword(first, 'another quiet evening', now)).rejects.toMatchObject({ code: 'expired' })
})

test('a newer link takes the place of the older one', async () => {
  const person = await createPerson()
  const [first, second] = [await resetTokenOf(person), await resetTokenOf(person)]
  await expect(resetPassword(first, fresh, now)).rejects.toMatchObject({ code: 'expired' })
  await resetPassword(second, fresh, now)
})

test('used ten times in the same instant, it works once', async () => {
  const person = await createPerson()
  const token = await resetTokenOf(person)
  const tries = Array.from({ length: 10 }, (_, index) => resetPassword(token, `${fresh} ${index}`, now))
  const outcomes = await Promise.allSettled(tries)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a common password is refused and the link stays good', async () => {
  const person = await createPerson()
  const token = await resetTokenOf(person)
  for (const common of ['password123', `${person.username}1`])
    await expect(resetPassword(token, common, now)).rejects.toMatchObject({
      fields: { password: expect.any(String) },
    })
  await resetPassword(token, fresh, now)
})

test('links of one kind open nothing of the other kind', async () => {
  const person = await createPerson({ isVerified: false, createdAt: now })
  const reset = await resetTokenOf(person)
  const verification = await tokenMailedTo(person.email, 'verify-email')
  await expect(verifyEmail(reset, now)).rejects.toMatchObject({ code: 'expired' })
  await expect(resetPassword(verification, fresh, now)).rejects.toMatchObject({ code: 'expired' })
  await expect(resetPassword(newSecret(), fresh, now)).rejects.toMatchObject({ code: 'expired' })
  expect(await findReset(verification, now)).toBeNull()
  expect(await findVerification(reset, now)).toBeNull()
})

test('who resets by email has proved the address; a move that somebody else began is called off', async () => {
  const person = await createPerson({ isVerified: false })
  const squatter = await viewerOf(person)
  await changeEmail(squatter, { email: `evil-${person.email}`, password: person.password }, now)
  await resetPassword(await resetTokenOf(person), fresh, now)
  expect((await viewerOf(person)).isVerified).toBe(true)
  expect(await db.$count(emailVerifications, eq(emailVerifications.userId, person.id))).toBe(0)
  const stale = await tokenMailedTo(`evil-${person.email}`, 'verify-email')
  await expect(verifyEmail(stale, now)).rejects.toMatchObject({ code: 'expired' })
})

test('a reset lets somebody log in again whom strangers locked out by guessing', async () => {
  const person = await createPerson()
  const attempt = { identifier: person.username, password: 'wrong wrong', request: somewhere, device: null }
  for (let index = 0; index < 11; index++) await logIn(attempt, now).catch(() => undefined)
  const device = await resetPassword(await resetTokenOf(person), fresh, now)
  expect((await logIn({ ...attempt, password: fresh, device }, now)).step).toBe('done')
})

test.each<[string, (person: Person) => string]>([
  ['name', ({ username }) => username],
  ['address', ({ email }) => email],
])(
  'a reset lets the owner in everywhere at once, though wrong passwords for the %s had locked them out',
  async (_, nameOf) => {
    const person = await createPerson()
    const at = (address: string | null, password: string) =>
      logIn({ identifier: nameOf(person), password, request: { address, userAgent: 'test' }, device: null }, now)
    const places = [null, '203.0.113.7', '198.51.100.9', '2001:db8::1', '192.0.2.1', '192.0.2.2', '192.0.2.3']
    for (const address of places)
      for (let index = 0; index < 11; index++) await at(address, 'wrong').catch(() => undefined)
    await resetPassword(await resetTokenOf(person), fresh, now)
    for (const address of [...places, '203.0.113.99']) expect((await at(address, fresh)).step).toBe('done')
  },
)

test('a reset clears the tries at codes and at the password on logged-in pages, and nobody else\u2019s', async () => {
  const [person, other] = [await createPerson(), await createPerson()]
  const countFor = (id: string) => db.$count(rateLimits, like(rateLimits.key, `%${id}%`))
  for (const { id } of [person, other])
    for (const limit of [limits.secondFactor, limits.confirmPassword]) await takeFromLimit(limit, id, now)
  await resetPassword(await resetTokenOf(person), fresh, now)
  expect([await countFor(person.id), await countFor(other.id)]).toEqual([0, 2])
})

test('changing the password needs the current one and ends every session, also copies of this one', async () => {
  const person = await createPerson()
  const [viewer, other] = [await viewerOf(person), await signInCookie(person)]
  const wrong = changePassword(viewer, { currentPassword: 'wrong wrong', newPassword: fresh }, somewhere, now)
  await expect(wrong).rejects.toMatchObject({ fields: { currentPassword: 'This is not your password.' } })
  const common = changePassword(viewer, { currentPassword: person.password, newPassword: 'qwertyuiop' }, somewhere, now)
  await expect(common).rejects.toMatchObject({ fields: { newPassword: expect.any(String) } })
  expect(await opensWith(person, person.password)).toBe(true)
  const renewed = await changePassword(
    viewer,
    { currentPassword: person.password, newPassword: fresh },
    somewhere,
    new Date(),
  )
  expect(renewed.sessionId).not.toBe(viewer.sessionId)
  expect(await findViewer(other.value, new Date())).toBeNull()
  expect(await opensWith(person, fresh)).toBe(true)
})

test('the current password cannot be guessed from a logged-in page', async () => {
  const person = await createPerson()
  const viewer = await viewerOf(person)
  const guess = () =>
    changePassword(viewer, { currentPassword: 'wrong wrong', newPassword: fresh }, somewhere, now).catch(
      (error: { code: string }) => error.code,
    )
  const codes: unknown[] = []
  for (let index = 0; index < 11; index++) codes.push(await guess())
  expect(codes).toEqual([...Array(10).fill('invalid'), 'too-many'])
})
