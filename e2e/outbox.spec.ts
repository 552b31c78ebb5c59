/** Local mode is for this machine, and its outbox for whoever started it. */

import { expect, test } from './fixtures'
import { AccountPages, newcomer } from './pages/accounts'

test('the link printed at start opens the outbox, the key leaves the address, and the browser remembers', async ({
  newPerson,
  stack,
  problems,
}) => {
  problems.allow(/404/)
  const { page, context } = await newPerson()
  const person = newcomer()
  await page.goto('/signup')
  await new AccountPages(page).fillSignUp(person)
  await expect(page.getByText('The terminal in which VirtualCafe was started shows the link')).toBeVisible()
  for (const path of ['/forgot-password', '/resend-verification']) {
    await page.goto(path)
    await expect(page.getByText('This machine sends no email')).toBeVisible()
  }
  expect((await page.goto('/dev/outbox'))?.status()).toBe(404)

  await page.goto(`/dev/outbox?key=${stack.env.OUTBOX_KEY}`)
  await expect(page).toHaveURL('/dev/outbox')
  await expect(page.locator(`article[data-mail-to=${JSON.stringify(person.email)}]`)).toBeVisible()
  await page.goto('/')
  expect((await page.goto('/dev/outbox'))?.status()).toBe(200)
  const cookie = (await context.cookies(`${stack.url}/dev/outbox`)).find(({ name }) => name.includes('outbox'))
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/dev/outbox' })
})

test('what comes through a proxy or by another name is refused, with what the operator has to set', async ({
  request,
  stack,
}) => {
  const strangers: Record<string, string>[] = [
    { 'X-Forwarded-For': '203.0.113.7' },
    { Via: '1.1 proxy' },
    { Host: 'cafe.example' },
  ]
  for (const path of ['/', '/signup', '/api/health', `/dev/outbox?key=${stack.env.OUTBOX_KEY}`, '/icon.svg'])
    for (const headers of strangers) {
      const reply = await request.get(path, { headers, maxRedirects: 0 })
      expect(reply.status(), `${path} with ${JSON.stringify(headers)}`).toBe(403)
      expect(await reply.text()).toContain('set NEXTAUTH_URL')
    }
})

test('answers of the framework carry the headers of ours, and none is a server error', async ({ request, stack }) => {
  const asked: [path: string, status: number][] = [
    ['/login/', 308],
    ['//login', 308],
    ['/_next/static/none.js', 404],
    ['/_next/image?url=%2Ficon.svg&w=64&q=75', 404],
    ['/_next/image?url=/\\x', 404],
    ['/rooms/%ff', 400],
    ['/api/none', 404],
  ]
  for (const [path, status] of asked) {
    // Whole, or a doubled slash would name a host.
    const reply = await request.get(stack.url + path, { maxRedirects: 0 })
    expect({ path, status: reply.status() }).toEqual({ path, status })
    expect(reply.headers()).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
    expect(reply.headers()['content-security-policy']).toContain("frame-ancestors 'none'")
  }
  expect((await request.fetch('/login', { method: 'TRACE' })).status()).toBe(405)
  expect((await request.get('/api/auth/providers')).headers()['cache-control']).toBe('private, no-store')
})
