import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import { calendarFeeds, providerAccounts, recoveryCodes, secondFactors, sessions, users } from '@/db/schema'
import { newId } from '@/lib/ids'
import { mailsTo, tokenMailedTo } from '@/lib/testing/mailbox'
import { createPerson, createViewer, signInCookie, viewerOf } from '@/lib/testing/people'
import { findViewer } from '../viewer'
import { changeEmail } from './email-change'
import { logIn } from './log-in'
import { requestPasswordReset, resetPassword } from './password'
import { logInWithProvider, type ProviderProfile, unlinkProvider } from './providers'
import { verifyEmail } from './verification'

const now = new Date()
const browser = { request: { address: null, userAgent: 'test' }, device: null }
const theirs = (more: Partial<ProviderProfile> = {}): ProviderProfile => ({
  provider: 'google',
  providerAccountId: newId(),
  email: `${newId()}@example.test`,
  isEmailVerified: true,
  name: 'Zoë Müller-Łuk',
  ...more,
})

test('a first log-in makes a verified account with a fitting name; the second finds it', async () => {
  const profile = theirs()
  const first = await logInWithProvider(profile, browser, now)
  const second = await logInWithProvider({ ...profile, email: null, isEmailVerified: false }, browser, now)
  expect(second.userId).toBe(first.userId)
  const [user] = await db.select().from(users).where(eq(users.id, first.userId))
  expect(user).toMatchObject({ passwordHash: null, email: profile.email })
  expect(user?.username).toMatch(/^[A-Za-z0-9_]{3,30}$/)
})

test('two people with one name get two accounts', async () => {
  const [one, other] = [
    await logInWithProvider(theirs({ name: 'Same Name' }), browser, now),
    await logInWithProvider(theirs({ name: 'Same Name' }), browser, now),
  ]
  expect(one.userId).not.toBe(other.userId)
})

test('the verified account with the same verified address is tied', async () => {
  const person = await createPerson()
  const outcome = await logInWithProvider(theirs({ email: person.email.toUpperCase() }), browser, now)
  expect(outcome.userId).toBe(person.id)
})

test('an address the provider vouches for takes over an account that never proved it, and leaves the stranger nothing', async () => {
  const squatted = await createPerson({ isVerified: false })
  const session = await signInCookie(squatted)
  await changeEmail(await viewerOf(squatted), { email: `evil-${squatted.email}`, password: squatted.password }, now)
  const move = await tokenMailedTo(`evil-${squatted.email}`, 'verify-email')
  await requestPasswordReset(squatted.email, browser.request, now)
  const reset = await tokenMailedTo(squatted.email, 'reset-password')
  // What only a database of long ago can hold for an account like this goes, too.
  await transaction(async (tx) => {
    await tx.insert(secondFactors).values({ userId: squatted.id, secret: 'x', enabledAt: now, createdAt: now })
    await tx.insert(recoveryCodes).values({ userId: squatted.id, codeHash: newId() })
    await tx.insert(calendarFeeds).values({ userId: squatted.id, tokenHash: newId(), createdAt: now })
    const foreign = { provider: 'github', providerAccountId: newId(), createdAt: now } as const
    await tx.insert(providerAccounts).values({ userId: squatted.id, ...foreign })
  })

  const outcome = await logInWithProvider(theirs({ email: squatted.email }), browser, now)
  expect(outcome).toMatchObject({ step: 'done', userId: squatted.id })
  expect(await findViewer(session.value, now)).toBeNull()
  const attempt = { identifier: squatted.username, password: squatted.password, ...browser }
  await expect(logIn(attempt, now)).rejects.toMatchObject({ code: 'invalid' })
  await expect(verifyEmail(move, now)).rejects.toMatchObject({ code: 'expired' })
  await expect(resetPassword(reset, 'a table by the window', now)).rejects.toMatchObject({ code: 'expired' })
  const left = [secondFactors, recoveryCodes, calendarFeeds].map((rows) =>
    db.$count(rows, eq(rows.userId, squatted.id)),
  )
  expect(await Promise.all(left)).toEqual([0, 0, 0])
  expect(await db.$count(providerAccounts, eq(providerAccounts.userId, squatted.id))).toBe(1)
  expect((await viewerOf(squatted)).isVerified).toBe(true)
  const subjects = (await mailsTo(squatted.email)).map(({ subject }) => subject)
  expect(subjects).toContain('Your VirtualCafe account is yours now')
})

