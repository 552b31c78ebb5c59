import 'server-only'
import { eq } from 'drizzle-orm'
import { transaction } from '@/db/client'
import { profiles, sessions } from '@/db/schema'
import { createAccount } from '@/lib/accounts/commands/create-account'
import { hashPassword } from '@/lib/accounts/passwords'
import type { Gender, Visibility } from '@/lib/accounts/rules'
import { sealSessionToken, sessionCookie, sessionLengthMs } from '@/lib/accounts/session-token'
import { findViewer, type Viewer } from '@/lib/accounts/viewer'
import { newId } from '@/lib/ids'
import { after } from '@/lib/time'

/** Somebody with an account, as a test knows them. */
export type Person = { id: string; username: string; email: string; password: string }

export type PersonOptions = {
  username?: string
  email?: string
  gender?: Gender
  timeZone?: string
  /** `members` unless said otherwise. */
  visibility?: Visibility
  /** True unless said otherwise. */
  isVerified?: boolean
  createdAt?: Date
}

/** Everybody's password in tests. */
export const testPassword = 'a quiet corner table'

/** The same, hashed once in a process: people are made without a hash each and can still log in. */
let testPasswordHash: Promise<string> | undefined

let counter = 0

/** A name nobody else has, also in another process. */
const freshName = () => `guest_${newId().slice(-8)}_${++counter}`

/** Somebody with an account, straight into the database; verified unless said otherwise. */
export async function createPerson(options: PersonOptions = {}): Promise<Person> {
  const now = options.createdAt ?? new Date()
  const username = options.username ?? freshName()
  const email = options.email ?? `${username.toLowerCase()}@example.test`
  testPasswordHash ??= hashPassword(testPassword)
  const account = {
    username,
    email,
    gender: options.gender ?? 'undisclosed',
    timeZone: options.timeZone ?? 'UTC',
    passwordHash: await testPasswordHash,
    emailVerifiedAt: (options.isVerified ?? true) ? now : undefined,
  } as const
  const created = await transaction(async (tx) => {
    const made = await createAccount(tx, account, now)
    const { visibility } = options
    if (visibility && !('taken' in made))
      await tx.update(profiles).set({ visibility }).where(eq(profiles.userId, made.id))
    return made
  })
  if ('taken' in created) throw new Error(`The test person ${username} <${email}> exists already.`)
  return { id: created.id, username, email, password: testPassword }
}

/** Signs a person in and answers their cookie: `context.addCookies([{ ...cookie, url }])` in a browser. */
export async function signInCookie(
  person: Pick<Person, 'id'>,
  now: Date = new Date(),
): Promise<{ name: string; value: string; sessionId: string }> {
  const sessionId = newId()
  await transaction((tx) =>
    tx.insert(sessions).values({
      id: sessionId,
      userId: person.id,
      userAgent: 'test',
      createdAt: now,
      lastSeenAt: now,
      expiresAt: after(now, sessionLengthMs),
    }),
  )
  return { name: sessionCookie(), value: await sealSessionToken({ userId: person.id, sessionId }), sessionId }
}

/** The person as commands and queries see them. */
export async function viewerOf(person: Pick<Person, 'id'>, now: Date = new Date()): Promise<Viewer> {
  const cookie = await signInCookie(person, now)
  const viewer = await findViewer(cookie.value, now)
  if (!viewer) throw new Error('The test person has no account any more.')
  return viewer
}

/** A new person as commands and queries see them; verified unless said otherwise. */
export const createViewer = async (options: PersonOptions = {}): Promise<Viewer> =>
  viewerOf(await createPerson(options))
