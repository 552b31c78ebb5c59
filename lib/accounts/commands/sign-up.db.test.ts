import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { emailVerifications, mails, preferences, profiles, studyTotals, users } from '@/db/schema'
import { countAll } from '@/db/sql'
import type { AppError } from '@/lib/errors'
import { hashSecret, newId } from '@/lib/ids'
import { mailsTo, tokenMailedTo } from '@/lib/testing/mailbox'
import { createPerson } from '@/lib/testing/people'
import { after, dayMs } from '@/lib/time'
import { isPassword } from '../passwords'
import { type SignUpInput, signUpSchema } from '../schemas'
import { signUp } from './sign-up'

const now = new Date('2026-11-23T10:00:00Z')
const somewhere = { address: null, userAgent: 'test' }
const fresh = () => `p${newId().slice(-10)}`

const inputFor = (username: string, more: Partial<SignUpInput> = {}): SignUpInput => ({
  username,
  email: `${username.toLowerCase()}@example.test`,
  gender: 'female',
  password: 'rain on the window',
  ...more,
})

const refusal = (attempt: Promise<unknown>): Promise<AppError> =>
  attempt.then(
    () => {
      throw new Error('It went through.')
    },
    (error: unknown) => error as AppError,
  )

async function userNamed(username: string) {
  const [user] = await db.select().from(users).where(eq(users.username, username))
  if (!user) throw new Error(`nobody is called ${username}`)
  return user
}

test('makes the account and everything that belongs to it, with a UUID link for 24 hours', async () => {
  const name = fresh()
  await signUp(inputFor(name, { timeZone: 'Asia/Tokyo' }), somewhere, now)
  const user = await userNamed(name)
  expect(await isPassword(user.passwordHash, 'rain on the window')).toBe(true)
  expect(user.passwordHash).toMatch(/^\$argon2id\$v=19\$/)
  const [profile] = await db.select().from(profiles).where(eq(profiles.userId, user.id))
  expect(profile).toMatchObject({ gender: 'female', timeZone: 'Asia/Tokyo', emailVerifiedAt: null })
  expect(await db.$count(preferences, eq(preferences.userId, user.id))).toBe(1)
  expect(await db.$count(studyTotals, eq(studyTotals.userId, user.id))).toBe(1)
  const [open] = await db.select().from(emailVerifications).where(eq(emailVerifications.userId, user.id))
  const token = await tokenMailedTo(user.email, 'verify-email')
  expect(token).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(open).toMatchObject({ tokenHash: hashSecret(token), expiresAt: after(now, dayMs) })
})

test('links are made from the configured address, whatever a request says', async () => {
  const name = fresh()
  await signUp(inputFor(name), somewhere, now)
  const [mail] = await mailsTo(`${name}@example.test`)
  expect(mail?.text).toContain('http://localhost:3000/verify-email/')
  expect(mail?.html).toContain('http://localhost:3000/verify-email/')
})

test('a name is taken without regard to case: one error beside the field, nothing written', async () => {
  const name = fresh()
  await signUp(inputFor(name), somewhere, now)
  const error = await refusal(signUp(inputFor(name.toUpperCase(), { email: 'other@example.test' }), somewhere, now))
  expect(error).toMatchObject({ code: 'invalid', fields: { username: expect.stringContaining('taken') } })
  expect(await mailsTo('other@example.test')).toEqual([])
})

test('twenty sign-ups with one name in the same instant: one account, nineteen friendly errors', async () => {
  const name = fresh()
  const tries = Array.from({ length: 20 }, (_, index) =>
    signUp(inputFor(name, { email: `${name}${index}@example.test` }), somewhere, now),
  )
  const outcomes = await Promise.allSettled(tries)
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as AppError] : []))
  expect(refused).toHaveLength(19)
  for (const error of refused) expect(error.fields?.username).toContain('taken')
  const [count] = await db.select({ count: countAll() }).from(users).where(eq(users.usernameKey, name))
  expect(count?.count).toBe(1)
})

test('an address that has an account gets the same answer; its owner an email, the account nothing', async () => {
  const owner = await createPerson()
  const before = await db.$count(users)
  const name = fresh()
  await expect(signUp(inputFor(name, { email: owner.email.toUpperCase() }), somewhere, now)).resolves.toBeUndefined()
  expect(await db.$count(users)).toBe(before)
  const [mail] = await mailsTo(owner.email)
  expect(mail?.subject).toBe('You already have a VirtualCafe account')
  expect(mail?.text).not.toContain('verify-email')
})

