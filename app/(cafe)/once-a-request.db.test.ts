/** What is asked once in a request, however many parts of the answer need it. */
import { decode } from 'next-auth/jwt'
import { beforeEach, expect, test, vi } from 'vitest'
import { authOptions } from '@/lib/accounts/next-auth'
import { getViewer } from '@/lib/accounts/viewer'
import { createPerson, signInCookie } from '@/lib/testing/people'
import { queriesOf } from '@/lib/testing/queries'
import PersonPage, { generateMetadata } from './u/[username]/page'

const jar = vi.hoisted(() => new Map<string, { value: string }>())
vi.mock('next/headers', () => ({ cookies: async () => jar }))
vi.mock('next-auth/jwt', async (original) => {
  const real = await original<typeof import('next-auth/jwt')>()
  return { ...real, decode: vi.fn(real.decode) }
})

/** One request: what React remembers within one, by the arguments. Outside of its own renderer it remembers nothing. */
const request = vi.hoisted(() => ({ remembered: new Map<unknown, unknown>() }))
vi.mock('react', async (original) => ({
  ...(await original<typeof import('react')>()),
  cache:
    <Args extends unknown[], Answer>(ask: (...args: Args) => Answer) =>
    (...args: Args): Answer => {
      let found = request.remembered as Map<unknown, unknown>
      for (const part of [ask, ...args]) {
        if (!found.has(part)) found.set(part, new Map())
        found = found.get(part) as Map<unknown, unknown>
      }
      if (!found.has('answer')) found.set('answer', ask(...args))
      return found.get('answer') as Answer
    },
}))

beforeEach(() => {
  request.remembered = new Map()
  vi.mocked(decode).mockClear()
})

const signIn = async () => {
  const person = await createPerson({ visibility: 'public' })
  const { name, value } = await signInCookie(person)
  jar.set(name, { value })
  return { ...person, cookie: value }
}

test("next-auth's own way to a session opens its token once, and knows a session that is over", async () => {
  const { cookie, id, username } = await signIn()
  const { jwt } = authOptions()
  expect(await jwt?.decode?.({ token: cookie, secret: '' })).toMatchObject({ sub: id, name: username })
  expect(decode).toHaveBeenCalledTimes(1)
  expect(await jwt?.decode?.({ token: `${cookie}x`, secret: '' })).toBeNull()
  expect(await jwt?.decode?.({ token: '', secret: '' })).toBeNull()
})

test('a page opens the token once, and looks its person up once for the title and for the page', async () => {
  const { username } = await signIn()
  const params = () => Promise.resolve({ username })
  const asked = await queriesOf(async () => {
    expect(await generateMetadata({ params: params() })).toEqual({ title: username })
    await PersonPage({ params: params() })
    await getViewer()
  })
  expect(decode).toHaveBeenCalledTimes(1)
  request.remembered = new Map()
  const askedForTitle = await queriesOf(() => generateMetadata({ params: params() }))
  request.remembered = new Map()
  const askedForPage = await queriesOf(() => PersonPage({ params: params() }))
  expect(askedForTitle).toHaveLength(2)
  expect(asked).toHaveLength(askedForPage.length)
})
