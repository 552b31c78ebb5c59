import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { providerAccounts, users } from '@/db/schema'
import { newId } from '@/lib/ids'
import { createPerson, createViewer, viewerOf } from '@/lib/testing/people'
import { logInWithProvider, type ProviderProfile, untieProvider } from './providers'

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

test('an unverified account is never taken over, and an unverified address opens nothing', async () => {
  const squatted = await createPerson({ isVerified: false })
  const owner = theirs({ email: squatted.email })
  await expect(logInWithProvider(owner, browser, now)).rejects.toMatchObject({ code: 'unverified' })
  const person = await createPerson()
  for (const profile of [theirs({ email: person.email, isEmailVerified: false }), theirs({ email: null })])
    await expect(logInWithProvider(profile, browser, now)).rejects.toMatchObject({ code: 'unverified' })
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
  await untieProvider(stranger, 'google')
  expect(await db.$count(providerAccounts, eq(providerAccounts.userId, viewer.id))).toBe(2)

  await untieProvider(viewer, 'google')
  await untieProvider(viewer, 'github')
  expect(await db.$count(providerAccounts, eq(providerAccounts.userId, viewer.id))).toBe(0)
})

test('without a password two unties in the same instant leave one way in', async () => {
  const google = theirs()
  const { userId } = await logInWithProvider(google, browser, now)
  await logInWithProvider(theirs({ email: google.email, provider: 'github' }), browser, now)
  const viewer = { ...(await createViewer()), id: userId }
  const outcomes = await Promise.allSettled([untieProvider(viewer, 'google'), untieProvider(viewer, 'github')])
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await db.$count(providerAccounts, eq(providerAccounts.userId, userId))).toBe(1)
})
