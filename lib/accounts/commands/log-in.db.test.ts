import { verify } from '@node-rs/argon2'
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import { rateLimits, sessions, users } from '@/db/schema'
import { hashSecret, newId } from '@/lib/ids'
import { createPerson, type Person, signInCookie, viewerOf } from '@/lib/testing/people'
import { queriesOf } from '@/lib/testing/queries'
import { after, dayMs, minuteMs } from '@/lib/time'
import type { KnownDevice } from '../cookies'
import { limits } from '../limits'
import { hashPassword, needsRehash } from '../passwords'
import { listSessions } from '../queries'
import { openSessionToken, sealSessionToken } from '../session-token'
import { findViewer } from '../viewer'
import { deleteAccount } from './deletion'
import { type LogInOutcome, logIn } from './log-in'
import { changePassword } from './password'
import { endOtherSessions, endSession, endSessionById, touchSession } from './sessions'

vi.mock('@node-rs/argon2', { spy: true })

const now = new Date('2026-11-23T10:00:00Z')
const from = (address: string | null, userAgent = 'test') => ({ address, userAgent })

type Try = { password?: string; address?: string | null; device?: KnownDevice | null; at?: Date }
const tryWith = (identifier: string, { password = 'wrong wrong', address = null, device = null, at = now }: Try = {}) =>
  logIn({ identifier, password, request: from(address), device }, at)

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'in',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )

function done(outcome: LogInOutcome) {
  if (outcome.step !== 'done') throw new Error('A code was asked for.')
  return outcome
}

test.each<[string, (person: Person) => string]>([
  ['name', ({ username }) => username],
  ['name in capitals', ({ username }) => username.toUpperCase()],
  ['address', ({ email }) => email],
  ['address in capitals', ({ email }) => email.toUpperCase()],
])('logs in by %s and starts a session', async (_, identifier) => {
  const person = await createPerson()
  const outcome = done(await tryWith(identifier(person), { password: person.password }))
  const cookie = await sealSessionToken(outcome)
  expect(await findViewer(cookie, now)).toMatchObject({ id: person.id, sessionId: outcome.sessionId })
})

test('unverified people get in too', async () => {
  const person = await createPerson({ isVerified: false })
  expect((await tryWith(person.username, { password: person.password })).step).toBe('done')
})

test('a wrong password, an unknown name and an account without a password are told the same', async () => {
  const person = await createPerson()
  const guest = await createPerson()
  await transaction((tx) => tx.update(users).set({ passwordHash: null }).where(eq(users.id, guest.id)))
  const answers = await Promise.all(
    [person.username, person.email, `nobody_${newId().slice(-8)}`, 'nobody@example.test', guest.username].map((name) =>
      tryWith(name).catch((error: { code: string; message: string; fields?: unknown }) => ({
        code: error.code,
        message: error.message,
        fields: error.fields,
      })),
    ),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]).toMatchObject({ code: 'invalid', message: expect.stringContaining('Invalid credentials') })
})

// How long each takes is measured by `npm run bench:answers`.
test('the work does not tell who exists: everybody is asked for the same rows, and one hash of one cost is checked', async () => {
  const [person, guest] = [await createPerson(), await createPerson()]
  await transaction((tx) => tx.update(users).set({ passwordHash: null }).where(eq(users.id, guest.id)))
  const hashes = vi.mocked(verify)
  const workFor = async (name: string) => {
    hashes.mockClear()
    const queries = await queriesOf(() => tryWith(name).catch(() => undefined))
    return { queries, costs: hashes.mock.calls.map(([hash]) => String(hash).split('$').slice(0, 4)) }
  }
  await workFor('warm-up')
  const known = await workFor(person.username)
  expect(known.costs).toHaveLength(1)
  for (const name of [`nobody_${newId().slice(-8)}`, guest.username]) expect(await workFor(name)).toEqual(known)
})