test('when name and address are both taken, the name is all that is said', async () => {
  const owner = await createPerson()
  const error = await refusal(signUp(inputFor(owner.username, { email: owner.email }), somewhere, now))
  expect(error.fields).toEqual({ username: expect.stringContaining('taken') })
  expect(await mailsTo(owner.email)).toEqual([])
})

test.each(['password', 'PASSWORD123', 'qwertyuiop', 'aaaaaaaaaaaa', 'dragon1987!'])(
  'refuses the common password %s beside the field, before anything else happens',
  async (password) => {
    const name = fresh()
    const error = await refusal(signUp(inputFor(name, { password }), somewhere, now))
    expect(error.fields).toEqual({ password: expect.stringContaining('too easy to guess') })
    expect(await db.$count(users, eq(users.usernameKey, name))).toBe(0)
  },
)

test('refuses the own name or address as a password', async () => {
  const name = fresh()
  expect(
    (await refusal(signUp(inputFor(name, { password: name.toUpperCase() }), somewhere, now))).fields,
  ).toHaveProperty('password')
})

test('passwords that differ only after 72 bytes are two passwords', async () => {
  const name = fresh()
  const long = 'four words and then some, '.repeat(4)
  await signUp(inputFor(name, { password: `${long}a` }), somewhere, now)
  const { passwordHash } = await userNamed(name)
  expect(await isPassword(passwordHash, `${long}a`)).toBe(true)
  expect(await isPassword(passwordHash, `${long}b`)).toBe(false)
})

test('strangers cannot make us flood one mailbox: the sixth try is too many, known address or not', async () => {
  const owner = await createPerson()
  for (const email of [owner.email, `${fresh()}@example.test`]) {
    for (let index = 0; index < 5; index++) await signUp(inputFor(fresh(), { email }), somewhere, now)
    expect(await refusal(signUp(inputFor(fresh(), { email }), somewhere, now))).toMatchObject({ code: 'too-many' })
  }
})

test('looking for a free name does not use up the emails', async () => {
  const [taken, mine] = [await createPerson(), fresh()]
  const email = `${mine}@example.test`
  for (let index = 0; index < 7; index++)
    expect(await refusal(signUp(inputFor(taken.username, { email }), somewhere, now))).toMatchObject({
      code: 'invalid',
    })
  await signUp(inputFor(mine, { email }), somewhere, now)
})

test.each([
  ['Cyrillic letters that look like ours', { username: 'mаria' }, 'username'],
  ['a full-width name', { username: 'ｍａｒｉａ' }, 'username'],
  ['an invisible joiner', { username: 'ma\u200dria' }, 'username'],
  ['two dots', { username: 'ma..ria' }, 'username'],
  ['a name of the house', { username: 'Admin' }, 'username'],
  ['a line break in the name', { username: 'maria\r\nBcc: x' }, 'username'],
  ['a line break in the address', { email: 'a@example.test\r\nBcc: victim@example.test' }, 'email'],
  ['two addresses', { email: 'a@example.test,b@example.test' }, 'email'],
  ['a display name', { email: 'A <a@example.test>' }, 'email'],
  ['a message of another script in the address', { email: 'mаria@example.test' }, 'email'],
  ['seven characters', { password: 'sevench' }, 'password'],
  ['129 characters', { password: 'x'.repeat(129) }, 'password'],
  ['an unknown gender', { gender: 'admin' }, 'gender'],
  ['no name', { username: undefined }, 'username'],
  ['an object for a name', { username: { $ne: null } }, 'username'],
])('the form refuses %s beside the field', (_, change, field) => {
  const parsed = signUpSchema.safeParse({ ...inputFor('maria'), ...change })
  expect(parsed.success).toBe(false)
  expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual(expect.arrayContaining([field]))
})

test('an account that fails half-way leaves nothing behind', async () => {
  const name = fresh()
  // An address that passes the form but not the mail: everything before it must be undone.
  await expect(signUp(inputFor(name, { email: `${name}@exa mple.test` }), somewhere, now)).rejects.toThrow()
  expect(await db.$count(users, eq(users.usernameKey, name))).toBe(0)
  expect(await db.$count(mails, eq(mails.toAddress, `${name}@exa mple.test`))).toBe(0)
})
