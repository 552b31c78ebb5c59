import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { users } from '@/db/schema'
import { isPassword } from '@/lib/accounts/passwords'
import { createPerson, testPassword, viewerOf } from './people'

test('a test person is a real account: verified, with a viewer, and the password opens it', async () => {
  const person = await createPerson()
  const viewer = await viewerOf(person)
  expect(viewer).toMatchObject({
    id: person.id,
    username: person.username,
    isVerified: true,
    level: 1,
    timeZone: 'UTC',
  })
  const [row] = await db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, person.id))
  expect(await isPassword(row?.hash ?? null, testPassword)).toBe(true)
})

test('a test person can be unverified, with a chosen name', async () => {
  const person = await createPerson({ isVerified: false, username: 'maria.k', timeZone: 'Europe/Berlin' })
  expect(await viewerOf(person)).toMatchObject({ username: 'maria.k', isVerified: false, timeZone: 'Europe/Berlin' })
})
