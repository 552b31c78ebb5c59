/** The frame around every page: places that fit every phone, pages that fill the screen and no more, one main each. */
import { expect, expectNoAxeViolations, test } from './fixtures'
import { RoomPage } from './pages/room-page'

const phones = [320, 360, 375, 390, 407]

for (const width of phones) {
  test(`at ${width} px every place in the bar can be read and pressed`, async ({ signedIn }) => {
    const { page } = await signedIn({}, { viewport: { width, height: 780 }, hasTouch: true, isMobile: true })
    await page.goto('/dashboard')
    const places = page.getByRole('navigation', { name: 'Main' }).locator('a:visible, button:visible')
    await expect(places).toHaveCount(6)
    for (const place of await places.all()) {
      const box = await place.boundingBox()
      expect(box?.x).toBeGreaterThanOrEqual(0)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
      expect(box?.height).toBeGreaterThanOrEqual(44)
      const isCut = await place.evaluate((element) =>
        [...element.querySelectorAll('span')].some(
          (word) => word.scrollWidth > word.clientWidth && word.clientWidth > 0,
        ),
      )
      expect(isCut, `a word is cut at ${width} px`).toBe(false)
    }
    await page.getByRole('button', { name: 'More' }).tap()
    await page.getByRole('link', { name: 'Leaderboard' }).tap()
    await expect(page).toHaveURL('/leaderboard')
    await expect(page.getByRole('button', { name: 'More' })).toHaveAttribute('aria-current', 'true')
    await page.getByRole('button', { name: 'More' }).tap()
    await expect(page.getByRole('link', { name: 'Leaderboard' })).toHaveAttribute('aria-current', 'page')
  })
}

for (const [width, height] of [
  [1280, 800],
  [1440, 900],
  [1024, 768],
] as const) {
  test(`what fills the screen fills it exactly at ${width} px`, async ({ signedIn, testApi, problems }) => {
    problems.allow(/404/)
    const ada = await signedIn({}, { viewport: { width, height } })
    const bob = await testApi.person()
    const { code } = await testApi.room(ada, {}, [bob])
    // More than fits, and none of it read.
    await testApi.say(
      code,
      bob,
      Array.from({ length: 30 }, (_, n) => `${n + 1}. ${'w'.repeat(300)}`),
    )
    for (const address of [`/rooms/${code}`, '/study', '/rooms/ABCDEF']) {
      await ada.page.goto(address)
      await expect(ada.page.getByRole('heading').first()).toBeVisible()
      const page = await ada.page.evaluate(() => document.documentElement.scrollHeight)
      expect(page, address).toBe(height)
    }
  })
}

test('long words end where their lines end, and a name stands whole beside its picture', async ({
  signedIn,
  testApi,
}) => {
  const username = `mira_${Date.now().toString(36).slice(-4)}`
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const { page, ...ada } = await signedIn({ username }, phone)
  const { code } = await testApi.room(ada)
  await testApi.say(code, ada, ['w'.repeat(300)])
  await page.goto(`/rooms/${code}`)
  const message = page.getByRole('log').locator('[data-seq]')
  await expect(message).toBeVisible()
  expect(await message.evaluate((words) => words.scrollWidth - words.clientWidth)).toBe(0)

  await page.goto('/profile')
  const name = page.getByRole('heading', { level: 1 })
  const lines = await name.evaluate(
    (words) => words.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(words).lineHeight),
  )
  expect(Math.round(lines)).toBe(1)
})

test('a page that is not there stands in the frame, with one main', async ({ signedIn, problems }) => {
  problems.allow(/404/)
  const { page } = await signedIn()
  for (const address of ['/rooms/ABCDEF', '/join/ABCDEF', '/u/nobody_of_that_name']) {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/not on the menu|no room here/)
    await expect(page.locator('main')).toHaveCount(1)
    await expect(page.locator('#main')).toHaveCount(1)
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
    await expectNoAxeViolations(page)
  }
  await page.goto('/no/such/page')
  await expect(page.locator('main')).toHaveCount(1)
})

test('forced colours show what is chosen, and dots keep theirs', async ({ signedIn, testApi }) => {
  const ada = await signedIn({}, { forcedColors: 'active', viewport: { width: 1280, height: 800 } })
  const { page } = ada
  const { code } = await testApi.room(ada)
  const ring = (element: Element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return `${outlineStyle} ${outlineWidth}`
  }
  await page.goto('/progress')
  const chosen = page.locator('[aria-current]:visible')
  expect(await chosen.count()).toBeGreaterThanOrEqual(2)
  for (const element of await chosen.all()) expect(await element.evaluate(ring)).toBe('solid 3px')
  const other = page.getByRole('navigation', { name: 'Ranges' }).getByRole('link', { name: '90 days' })
  expect(await other.evaluate(ring)).not.toBe('solid 3px')

  await page.goto('/study')
  const mode = page.locator('label', { has: page.getByRole('radio', { name: 'Focus' }) })
  expect(await mode.evaluate(ring)).toBe('solid 3px')

  await page.goto(`/rooms/${code}`)
  await new RoomPage(page).expectLive()
  const dot = page.locator('.keeps-colour').first()
  const [colour, behind] = await dot.evaluate((element) => [
    getComputedStyle(element).backgroundColor,
    getComputedStyle(document.body).backgroundColor,
  ])
  expect(colour).not.toBe(behind)
  expect(await dot.evaluate((element) => getComputedStyle(element).forcedColorAdjust)).toBe('none')
})