test('a password whose owner never pressed the link of the account goes when a provider vouches for the address', async () => {
  const squatted = await createPerson({ isVerified: false })
  // The owner of the mailbox, in a browser of their own; then the stranger with the password they chose.
  await verifyEmail(await tokenMailedTo(squatted.email, 'verify-email'), now)
  const attempt = { identifier: squatted.username, password: squatted.password, ...browser }
  const stranger = await logIn(attempt, now)
  expect(stranger).toMatchObject({ step: 'done' })

  expect(await logInWithProvider(theirs({ email: squatted.email }), browser, now)).toMatchObject({
    userId: squatted.id,
  })
  await expect(logIn(attempt, now)).rejects.toMatchObject({ code: 'invalid' })
  const left = await db.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, squatted.id))
  expect(left).toHaveLength(1)
})

test('who pressed the link in a session of the account, or chose the password by email, keeps it beside a provider', async () => {
  const [pressed, reset] = [await createPerson({ isVerified: false }), await createPerson({ isVerified: false })]
  const { sessionId } = await signInCookie(pressed, now)
  await verifyEmail(await tokenMailedTo(pressed.email, 'verify-email'), now, sessionId)
  await verifyEmail(await tokenMailedTo(reset.email, 'verify-email'), now)
  await requestPasswordReset(reset.email, browser.request, now)
  await resetPassword(await tokenMailedTo(reset.email, 'reset-password'), 'a table by the window', now)
  for (const [person, password] of [
    [pressed, pressed.password],
    [reset, 'a table by the window'],
  ] as const) {
    await logInWithProvider(theirs({ email: person.email }), browser, now)
    const outcome = await logIn({ identifier: person.username, password, ...browser }, now)
    expect(outcome).toMatchObject({ step: 'done', userId: person.id })
  }
})

test('an unverified address opens nothing', async () => {
  const person = await createPerson()
  for (const profile of [theirs({ email: person.email, isEmailVerified: false }), theirs({ email: null })])
    await expect(logInWithProvider(profile, browser, now)).rejects.toMatchObject({ code: 'unverified' })
  expect(await db.$count(providerAccounts, eq(providerAccounts.userId, person.id))).toBe(0)
})

test.each([
  ['a full-width message', (email: string) => `\uff47${email.slice(1)}`],
  ['a message that folds to another', (email: string) => email.replace('guest', 'gue\u017ft')],
  ['a line break and another recipient', (email: string) => `${email}\r\nBcc: x@evil.test`],
  ['a second address', (email: string) => `${email},x@evil.test`],
  ['a space around it', (email: string) => ` ${email} `],
  ['a name around it', (email: string) => `Maria <${email}>`],
  ['a NUL', (email: string) => `${email}\0`],
  ['too many letters', (email: string) => 'x'.repeat(300) + email],
])('an address with %s is no address, though a provider vouches for it', async (_, change) => {
  const person = await createPerson()
  const before = await db.$count(users)
  const attempt = logInWithProvider(theirs({ email: change(person.email) }), browser, now)
  await expect(attempt).rejects.toMatchObject({ code: 'invalid' })
  expect(await db.$count(users)).toBe(before)
  expect(await db.$count(providerAccounts, eq(providerAccounts.userId, person.id))).toBe(0)
})

test('two first log-ins in the same instant make one account', async () => {
  const profile = theirs()
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => logInWithProvider(profile, browser, now)))
  const ids = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.userId] : []))
  expect(new Set(ids).size).toBe(1)
  expect(await db.$count(users, eq(users.emailKey, profile.email ?? ''))).toBe(1)
})

test('what was tied can be untied, but not the only way in', async () => {
  const person = await createPerson()
  const viewer = await viewerOf(person)
  const google = theirs({ email: person.email })
  const gitHub = theirs({ email: person.email, provider: 'github' })
  for (const profile of [google, gitHub]) await logInWithProvider(profile, browser, now)
  const stranger = await createViewer()
  await unlinkProvider(stranger, 'google')
  expect(await db.$count(providerAccounts, eq(providerAccounts.userId, viewer.id))).toBe(2)

  await unlinkProvider(viewer, 'google')
  await unlinkProvider(viewer, 'github')
  expect(await db.$count(providerAccounts, eq(providerAccounts.userId, viewer.id))).toBe(0)
})

test('without a password two unties in the same instant leave one way in', async () => {
  const google = theirs()
  const { userId } = await logInWithProvider(google, browser, now)
  await logInWithProvider(theirs({ email: google.email, provider: 'github' }), browser, now)
  const viewer = { ...(await createViewer()), id: userId }
  const outcomes = await Promise.allSettled([unlinkProvider(viewer, 'google'), unlinkProvider(viewer, 'github')])
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await db.$count(providerAccounts, eq(providerAccounts.userId, userId))).toBe(1)
})
