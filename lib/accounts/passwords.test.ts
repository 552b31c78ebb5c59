import { afterEach, expect, test, vi } from 'vitest'
import { hashPassword, isPassword, needsRehash } from './passwords'

const password = 'rain on the window'
const production = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/
const isLocal = { NEXTAUTH_URL: 'http://localhost:3000', TEST_PASSWORD_COST: 'low' }

/** A hash made in a process with these variables. */
async function hashIn(env: Record<string, string>): Promise<string> {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  return hashPassword(password)
}

afterEach(() => void vi.unstubAllEnvs())

test('passwords are argon2id with 19 MiB, two passes and one lane, and every byte of them counts', async () => {
  const hash = await hashPassword(password)
  expect(hash).toMatch(production)
  expect(needsRehash(hash)).toBe(false)
  expect([await isPassword(hash, password), await isPassword(hash, `${password}s`)]).toEqual([true, false])
  const long = `${'\u00e9'.repeat(60)}a`
  expect(await isPassword(await hashPassword(long), `${'\u00e9'.repeat(60)}b`)).toBe(false)
})

test.each<[string, Record<string, string>]>([
  ['public', { ...isLocal, NEXTAUTH_URL: 'https://cafe.example' }],
  ['serverless', { ...isLocal, VERCEL: '1' }],
  ['without an address', { TEST_PASSWORD_COST: 'low' }],
  ['local, where nobody asked for less', { NEXTAUTH_URL: 'http://localhost:3000' }],
  ['local, with another word', { ...isLocal, TEST_PASSWORD_COST: '1' }],
])('a process that is %s hashes at full cost', async (_, env) => {
  expect(await hashIn(env)).toMatch(production)
})

test('a cheap hash of a test is renewed wherever passwords cost what they should', async () => {
  const cheap = await hashIn(isLocal)
  expect(cheap).toContain('$m=64,t=1,p=1$')
  expect([needsRehash(cheap), await isPassword(cheap, password)]).toEqual([false, true])
  vi.unstubAllEnvs()
  expect([needsRehash(cheap), await isPassword(cheap, password)]).toEqual([true, true])
})
