/** What strangers may make this house do: counted by where they are, and in all. */
import { afterEach, expect, test } from 'vitest'
import { transaction } from '@/db/client'
import { rateLimits } from '@/db/schema'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { createPerson } from '@/lib/testing/people'
import { limits } from '../limits'
import { logIn } from './log-in'
import { requestPasswordReset } from './password'
import { signUp } from './sign-up'
import { resendVerification } from './verification'

const now = new Date()
const from = (address: string | null) => ({ address, userAgent: 'test' })
const somebody = () => `${newId()}@example.test`

const local = { ...env() }
const beOnline = () =>
  Object.assign(env(), { isLocal: false, mail: { via: 'resend', apiKey: 'x', from: 'cafe@cafe.example' } })
afterEach(async () => {
  Object.assign(env(), local)
  await transaction((tx) => tx.delete(rateLimits))
})

/** How many of these were refused, and how. */
async function refusals(attempts: readonly Promise<unknown>[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(attempts)
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code ?? outcome.reason] : []))
}
const times = <Made>(count: number, make: (index: number) => Made) => Array.from({ length: count }, (_, at) => make(at))

/** A fresh address of one customer each time. */
const withinOne64 = (index: number) => `2001:db8:7:7:${index.toString(16)}::${(index * 31).toString(16)}`

const signUpAs = (index: number, address: string | null) => {
  const account = {
    username: `s_${newId().slice(-12)}_${index}`,
    gender: 'other',
    password: 'a table by the window',
  } as const
  return signUp({ ...account, email: somebody(), timeZone: 'UTC' }, from(address), now)
}

const wanted: [string, (index: number, address: string | null) => Promise<unknown>][] = [
  ['sign-ups', signUpAs],
  ['resets', (_, address) => requestPasswordReset(somebody(), from(address), now)],
  ['verifications', (_, address) => resendVerification(somebody(), from(address), now)],
]

test.each(wanted)('%s from one /64 count as one place, and from all of IPv4 as theirs', async (_, ask) => {
  expect(await refusals(times(61, (index) => ask(index, withinOne64(index))))).toEqual(['too-many'])
  expect(await refusals([ask(0, '2001:db8:7:8::1'), ask(1, '203.0.113.7')])).toEqual([])
})

test('wrong passwords for one account from one /64 are counted together', async () => {
  const { username } = await createPerson()
  const attempt = (index: number) =>
    logIn({ identifier: username, password: 'wrong wrong', request: from(withinOne64(index)), device: null }, now)
  const codes = (await refusals(times(12, attempt))).toSorted()
  expect(codes).toEqual([...Array(10).fill('invalid'), 'too-many', 'too-many'])
})

test.each(wanted)('online, with no address known, all strangers are one place for %s', async (_, ask) => {
  beOnline()
  expect(await refusals(times(61, (index) => ask(index, null)))).toEqual(['too-many'])
})

test.each(wanted)('online, emails to strangers are limited in all, wherever %s come from', async (_, ask) => {
  beOnline()
  const { name, times: count } = limits.mailToStrangers
  await transaction((tx) =>
    tx.insert(rateLimits).values({ key: `${name}:everybody`, windowStartedAt: now, count: count - 1 }),
  )
  expect(await refusals([ask(0, '203.0.113.1')])).toEqual([])
  expect(await refusals([ask(1, '198.51.100.1')])).toEqual(['too-many'])
})

test('on one person\u2019s own machine no email leaves, and nothing is counted without an address', async () => {
  expect(await refusals(times(61, (index) => signUpAs(index, null)))).toEqual([])
})
