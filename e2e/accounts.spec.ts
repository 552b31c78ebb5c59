/** Sign-up, log-in, password reset, profile and settings, each in a browser with scripts and in one without. */
import { authenticatorCode } from './authenticator'
import { expect, test } from './fixtures'
import { AccountPages, newcomer } from './pages/accounts'
import { SettingsPage } from './pages/settings-page'

const browsers = [
  { name: 'with scripts', options: { javaScriptEnabled: true } },
  { name: 'without scripts', options: { javaScriptEnabled: false } },
] as const

for (const { name, options } of browsers) {
  test.describe(name, () => {
    // Whole journeys of a dozen pages each.
    test.slow()

    test('sign up, check the email, verify, log in', async ({ newPerson, outbox }) => {
      const { page } = await newPerson(options)
      const pages = new AccountPages(page)
      const person = newcomer()

      await test.step('landing page, then the form', async () => {
        await page.goto('/')
        await page.getByRole('link', { name: 'Sign up' }).first().click()
        await expect(page).toHaveURL('/signup')
      })
      await test.step('validation errors beside the fields; what was typed is kept, secrets are not', async () => {
        await pages.fillSignUp({ ...person, email: 'not an address', password: 'short' })
        await expect(page.getByText('This does not look like an email address')).toBeVisible()
        await expect(page.getByText('At least 8 characters, please.')).toBeVisible()
        await expect(page.getByLabel('Username')).toHaveValue(person.username)
        await expect(page.getByLabel('Email')).toHaveValue('not an address')
        await expect(page.getByLabel('Gender')).toHaveValue('other')
        await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
        await pages.fillSignUp({ ...person, password: 'password123' })
        await expect(page.getByText('too easy to guess')).toBeVisible()
      })
      await test.step('account made, email sent, "check your email"', async () => {
        await pages.fillSignUp(person)
        await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
        await expect(page.getByText(person.email)).toBeVisible()
      })
      const link = await outbox.linkTo(person.email)
      await test.step('opening the link verifies nothing; pressing the button does', async () => {
        await page.goto(link)
        await page.goto(link)
        await expect(page.getByText(person.username, { exact: true })).toBeVisible()
        await page.getByRole('button', { name: 'Verify my email' }).click()
        await expect(page.getByRole('heading', { name: 'Your email is verified' })).toBeVisible()
      })
      await test.step('the link is gone, and says so with a way on', async () => {
        await page.goto(link)
        await expect(page.getByRole('heading', { name: 'This link is no longer valid' })).toBeVisible()
        await expect(page.getByRole('button', { name: 'Send a new email' })).toBeVisible()
      })
      await test.step('on to the log-in, and in without a warning', async () => {
        await page.goto('/verify-email/done')
        await page.getByRole('link', { name: 'Log in' }).click()
        await pages.logIn(person.email, person.password)
        await expect(page).toHaveURL('/dashboard')
        await expect(page.getByText('Please verify your email')).toBeHidden()
      })
      await test.step('who is logged in and visits the site goes to the dashboard', async () => {
        for (const path of ['/', '/signup', '/login']) {
          await page.goto(path)
          await expect(page).toHaveURL('/dashboard')
        }
      })
    })

    test('an expired link offers a new one, which works; the old one does not', async ({
      newPerson,
      outbox,
      testApi,
    }) => {
      const { page } = await newPerson(options)
      const { email } = await testApi.person({ isVerified: false })
      const old = await outbox.linkTo(email)
      await testApi.expireLinks(email)
      await page.goto(old)
      await expect(page.getByRole('heading', { name: 'This link is no longer valid' })).toBeVisible()
      await page.getByLabel('Email').fill(email)
      await page.getByRole('button', { name: 'Send a new email' }).click()
      await expect(page.getByText('Check your inbox')).toBeVisible()
      await page.getByLabel('Email').fill(email)
      await page.getByRole('button', { name: 'Send a new email' }).click()
      await expect(page.getByText(/You can try again in \d+ seconds/)).toBeVisible()
      const fresh = await outbox.linkTo(email)
      expect(fresh).not.toBe(old)
      await page.goto(fresh)
      await page.getByRole('button', { name: 'Verify my email' }).click()
      await expect(page.getByRole('heading', { name: 'Your email is verified' })).toBeVisible()
    })

    test('wrong credentials, then an unverified person with a warning, then out again', async ({
      newPerson,
      testApi,
    }) => {
      const { page } = await newPerson(options)
      const pages = new AccountPages(page)
      const person = await testApi.person({ isVerified: false })
      await pages.logIn(person.username, 'wrong wrong wrong')
      await expect(page.getByText('Invalid credentials')).toBeVisible()
      await expect(page.getByLabel('Username or email')).toHaveValue(person.username)
      await pages.logIn('nobody.at.all', 'wrong wrong wrong')
      await expect(page.getByText('Invalid credentials')).toBeVisible()

      await pages.logIn(person.username, person.password, '/login?callbackUrl=%2Fsettings')
      await expect(page).toHaveURL('/settings')
      await expect(page.getByText('Please verify your email')).toBeVisible()
      await page.getByRole('button', { name: 'Resend the email' }).click()
      await expect(page.getByText('A new email is on its way')).toBeVisible()

      const here = page.getByRole('region', { name: 'Devices' })
      await here.getByRole('button', { name: 'Log out', exact: true }).click()
      await expect(page).toHaveURL('/')
      await page.goto('/settings')
      await expect(page).toHaveURL(/\/login\?callbackUrl=%2Fsettings$/)
    })

    test('a forgotten password', async ({ newPerson, testApi, outbox }) => {
      const { page } = await newPerson(options)
      const pages = new AccountPages(page)
      const person = await testApi.person()
      await page.goto('/login')
      await page.getByRole('link', { name: 'Forgot it?' }).click()
      for (const email of ['nobody.here@example.test', person.email]) {
        await page.goto('/forgot-password')
        await page.getByLabel('Email').fill(email)
        await page.getByRole('button', { name: 'Send me a link' }).click()
        await expect(page.getByText('If an account has this address')).toBeVisible()
      }
      const link = await outbox.linkTo(person.email)
      await page.goto(link)
      await page.getByLabel('New password').fill('short')
      await page.getByRole('button', { name: 'Save the new password' }).click()
      await expect(page.getByText('At least 8 characters, please.')).toBeVisible()
      await page.getByLabel('New password').fill('snow on the roof top')
      await page.getByRole('button', { name: 'Save the new password' }).click()
      await expect(page.getByText('Your new password is set')).toBeVisible()
      await pages.logIn(person.username, person.password)
      await expect(page.getByText('Invalid credentials')).toBeVisible()
      await pages.logIn(person.username, 'snow on the roof top')
      await expect(page).toHaveURL('/dashboard')
      await page.goto(link)
      await expect(page.getByRole('heading', { name: 'This link has expired' })).toBeVisible()
      await page.getByRole('link', { name: 'Send me a new link' }).click()
      await expect(page).toHaveURL('/forgot-password')
    })

    test('profile, picture, password, second step, and the end of an account', async ({
      signedIn,
      newPerson,
      problems,
    }) => {
      const { page, username, password } = await signedIn({}, options)
      const settings = new SettingsPage(page)
      await test.step('edit the profile', async () => {
        await page.goto('/profile/edit')
        await page.getByLabel('Bio').fill('Organic chemistry <b>at night</b>')
        await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
        await page.getByLabel('Everyone').check()
        await page.getByRole('button', { name: 'Save profile' }).click()
        await expect(page.getByText('Saved.')).toBeVisible()
        await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Tokyo')
        const file = { name: 'me.svg', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') }
        await page.getByLabel('Avatar').setInputFiles(file)
        await page.getByRole('button', { name: 'Upload picture' }).click()
        await expect(page.getByText('Please choose a JPEG')).toBeVisible()
        await page.getByLabel('Avatar').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: onePixel })
        await page.getByRole('button', { name: 'Upload picture' }).click()
        await expect(page.getByText('Picture saved')).toBeVisible()
      })
      await test.step('others see it, as text', async () => {
        const visitor = await newPerson(options)
        await visitor.page.goto(`/u/${username}`)
        await expect(visitor.page.getByText('Organic chemistry <b>at night</b>')).toBeVisible()
        const picture = visitor.page.locator(`img[src^="/u/${username}/avatar/"]`)
        await expect(picture).toHaveJSProperty('naturalWidth', 256)
      })
      await test.step('change the password; the page stays logged in', async () => {
        await settings.open()
        await settings.changePassword(password, 'snow on the roof top')
        await expect(settings.section('Password').getByText('Your password is changed')).toBeVisible()
        await settings.open()
        await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
      })
      const recoveryCode = await test.step('switch the second step on', async () => {
        const section = settings.section('Two-step log-in')
        await section.getByLabel('Your password').fill('snow on the roof top')
        await section.getByRole('button', { name: 'Set up' }).click()
        const secret = (await section.locator('code').textContent()) ?? ''
        await section.getByLabel('Code', { exact: true }).fill(authenticatorCode(secret))
        await section.getByRole('button', { name: 'Switch on' }).click()
        const codes = section.getByTestId('recovery-codes').getByRole('listitem')
        await expect(codes).toHaveCount(10)
        return (await codes.first().textContent()) ?? ''
      })
      await test.step('log in with it', async () => {
        await settings.logOutHere()
        await expect(page).toHaveURL('/')
        await new AccountPages(page).logIn(username, 'snow on the roof top', '/login?callbackUrl=%2Fsettings')
        await page.getByLabel('Code').fill('000000')
        await page.getByRole('button', { name: 'Log in' }).click()
        await expect(page.getByText('That code isn’t right')).toBeVisible()
        await page.getByLabel('Code').fill(recoveryCode)
        await page.getByRole('button', { name: 'Log in' }).click()
        await expect(page).toHaveURL('/settings')
      })
      await test.step('delete the account', async () => {
        await settings.deleteAccount('wrong')
        await expect(settings.section('Delete account').getByText('This is not your password.')).toBeVisible()
        await settings.deleteAccount('snow on the roof top')
        await expect(page.getByText('Your account is deleted')).toBeVisible()
        problems.allow(/404/)
        await page.goto(`/u/${username}`)
        await expect(page.getByRole('heading', { name: username })).toBeHidden()
      })
    })
  })
}

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
