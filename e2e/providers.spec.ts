/** Logging in with Google and GitHub, against a stand-in that speaks as they do. */
import { test as base, expect, type Page } from './fixtures'
import { AccountPages } from './pages/accounts'
import { SettingsPage } from './pages/settings-page'
import { type Identity, type ProviderStandIn, startProviderStandIn } from './provider-stand-in'
import { readStack, startStack } from './stacks'

/** Far from the ports of the other stacks. */
const port = 4400

const test = base.extend<object, { there: ProviderStandIn }>({
  there: [
    async ({ browserName: _ }, use) => {
      const there = await startProviderStandIn()
      await use(there)
      await there.close()
    },
    { scope: 'worker' },
  ],
  // A stack that knows the stand-in as both of its providers.
  stack: [
    async ({ there }, use, info) => {
      const shared = readStack(info.project.name)
      const databaseUrl = shared.name === 'postgres' ? (shared.env.DATABASE_URL ?? null) : null
      const own = await startStack(shared.name, databaseUrl, port, {
        GOOGLE_CLIENT_ID: 'cafe-at-google',
        GOOGLE_CLIENT_SECRET: 'google-secret',
        GOOGLE_ISSUER: there.url,
        GITHUB_CLIENT_ID: 'cafe-at-github',
        GITHUB_CLIENT_SECRET: 'github-secret',
        GITHUB_URL: there.url,
      })
      await use(own)
      await own.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

let count = 0
function somebody(more: Partial<Identity> = {}): Identity {
  const id = `${Date.now()}${++count}`
  return { id, name: `Zoe ${id.slice(-6)}`, email: `z${id}@example.test`, isVerified: true, ...more }
}

async function continueWith(page: Page, name: 'Google' | 'GitHub'): Promise<void> {
  await page.goto('/login')
  await page.getByRole('button', { name: `Continue with ${name}` }).click()
}

const connected = (page: Page) => new SettingsPage(page).section('Connected accounts')

for (const name of ['Google', 'GitHub'] as const)
  test(`${name}: the first time makes an account, the second opens it, the only way in stays`, async ({
    newPerson,
    there,
  }) => {
    there.consentAs(somebody())
    const { page, context } = await newPerson()
    await continueWith(page, name)
    await expect(page).toHaveURL('/dashboard')
    await new SettingsPage(page).open()
    await expect(connected(page).getByRole('listitem')).toHaveText(new RegExp(`^${name}Since `))
    await connected(page).getByRole('button', { name: 'Disconnect' }).click()
    await expect(connected(page).getByText('This is your only way in. Choose a password first.')).toBeVisible()
    await page.goto('/profile')
    const username = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''

    await context.clearCookies()
    await continueWith(page, name)
    await expect(page).toHaveURL('/dashboard')
    await page.goto('/profile')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(username)
  })

test('the same verified address opens the account that exists, and can be disconnected', async ({
  newPerson,
  testApi,
  there,
}) => {
  const person = await testApi.person()
  there.consentAs(somebody({ email: person.email }))
  const { page, context } = await newPerson()
  await continueWith(page, 'GitHub')
  await expect(page).toHaveURL('/dashboard')
  await page.goto('/profile')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(person.username)
  await new SettingsPage(page).open()
  await connected(page).getByRole('button', { name: 'Disconnect' }).click()
  await expect(connected(page)).toHaveCount(0)

  await context.clearCookies()
  await new AccountPages(page).logIn(person.username, person.password)
  await expect(page).toHaveURL('/dashboard')
})

test('an address that the provider does not vouch for opens nothing', async ({ newPerson, there }) => {
  const { page } = await newPerson()
  for (const name of ['Google', 'GitHub'] as const) {
    there.consentAs(somebody({ isVerified: false }))
    await continueWith(page, name)
    await expect(page.getByText('Your address is not verified there yet.')).toBeVisible()
    await page.goto('/dashboard')
    await expect(page).toHaveURL(/\/login/)
  }
})

test('an account that a stranger made with my address is mine, and the stranger is out', async ({
  newPerson,
  testApi,
  there,
}) => {
  const squatted = await testApi.person({ isVerified: false })
  const stranger = await newPerson()
  await new AccountPages(stranger.page).logIn(squatted.username, squatted.password)
  await expect(stranger.page).toHaveURL('/dashboard')
  const { page } = await newPerson()
  there.consentAs(somebody({ email: squatted.email }))
  await continueWith(page, 'Google')
  await expect(page).toHaveURL('/dashboard')
  await stranger.page.goto('/dashboard')
  await expect(stranger.page).toHaveURL(/\/login/)
  await new AccountPages(stranger.page).logIn(squatted.username, squatted.password)
  await expect(stranger.page.getByText('Invalid credentials')).toBeVisible()
})

test('"Cancel" there, and an answer nobody asked for, end at the log-in', async ({ newPerson, there }) => {
  there.consentAs(null)
  const { page } = await newPerson()
  await continueWith(page, 'Google')
  await expect(page).toHaveURL(/\/login\?/)
  await expect(page.getByText('We couldn’t log you in. Please try again.')).toBeVisible()

  there.consentAs(somebody())
  for (const provider of ['google', 'github']) {
    await page.goto(`/api/auth/callback/${provider}?code=stolen&state=forged`)
    await expect(page).toHaveURL(/\/login\?/)
    await page.goto('/dashboard')
    await expect(page).toHaveURL(/\/login/)
  }
})

test('a callback used a second time opens nothing', async ({ newPerson, there }) => {
  there.consentAs(somebody())
  const { page, context } = await newPerson()
  const callback = page.waitForRequest(/\/api\/auth\/callback\/google\?/)
  await continueWith(page, 'Google')
  await expect(page).toHaveURL('/dashboard')
  await context.clearCookies()
  await page.goto((await callback).url())
  await expect(page).toHaveURL(/\/login\?/)
})
