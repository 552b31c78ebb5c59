import { beforeEach, expect, test, vi } from 'vitest'
import { newId } from '@/lib/ids'
import { log } from '@/lib/log'
import { createPerson, viewerOf } from '@/lib/testing/people'
import { getSecondFactor } from '../queries'
import { authenticator } from '../totp'
import { logIn } from './log-in'
import { logInWithProvider } from './providers'
import { beginSecondFactor, enableSecondFactor, passSecondFactor } from './second-factor'

const now = new Date('2026-11-23T10:00:10Z')
const request = { address: '2001:db8:1:2::7', userAgent: 'test' }
const place = '2001:db8:1:2::/64'
const noted = vi.spyOn(log, 'info')
beforeEach(() => void noted.mockClear())

const tryWith = (identifier: string, password: string) =>
  logIn({ identifier, password, request, device: null }, now).catch(() => undefined)
const lines = () => noted.mock.calls.filter(([event]) => event.startsWith('log-in.'))

test('every log-in and every failure is noted with account and place', async () => {
  const person = await createPerson()
  await tryWith(person.username, 'wrong wrong')
  await tryWith(person.email, person.password)
  expect(lines()).toEqual([
    ['log-in.failed', expect.objectContaining({ account: person.id, place, way: 'password', reason: 'invalid' })],
    ['log-in.done', expect.objectContaining({ account: person.id, place, way: 'password' })],
  ])
})

test('an unknown name leaves a reference of its own and never what was typed; a refusal by number is noted too', async () => {
  const typed = `my secret ${newId()}`
  for (let index = 0; index < 11; index++) await tryWith(typed, 'wrong wrong')
  await tryWith(`other ${newId()}`, 'wrong wrong')
  const references = lines().map(([, fields]) => fields?.reference)
  expect(new Set(references).size).toBe(2)
  expect(lines()[0]?.[1]).toMatchObject({ account: null, reason: 'invalid' })
  expect(lines()[10]?.[1]).toMatchObject({ account: null, reason: 'too-many', reference: references[0] })
  expect(JSON.stringify(lines())).not.toMatch(/my secret|wrong wrong/)
})

test('the second step is noted as one, right or wrong', async () => {
  const person = await createPerson()
  const viewer = await viewerOf(person, now)
  await beginSecondFactor(viewer, person.password, now)
  const secondFactor = await getSecondFactor(viewer)
  const secret = secondFactor.status === 'setting-up' ? secondFactor.secret : ''
  const code = authenticator(secret, '').generate({ timestamp: now.getTime() })
  const [recovery = ''] = await enableSecondFactor(viewer, code, now)
  const pending = await tryWith(person.username, person.password)
  if (pending?.step !== 'second-factor') throw new Error('a code should be asked for')
  await passSecondFactor(pending, '000000', { request, device: null }, now).catch(() => undefined)
  await passSecondFactor(pending, recovery.replaceAll('-', ''), { request, device: null }, now)
  expect(lines().map(([event, fields]) => [event, fields?.way, fields?.account])).toEqual([
    ['log-in.half', 'password', person.id],
    ['log-in.failed', 'code', person.id],
    ['log-in.done', 'code', person.id],
  ])
})

test('a log-in through a provider is noted', async () => {
  const person = await createPerson()
  const theirs = { provider: 'github', providerAccountId: newId(), isEmailVerified: true, name: null } as const
  await logInWithProvider({ ...theirs, email: person.email }, { request, device: null }, now)
  const refused = logInWithProvider(
    { ...theirs, providerAccountId: newId(), email: null },
    { request, device: null },
    now,
  )
  await refused.catch(() => undefined)
  expect(lines().map(([event, fields]) => [event, fields?.way, fields?.account])).toEqual([
    ['log-in.done', 'github', person.id],
    ['log-in.failed', 'github', null],
  ])
})