test('an error goes when its field is edited, and the others stay', async ({ signedIn }) => {
  const { page } = await signedIn()
  await page.goto('/rooms/new')
  await page.getByLabel('Room name').fill('ab')
  await page.getByLabel('Max members').fill('99')
  await page.getByRole('button', { name: 'Create room' }).click()
  const name = page.getByLabel('Room name')
  const seats = page.getByLabel('Max members')
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await expect(name).toBeFocused()
  await expect(seats).toHaveAttribute('aria-invalid', 'true')

  await name.pressSequentially('c')
  await expect(name).not.toHaveAttribute('aria-invalid', 'true')
  await expect(name).toBeFocused()
  await expect(name).toHaveValue('abc')
  await expect(seats).toHaveAttribute('aria-invalid', 'true')
  await seats.fill('4')
  await expect(page.getByText('Please check what you entered.')).toHaveCount(0)
  await expect(seats).not.toHaveAttribute('aria-invalid', 'true')

  // The same mistake again is said again.
  await name.fill('ab')
  await page.getByRole('button', { name: 'Create room' }).click()
  await expect(name).toHaveAttribute('aria-invalid', 'true')
})

test("the planner's form says what is wrong beside the field, not in the browser's bubble", async ({ signedIn }) => {
  const { page } = await signedIn()
  await page.goto('/planner')
  await page.getByRole('button', { name: 'Plan a session' }).first().click()
  await page.getByRole('button', { name: 'Add plan' }).click()
  await expect(page.getByLabel('Title')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('Give it a name, such as')).toBeVisible()
  await expect(page.getByLabel('Title')).toBeFocused()
})

test('a code that leads nowhere is said beside its field', async ({ signedIn }) => {
  const { page } = await signedIn()
  await page.goto('/join')
  const field = page.getByLabel('Room code')
  await field.fill('ABCDEF')
  await page.getByRole('button', { name: 'Join room' }).click()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveAccessibleDescription(/No room has this code/)
  await expect(page.getByText('No room has this code.')).toHaveCount(1)
})

test('the button of a full or locked room stays where it is pressed, and one sentence says why', async ({
  signedIn,
  testApi,
}) => {
  const [host, guest, ada] = [await testApi.person(), await testApi.person(), await signedIn()]
  const { page } = ada
  const { code: fullRoom } = await testApi.room(host, { maxMembers: 2 }, [guest])
  await page.goto(`/rooms/${fullRoom}`)
  const button = page.getByRole('button', { name: 'Join room' })
  const before = await button.boundingBox()
  await expect(page.getByText('Room full')).toHaveCount(1)
  await button.click()
  await expect(page.getByRole('alert').filter({ hasText: 'Room full' })).toBeVisible()
  await expect(page.getByText('Room full')).toHaveCount(1)
  expect(await button.boundingBox()).toEqual(before)
})

test('a tab left open by one person saves nothing in the name of whoever logged in since, and keeps what was typed', async ({
  signedIn,
  stack,
  problems,
}) => {
  problems.allow(/WebSocket|401|403|409/)
  const [ada, bob] = [await signedIn(), await signedIn()]
  await ada.page.goto('/profile/edit')
  await ada.page.getByLabel('Bio').fill('written by the first')
  const study = await ada.context.newPage()
  await study.goto('/study')
  await expect(study.getByLabel('New task')).toBeVisible()

  // Another tab of the same browser, in which bob logs in.
  await ada.context.addCookies([{ ...bob.cookie, url: stack.url }])
  const told = `You are logged in as ${bob.username} now. Reload the page to go on as ${bob.username}.`
  await ada.page.getByRole('button', { name: 'Save profile' }).click()
  await expect(ada.page.getByRole('main').getByText(told)).toBeVisible()
  await expect(ada.page.getByLabel('Bio')).toHaveValue('written by the first')
  await study.getByLabel('New task').fill('A task of the first')
  await study.keyboard.press('Enter')
  await expect(study.getByText(told).first()).toBeVisible()

  await ada.page.reload()
  await expect(ada.page.getByLabel('Bio')).toHaveValue('')
  await bob.page.goto('/study')
  await expect(bob.page.getByLabel('New task')).toBeVisible()
  await expect(bob.page.getByText('A task of the first')).toHaveCount(0)
})

test('a form that is refused keeps every choice', async ({ signedIn, problems }) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to load/)
  const { page, context } = await signedIn()
  await page.goto('/rooms/new')
  await page.getByLabel('Subject').selectOption('Law')
  await page.getByLabel('Private').check()
  await page.getByLabel('Room name').fill('x')
  await page.getByRole('button', { name: 'Create room' }).click()
  await expect(page.getByLabel('Room name')).toHaveAccessibleDescription(/at least 3 characters/i)
  await expect(page.getByLabel('Subject')).toHaveValue('law')
  await expect(page.getByLabel('Private')).toBeChecked()

  await page.getByLabel('Subject').selectOption('Medicine')
  await page.getByLabel('Room name').fill('Long enough')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Create room' }).click()
  await expect(page.getByText(/can’t reach VirtualCafe/)).toBeVisible()
  await expect(page.getByLabel('Subject')).toHaveValue('medicine')
  await context.setOffline(false)
})
