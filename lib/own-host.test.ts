import { NextRequest } from 'next/server'
import { beforeAll, expect, test, vi } from 'vitest'
import { localTestEnv } from './testing/test-env'

const origin = 'https://cafe.example'

beforeAll(() => {
  const env = { ...localTestEnv, NEXTAUTH_URL: origin, RESEND_API_KEY: 're_1', MAIL_FROM: 'a@cafe.example' }
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
})

/** The X-Forwarded-Host that Next compares a form's Origin with; null: it takes Host. */
async function passedOn(headers: Record<string, string>): Promise<string | null> {
  const { proxy } = await import('@/proxy')
  const response = proxy(new NextRequest(`${origin}/signup`, { method: 'POST', headers }))
  expect(response.headers.get('x-middleware-override-headers')?.split(',')).toContain('x-nonce')
  return response.headers.get('x-middleware-request-x-forwarded-host')
}

test('a public cafe says its own name to Next, whatever X-Forwarded-Host a stranger writes', async () => {
  const forged = { 'x-forwarded-host': 'evil.example' }
  expect(await passedOn({ ...forged, origin })).toBe('cafe.example')
  expect(await passedOn({ ...forged, origin: 'https://evil.example' })).toBeNull()
  expect(await passedOn(forged)).toBeNull()
})
