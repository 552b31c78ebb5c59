/** Attacks on accounts that need a browser; those that need none are tested beside the commands. */
import { expect, test } from './fixtures'
import { AccountPages, newcomer } from './pages/accounts'
import { SettingsPage } from './pages/settings-page'

test('a forged Host or X-Forwarded-Host makes no account, gets into no email and opens no outbox', async ({
  newPerson,
  stack,
  outbox,
  problems,
}) => {
  problems.allow(/403/)
  const { context, page } = await newPerson({ javaScriptEnabled: false })
  const person = newcomer()
  await context.route('**/signup', (route, request) =>
    route.continue({ headers: { ...request.headers(), 'x-forwarded-host': 'evil.example' } }),
  )
  await page.goto('/signup')
  await expect(page.getByText('VirtualCafe runs in local mode here')).toBeVisible()
  await context.unrouteAll()
  await page.goto('/signup')
  await new AccountPages(page).fillSignUp(person)
  await expect(page.getByRole('heading', { name: /check your (e?mail|inbox)/i })).toBeVisible()
  expect(new URL(await outbox.linkTo(person.email)).origin).toBe(new URL(stack.url).origin)
  const forged = await fetchWithHost(`${stack.url}/dev/outbox?key=${stack.env.OUTBOX_KEY}`, 'evil.example')
  expect(forged.status).toBe(403)
  expect(forged.body).not.toContain(person.email)
})

for (const evil of [
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/.//evil.example',
  '/../..//evil.example',
])
  test(`logging in never leads to ${JSON.stringify(evil)}`, async ({ newPerson, testApi }) => {
    const { page } = await newPerson()
    const { username, password } = await testApi.person()
    await new AccountPages(page).logIn(username, password, `/login?callbackUrl=${encodeURIComponent(evil)}`)
    await expect(page).toHaveURL('/dashboard')
  })

test('a session id planted before the log-in is not taken over, and a copied cookie dies with the log-out', async ({
  newPerson,
  testApi,
  stack,
}) => {
  test.slow()
  const [victim, attacker] = [await testApi.person(), await testApi.person()]
  const { context, page } = await newPerson()
  await context.addCookies([{ ...attacker.cookie, url: stack.url }])
  const settings = await new SettingsPage(page).open()
  await settings.logOutHere()
  await expect(page).toHaveURL('/')
  await new AccountPages(page).logIn(victim.username, victim.password)
  await expect(page).toHaveURL('/dashboard')
  const copied = (await context.cookies()).find(({ name }) => name === victim.cookie.name)
  expect(copied).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect(copied?.value).not.toBe(attacker.cookie.value)

  await settings.open()
  await settings.logOutHere()
  await expect(page).toHaveURL('/')
  const thief = await newPerson()
  await thief.context.addCookies([{ ...victim.cookie, value: copied?.value ?? '', url: stack.url }])
  await thief.page.goto('/dashboard')
  await expect(thief.page).toHaveURL(/\/login/)
})

test('next-auth: its own endpoints check the same password and end the same session', async ({
  request,
  testApi,
  stack,
}) => {
  const person = await testApi.person()
  const csrf = async () => ((await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string }).csrfToken
  const logIn = async (password: string) =>
    request.post('/api/auth/callback/credentials', {
      form: {
        csrfToken: await csrf(),
        identifier: person.username,
        password,
        callbackUrl: '//evil.example',
        json: 'true',
      },
    })
  expect((await logIn('wrong wrong')).status()).toBe(401)
  const reply = await logIn(person.password)
  expect(new URL(((await reply.json()) as { url: string }).url).href).toBe(`${stack.url}/dashboard`)
  expect(await (await request.get('/api/auth/session')).json()).toMatchObject({ user: { name: person.username } })
  expect((await request.get('/dashboard', { maxRedirects: 0 })).status()).toBe(200)

  const cookies = (await request.storageState()).cookies
  await request.post('/api/auth/signout', { form: { csrfToken: await csrf() }, maxRedirects: 0 })
  const copied = cookies.find(({ name }) => name === person.cookie.name)?.value
  const replayed = await fetch(`${stack.url}/api/auth/session`, {
    headers: { cookie: `${person.cookie.name}=${copied}` },
  })
  expect(await replayed.json()).toEqual({})
})

for (const malformed of ['http://[', '%', 'javascript:alert(1)', '\\\\evil', 'not an address', '/rooms?q=日本', '/%ff'])
  test(`a malformed callbackUrl ${JSON.stringify(malformed)} is no server error`, async ({ request, stack }) => {
    const encoded = encodeURIComponent(malformed)
    for (const path of ['csrf', 'session', 'providers', 'signin', 'signout'])
      expect((await request.get(`/api/auth/${path}?callbackUrl=${encoded}`)).status()).toBeLessThan(500)
    const cookie = `next-auth.callback-url=${encoded}`
    const reply = await fetch(`${stack.url}/api/auth/session`, { headers: { cookie } })
    expect(reply.status).toBe(200)
  })

test('the name of an error that next-auth has not made, and a GET where passwords go, are no server errors', async ({
  request,
}) => {
  for (const error of ['日', 'x\r\nSet-Cookie: a=b', '\0', 'x'.repeat(5_000)])
    for (const path of ['error', 'signin']) {
      const reply = await request.get(`/api/auth/${path}?error=${encodeURIComponent(error)}`)
      expect(reply.status(), `${path} ${error.slice(0, 20)}`).toBeLessThan(500)
    }
  expect((await request.get('/api/auth/callback/credentials')).status()).toBe(405)
})

test('logging in with an address beyond Latin-1 to go back to leads there', async ({ newPerson, testApi }) => {
  const { page } = await newPerson()
  const { username, password } = await testApi.person()
  await new AccountPages(page).logIn(username, password, `/login?callbackUrl=${encodeURIComponent('/rooms?q=日本')}`)
  await expect(page).toHaveURL('/rooms?q=%E6%97%A5%E6%9C%AC')
  await page.goto(`/login?callbackUrl=${encodeURIComponent('/rooms?q=日本')}`)
  await expect(page).toHaveURL('/rooms?q=%E6%97%A5%E6%9C%AC')
  // So does a page that asked for the log-in itself.
  const elsewhere = (await newPerson()).page
  await new AccountPages(elsewhere).logIn(username, password, '/rooms?q=日本')
  await expect(elsewhere).toHaveURL('/rooms?q=%E6%97%A5%E6%9C%AC')
})

test('the cron routes are not there without their secret', async ({ request }) => {
  for (const path of ['/api/cron/mail', '/api/cron/accounts', '/api/cron/study'])
    for (const authorization of ['', 'Bearer', 'Bearer x', 'Bearer undefined', 'Bearer null'])
      expect((await request.get(path, { headers: { authorization } })).status()).toBe(404)
})

/** `fetch` does not let a Host header be forged. */
async function fetchWithHost(url: string, host: string): Promise<{ status: number; body: string }> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { host } }, async (reply) => {
      let body = ''
      for await (const part of reply) body += part
      resolve({ status: reply.statusCode ?? 0, body })
    })
    sent.on('error', reject).end()
  })
}
