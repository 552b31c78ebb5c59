import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { recoveryCodes, secondFactors } from '@/db/schema'
import { mailsTo } from '@/lib/testing/mailbox'
import { createPerson, type Person, viewerOf } from '@/lib/testing/people'
import { after, minuteMs, secondMs } from '@/lib/time'
import { getSecondFactor } from '../queries'
import { authenticator } from '../totp'
import { logIn } from './log-in'
import { changePassword } from './password'
import { beginSecondFactor, disableSecondFactor, enableSecondFactor, passSecondFactor } from './second-factor'

const now = new Date('2026-11-23T10:00:10Z')
const somewhere = { address: null, userAgent: 'test' }
const browser = { request: somewhere, device: null }

const codeAt = (secret: string, at: Date) => authenticator(secret, '').generate({ timestamp: at.getTime() })

async function secured(person: Person) {
  const viewer = await viewerOf(person, now)
  await beginSecondFactor(viewer, person.password, now)
  const secondFactor = await getSecondFactor(viewer)
  if (secondFactor.status !== 'setting-up') throw new Error('the set-up should have begun')
  const codes = await enableSecondFactor(viewer, codeAt(secondFactor.secret, now), now)
  return { viewer, secret: secondFactor.secret, codes }
}

async function passwordRight(person: Person, at: Date) {
  const attempt = { identifier: person.username, password: person.password, request: somewhere, device: null }
  const outcome = await logIn(attempt, at)
  if (outcome.step !== 'second-factor') throw new Error('a code should be asked for')
  return outcome
}

test('RFC 6238 test vector: the library counts like the authenticator apps', () => {
  // "12345678901234567890" in base 32; at 1111111109 s the eight digits end in 07081804, the six in 081804.
  expect(codeAt('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', new Date(1_111_111_109_000))).toBe('081804')
})

test('counts for nothing until a first code proves that the app has it', async () => {
  const person = await createPerson()
  const viewer = await viewerOf(person, now)
  await beginSecondFactor(viewer, person.password, now)
  const attempt = { identifier: person.username, password: person.password, request: somewhere, device: null }
  expect((await logIn(attempt, now)).step).toBe('done')
  await expect(enableSecondFactor(viewer, '000000', now)).rejects.toMatchObject({
    fields: { code: expect.any(String) },
  })
  expect((await getSecondFactor(viewer)).status).toBe('setting-up')
})

test('the secret is encrypted and the recovery codes are hashed in the database', async () => {
  const person = await createPerson()
  const { secret, codes } = await secured(person)
  const rows = JSON.stringify([
    await db.select().from(secondFactors).where(eq(secondFactors.userId, person.id)),
    await db.select().from(recoveryCodes).where(eq(recoveryCodes.userId, person.id)),
  ])
  expect(rows).not.toContain(secret)
  for (const code of codes) expect(rows).not.toContain(code.replaceAll('-', ''))
  expect(new Set(codes).size).toBe(10)
})

test('after the password comes the code, and each code counts once', async () => {
  const person = await createPerson()
  const { secret } = await secured(person)
  const later = after(now, minuteMs)
  const pending = await passwordRight(person, later)
  const code = codeAt(secret, later)
  expect(await passSecondFactor(pending, code, browser, later)).toMatchObject({ userId: person.id })
  await expect(passSecondFactor(pending, code, browser, later)).rejects.toMatchObject({ code: 'invalid' })
  // Nor does the code of the step before, which would otherwise be within the tolerance.
  const older = codeAt(secret, after(later, -30 * secondMs))
  await expect(passSecondFactor(pending, older, browser, later)).rejects.toMatchObject({ code: 'invalid' })
})

test('the clock of a phone may be 30 seconds off, not 90', async () => {
  const person = await createPerson()
  const { secret } = await secured(person)
  const later = after(now, 10 * minuteMs)
  const pending = await passwordRight(person, later)
  const far = codeAt(secret, after(later, 90 * secondMs))
  await expect(passSecondFactor(pending, far, browser, later)).rejects.toMatchObject({ code: 'invalid' })
  await passSecondFactor(pending, codeAt(secret, after(later, 30 * secondMs)), browser, later)
})

test('a recovery code opens once, however it is typed, and only for its person', async () => {
  const [person, other] = [await createPerson(), await createPerson()]
  const { viewer, codes } = await secured(person)
  await secured(other)
  const code = (codes[0] ?? '').replaceAll('-', '')
  const foreign = await passwordRight(other, now)
  await expect(passSecondFactor(foreign, code, browser, now)).rejects.toMatchObject({ code: 'invalid' })
  const pending = await passwordRight(person, now)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 5 }, () => passSecondFactor(pending, code, browser, now)),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await getSecondFactor(viewer)).toEqual({ status: 'on', codesLeft: 9 })
})