test('guessing is stopped after ten tries, for people who exist and for those who do not', async () => {
  const person = await createPerson()
  for (const name of [person.username, `nobody_${newId().slice(-8)}`]) {
    const codes: string[] = []
    for (let index = 0; index < 11; index++) codes.push(await codeOf(tryWith(name, { address: '203.0.113.9' })))
    expect(codes).toEqual([...Array(10).fill('invalid'), 'too-many'])
  }
  // The right password does not help the guesser either.
  expect(await codeOf(tryWith(person.username, { address: '203.0.113.9', password: person.password }))).toBe('too-many')
  const later = { address: '203.0.113.9', password: person.password, at: after(now, 16 * minuteMs) }
  expect(await codeOf(tryWith(person.username, later))).toBe('in')
})

test('a hundred guesses in the same instant are counted, every one', async () => {
  const person = await createPerson()
  const codes = await Promise.all(
    Array.from({ length: 40 }, () => codeOf(tryWith(person.username, { address: '203.0.113.10' }))),
  )
  expect(codes.filter((code) => code === 'invalid')).toHaveLength(10)
})

/** As if a limit had been used so often already: a hundred real tries would only cost time. */
const used = (key: string, count: number) =>
  transaction((tx) => tx.insert(rateLimits).values({ key, windowStartedAt: now, count }))

test('strangers who guess never lock out a browser that has logged in before', async () => {
  const person = await createPerson()
  const { userId, deviceId } = done(await tryWith(person.username, { password: person.password, address: '192.0.2.1' }))
  await transaction((tx) => tx.delete(rateLimits))
  await used(`${limits.logInFromStrangers.name}:${hashSecret(person.username)}`, 59)
  for (const last of ['invalid', 'too-many'])
    expect(await codeOf(tryWith(person.username, { address: '203.0.113.1' }))).toBe(last)
  // All strangers together are over their limit now, wherever they are …
  expect(await codeOf(tryWith(person.username, { address: '198.51.100.1', password: person.password }))).toBe(
    'too-many',
  )
  // … and the owner's browser comes in, even from the guesser's own address.
  const device = { userId, deviceId }
  const atHome = { password: person.password, address: '203.0.113.1', device }
  expect(await codeOf(tryWith(person.username, atHome))).toBe('in')
})

test('a known browser may not guess for ever either, and is known for its own account only', async () => {
  const [mine, other] = [await createPerson(), await createPerson()]
  const { userId, deviceId } = done(await tryWith(mine.username, { password: mine.password }))
  const device = { userId, deviceId }
  const codes: string[] = []
  for (let index = 0; index < 11; index++) codes.push(await codeOf(tryWith(mine.username, { device })))
  expect(codes.at(-1)).toBe('too-many')
  for (let index = 0; index < 10; index++) await codeOf(tryWith(other.username, { device }))
  expect(await codeOf(tryWith(other.username, { device, password: other.password }))).toBe('too-many')
})

test('one address guessing many names is stopped; a school behind one address that logs in rightly is not', async () => {
  const person = await createPerson()
  const address = '192.0.2.50'
  await used(`${limits.logInFromAddress.name}:${address}`, 99)
  for (let index = 0; index < 5; index++)
    expect(await codeOf(tryWith(person.username, { address, password: person.password }))).toBe('in')
  const codes: string[] = []
  for (let index = 0; index < 3; index++) codes.push(await codeOf(tryWith(`someone_${index}`, { address })))
  expect(codes).toEqual(['invalid', 'too-many', 'too-many'])
})

test('a hash of an older cost is renewed by logging in', async () => {
  const person = await createPerson()
  const { hash } = await import('@node-rs/argon2')
  const old = await hash(person.password, { memoryCost: 4_096, timeCost: 3, parallelism: 1 })
  await transaction((tx) => tx.update(users).set({ passwordHash: old }).where(eq(users.id, person.id)))
  await tryWith(person.username, { password: person.password })
  const [row] = await db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, person.id))
  expect(needsRehash(old)).toBe(true)
  expect(needsRehash(row?.hash ?? old)).toBe(false)
  expect((await tryWith(person.username, { password: person.password })).step).toBe('done')
})

test('composed and decomposed accents are one password', async () => {
  const person = await createPerson()
  const passwordHash = await hashPassword('caf\u00e9 au lait')
  await transaction((tx) => tx.update(users).set({ passwordHash }).where(eq(users.id, person.id)))
  expect((await tryWith(person.username, { password: 'cafe\u0301 au lait' })).step).toBe('done')
})

