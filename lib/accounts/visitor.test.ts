import { beforeEach, expect, test, vi } from 'vitest'
import { directHeader, outboxCookie } from '@/lib/mail/outbox-key'
import { localTestEnv } from '@/lib/testing/test-env'

const sent = vi.hoisted(() => ({ headers: new Headers(), cookies: new Map<string, { value: string }>() }))
vi.mock('next/headers', () => ({ headers: async () => sent.headers, cookies: async () => sent.cookies }))
vi.mock('next/navigation', () => ({ redirect: () => {} }))
vi.mock('./viewer', () => ({ getViewer: async () => null }))

beforeEach(() => {
  vi.resetModules()
  vi.unstubAllEnvs()
  for (const [name, value] of Object.entries({ ...localTestEnv, OUTBOX_KEY: 'the-key-of-the-outbox' }))
    vi.stubEnv(name, value)
  sent.headers = new Headers({ host: 'localhost:3000', [directHeader]: '1' })
  sent.cookies.clear()
})

async function mayRead(): Promise<boolean> {
  return (await import('./visitor')).mayReadOutbox()
}

async function takeCookie(): Promise<void> {
  const { env } = await import('@/lib/env')
  sent.cookies.set(outboxCookie.name(env()), { value: outboxCookie.value(env()) })
}

test('the outbox is read with the cookie that the key gave, and without it by nobody', async () => {
  expect(await mayRead()).toBe(false)
  await takeCookie()
  expect(await mayRead()).toBe(true)
  for (const cookie of sent.cookies.values()) cookie.value = 'the-key-of-the-outbox'
  expect(await mayRead()).toBe(false)
})

test('a cookie is not enough for a request that did not come to this machine directly', async () => {
  await takeCookie()
  sent.headers.delete(directHeader)
  expect(await mayRead()).toBe(false)
})

test('a new key closes the outbox to old cookies, and no key closes it to everybody', async () => {
  await takeCookie()
  for (const key of ['another-key-of-the-outbox', '']) {
    vi.resetModules()
    vi.stubEnv('OUTBOX_KEY', key)
    expect(await mayRead()).toBe(false)
  }
})