test('codes cannot be guessed: ten tries in a quarter of an hour', async () => {
  const person = await createPerson()
  await secured(person)
  const pending = await passwordRight(person, now)
  const codes: string[] = []
  for (let index = 0; index < 11; index++)
    codes.push(
      await passSecondFactor(pending, '123456', browser, now).then(
        () => 'in',
        (error) => error.code,
      ),
    )
  expect(codes).toEqual([...Array(10).fill('invalid'), 'too-many'])
})

test('what waits for a code is worthless after the password changed, and cannot be made up', async () => {
  const person = await createPerson()
  const { viewer, secret } = await secured(person)
  const later = after(now, minuteMs)
  const pending = await passwordRight(person, later)
  const made = { userId: person.id, proof: 'x' }
  await expect(passSecondFactor(made, codeAt(secret, later), browser, later)).rejects.toMatchObject({ code: 'expired' })
  const change = { currentPassword: person.password, newPassword: 'snow on the roof top' }
  await changePassword(viewer, change, somewhere, later)
  await expect(passSecondFactor(pending, codeAt(secret, later), browser, later)).rejects.toMatchObject({
    code: 'expired',
  })
})

test('needs the password to begin, password and code to switch off; a set-up that is on is not replaced', async () => {
  const person = await createPerson()
  const { viewer, secret, codes } = await secured(person)
  const later = after(now, minuteMs)
  const { password } = person
  const off = (sent: { password: string; code: string }) => disableSecondFactor(viewer, sent, later)
  await expect(beginSecondFactor(viewer, password, now)).rejects.toMatchObject({ code: 'conflict' })
  const code = codeAt(secret, later)
  await expect(off({ password: 'wrong wrong', code })).rejects.toMatchObject({
    fields: { password: expect.anything() },
  })
  for (const wrong of ['', '000000', codeAt(secret, now), 'ffffffffffff'])
    await expect(off({ password, code: wrong })).rejects.toMatchObject({ fields: { code: expect.anything() } })
  expect((await getSecondFactor(viewer)).status).toBe('on')
  await off({ password, code })
  expect((await getSecondFactor(viewer)).status).toBe('off')
  const again = await secured(person)
  expect(again.codes).not.toContain(codes[0])
  await disableSecondFactor(viewer, { password, code: (again.codes[0] ?? '').replaceAll('-', '') }, later)
  expect((await getSecondFactor(viewer)).status).toBe('off')
})

test('codes to switch it off cannot be guessed from a screen that was left alone', async () => {
  const person = await createPerson()
  const { viewer } = await secured(person)
  const sent = { password: person.password, code: '123456' }
  const tries = Array.from({ length: 11 }, () => disableSecondFactor(viewer, sent, now).catch(({ code }) => code))
  expect((await Promise.all(tries)).toSorted()).toEqual([...Array(10).fill('invalid'), 'too-many'])
})

test('the owner is told by email when it is switched on, and when it is switched off', async () => {
  const person = await createPerson()
  const { viewer, codes } = await secured(person)
  const subjects = async () => (await mailsTo(person.email)).map(({ subject }) => subject)
  expect(await subjects()).toEqual(['Two-step log-in for VirtualCafe is on'])
  const code = (codes[0] ?? '').replaceAll('-', '')
  await disableSecondFactor(viewer, { password: person.password, code }, after(now, minuteMs))
  expect((await subjects()).at(-1)).toBe('Two-step log-in for VirtualCafe is off')
})

test('somebody unverified neither begins nor ends a set-up', async () => {
  const person = await createPerson({ isVerified: false })
  const viewer = await viewerOf(person, now)
  await expect(beginSecondFactor(viewer, person.password, now)).rejects.toMatchObject({ code: 'unverified' })
  await beginSecondFactor({ ...viewer, isVerified: true }, person.password, now)
  const secondFactor = await getSecondFactor(viewer)
  if (secondFactor.status !== 'setting-up') throw new Error('the set-up should have begun')
  const attempt = enableSecondFactor(viewer, codeAt(secondFactor.secret, now), now)
  await expect(attempt).rejects.toMatchObject({ code: 'unverified' })
  expect((await getSecondFactor(viewer)).status).toBe('setting-up')
})
