import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { users } from '@/db/schema'
import { mailsTo, tokenMailedTo } from '@/lib/testing/mailbox'
import { createPerson, viewerOf } from '@/lib/testing/people'
import { getOwnProfile } from '../queries'
import { changeEmail } from './email-change'
import { requestPasswordReset, resetPassword } from './password'
import { verifyEmail } from './verification'

const now = new Date()
const emailOf = async (id: string) =>
  (await db.select({ email: users.email }).from(users).where(eq(users.id, id)))[0]?.email

test('the address moves only when the link in the new mailbox is used', async () => {
  const person = await createPerson()
  const viewer = await viewerOf(person)
  const wanted = `new-${person.email}`
  await changeEmail(viewer, { email: wanted, password: person.password }, now)
  expect(await emailOf(person.id)).toBe(person.email)
  expect(await getOwnProfile(viewer, now)).toMatchObject({ email: person.email, wantedEmail: wanted })
  await verifyEmail(await tokenMailedTo(wanted, 'verify-email'), now)
  expect(await getOwnProfile(viewer, now)).toMatchObject({ email: wanted, wantedEmail: null })
  const [notice] = await mailsTo(person.email)
  expect(notice?.text).toContain('n…@example.test')
  expect(notice?.text).not.toContain(wanted)
})

test('needs the password', async () => {
  const person = await createPerson()
  const attempt = changeEmail(await viewerOf(person), { email: `x-${person.email}`, password: 'wrong wrong' }, now)
  await expect(attempt).rejects.toMatchObject({ fields: { password: 'This is not your password.' } })
  expect(await mailsTo(`x-${person.email}`)).toEqual([])
})

test('a taken address looks like a free one, and its owner is told instead of sent a link', async () => {
  const [person, owner] = [await createPerson(), await createPerson()]
  const viewer = await viewerOf(person)
  await expect(changeEmail(viewer, { email: owner.email, password: person.password }, now)).resolves.toBeUndefined()
  expect(await getOwnProfile(viewer, now)).toMatchObject({ email: person.email, wantedEmail: owner.email })
  const mails = await mailsTo(owner.email)
  expect(mails.map(({ subject }) => subject)).toEqual(['You already have a VirtualCafe account'])
  expect(mails[0]?.text).not.toContain('verify-email')
})

test('the current address calls a move off', async () => {
  const person = await createPerson()
  const viewer = await viewerOf(person)
  const same = { email: person.email.toUpperCase(), password: person.password }
  await expect(changeEmail(viewer, same, now)).rejects.toMatchObject({ fields: { email: expect.any(String) } })
  await changeEmail(viewer, { email: `new-${person.email}`, password: person.password }, now)
  await changeEmail(viewer, same, now)
  expect(await getOwnProfile(viewer, now)).toMatchObject({ wantedEmail: null })
  const stale = await tokenMailedTo(`new-${person.email}`, 'verify-email')
  await expect(verifyEmail(stale, now)).rejects.toMatchObject({ code: 'expired' })
})

test('somebody unverified who mistyped their address moves to the right one, and the wrong one hears nothing', async () => {
  const person = await createPerson({ isVerified: false })
  const wanted = `right-${person.email}`
  await changeEmail(await viewerOf(person), { email: wanted, password: person.password }, now)
  await verifyEmail(await tokenMailedTo(wanted, 'verify-email'), now)
  expect(await viewerOf(person)).toMatchObject({ isVerified: true })
  expect(await emailOf(person.id)).toBe(wanted)
  expect((await mailsTo(person.email)).map(({ subject }) => subject)).toEqual(['Verify your email for VirtualCafe'])
})

test('a moved account cannot be opened by a reset link in the mailbox it left', async () => {
  const person = await createPerson()
  await requestPasswordReset(person.email, { address: null, userAgent: 'test' }, now)
  const old = await tokenMailedTo(person.email, 'reset-password')
  const wanted = `moved-${person.email}`
  await changeEmail(await viewerOf(person), { email: wanted, password: person.password }, now)
  await verifyEmail(await tokenMailedTo(wanted, 'verify-email'), now)
  await expect(resetPassword(old, 'a table by the window', now)).rejects.toMatchObject({ code: 'expired' })
})