test('every log-in has a session id of its own', async () => {
  const person = await createPerson()
  const ids = new Set<string>()
  for (let index = 0; index < 3; index++)
    ids.add(done(await tryWith(person.username, { password: person.password })).sessionId)
  expect(ids.size).toBe(3)
})

test('a copied cookie is worthless after the session ended, the password changed, the account was deleted', async () => {
  const person = await createPerson()
  const [ended, copied, last] = [await signInCookie(person), await signInCookie(person), await signInCookie(person)]
  await endSessionById(ended.sessionId)
  expect(await findViewer(ended.value, new Date())).toBeNull()

  const viewer = await findViewer(copied.value, new Date())
  if (!viewer) throw new Error('the copy should still work')
  const change = { currentPassword: person.password, newPassword: 'snow on the roof top' }
  const renewed = await changePassword(viewer, change, from(null), new Date())
  expect(await findViewer(copied.value, new Date())).toBeNull()
  expect(await findViewer(last.value, new Date())).toBeNull()
  const current = await sealSessionToken(renewed)
  const renewedViewer = await findViewer(current, new Date())
  if (!renewedViewer) throw new Error('the new session should work')

  await deleteAccount(renewedViewer, 'snow on the roof top', new Date())
  expect(await findViewer(current, new Date())).toBeNull()
})

test('a session lasts thirty days', async () => {
  const person = await createPerson()
  const cookie = await signInCookie(person)
  expect(await findViewer(cookie.value, after(new Date(), 30 * dayMs - minuteMs))).not.toBeNull()
  expect(await findViewer(cookie.value, after(new Date(), 30 * dayMs + minuteMs))).toBeNull()
})

test('a cookie that is made up, altered, or pairs a session with another person opens nothing', async () => {
  const [mine, theirs] = [await createPerson(), await createPerson()]
  const cookie = await signInCookie(theirs)
  const crossed = await sealSessionToken({ userId: mine.id, sessionId: cookie.sessionId })
  for (const value of ['', 'x', 'a.b.c', `${cookie.value}x`, cookie.value.slice(0, -4), crossed, 'null', '{}'])
    expect(await findViewer(value, new Date())).toBeNull()
  expect(await openSessionToken(undefined)).toBeNull()
})

test('sessions are listed and ended by their owner only', async () => {
  const [mine, theirs] = [await createPerson(), await createPerson()]
  const viewer = await viewerOf(mine)
  const elsewhere = await signInCookie(mine)
  const foreign = await signInCookie(theirs)
  const listed = await listSessions(viewer, new Date())
  expect(listed.map(({ id }) => id).toSorted()).toEqual([viewer.sessionId, elsewhere.sessionId].toSorted())
  expect(listed.find(({ isCurrent }) => isCurrent)?.id).toBe(viewer.sessionId)
  await expect(endSession(viewer, foreign.sessionId)).rejects.toMatchObject({ code: 'not-found' })
  await expect(endSession(viewer, 'nothing')).rejects.toMatchObject({ code: 'not-found' })
  await endSession(viewer, elsewhere.sessionId)
  expect(await findViewer(elsewhere.value, new Date())).toBeNull()
  const third = await signInCookie(mine)
  await endOtherSessions(viewer)
  expect(await findViewer(third.value, new Date())).toBeNull()
  expect(await findViewer(foreign.value, new Date())).not.toBeNull()
  expect(await listSessions(viewer, new Date())).toHaveLength(1)
})

test('"last seen" moves at most every five minutes', async () => {
  const person = await createPerson()
  const { sessionId } = await signInCookie(person, now)
  const seen = async () => {
    const [row] = await db.select({ at: sessions.lastSeenAt }).from(sessions).where(eq(sessions.id, sessionId))
    return row?.at
  }
  await touchSession(sessionId, after(now, 4 * minuteMs))
  expect(await seen()).toEqual(now)
  await touchSession(sessionId, after(now, 6 * minuteMs))
  expect(await seen()).toEqual(after(now, 6 * minuteMs))
})
