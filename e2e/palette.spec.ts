/** The command palette and the tutor's button: in the frame of every page, by key and by hand, loaded when wanted. */
import { expect, expectNoAxeViolations, type Page, test } from './fixtures'
import { PalettePage } from './pages/palette-page'

const tutorButton = (page: Page) => page.getByRole('button', { name: 'Ask the tutor' })
const tutorDrawer = (page: Page) => page.getByRole('dialog', { name: /tutor/i })
const userMenu = (page: Page) => page.getByRole('button', { name: /^Your menu/ })

/** The page's code runs: keys pressed before are nobody's. */
async function open(page: Page, address: string): Promise<PalettePage> {
  await page.goto(address)
  await page.waitForLoadState('networkidle')
  return new PalettePage(page)
}

test('opened by key it shows everything, finds by a part of a name, and Enter goes there', async ({ signedIn }) => {
  const { page } = await signedIn()
  const palette = await (await open(page, '/dashboard')).open()
  for (const group of ['Go to', 'Do', 'Theme'])
    await expect(palette.dialog().getByRole('group', { name: group })).toBeVisible()
  await palette.expectActive('Dashboard')

  await page.keyboard.type('plån')
  await palette.expectActive('Planner')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/planner')
  await expect(palette.dialog()).toHaveCount(0)

  // The next time it begins anew.
  await palette.open()
  await expect(palette.field()).toHaveValue('')
  await palette.expectActive('Dashboard')
})

test('arrows go round, Home and End to the ends, and the pointer chooses as well', async ({ signedIn }) => {
  const { page } = await signedIn()
  const palette = await (await open(page, '/dashboard')).open()
  await page.keyboard.press('ArrowDown')
  await palette.expectActive('Study')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await palette.expectActive('Theme: Device')
  await page.keyboard.press('Home')
  await palette.expectActive('Dashboard')
  await page.keyboard.press('End')
  await palette.expectActive('Theme: Device')
  await page.keyboard.press('ArrowDown')
  await palette.expectActive('Dashboard')

  await page.keyboard.type('room')
  await palette.expectActive('Rooms')
  await palette.options().filter({ hasText: 'New room' }).hover()
  await palette.expectActive('New room')
  await expect(palette.field()).toBeFocused()
  await palette.active().click()
  await expect(page).toHaveURL('/rooms/new')
})

test('from inside a field it opens and gives the focus back, with what was written', async ({ signedIn }) => {
  const { page } = await signedIn()
  const palette = await open(page, '/rooms/new')
  const name = page.getByLabel('Room name')
  await name.fill('Half a na')
  for (const close of ['Escape', 'Control+k']) {
    await palette.open()
    await page.keyboard.type('set')
    await page.keyboard.press(close)
    await expect(palette.dialog()).toHaveCount(0)
    await expect(name).toBeFocused()
    await expect(name).toHaveValue('Half a na')
  }
})

test('a dialog that holds what was written is answered first', async ({ signedIn }) => {
  const { page } = await signedIn()
  const palette = await open(page, '/planner')
  // Read when everybody has heard it, in whatever order: whether the palette took the key, not when it would have come.
  await page.evaluate(() =>
    window.addEventListener('keydown', (event) => {
      setTimeout(() => {
        document.documentElement.dataset.isTaken = String(event.defaultPrevented)
      })
    }),
  )
  await palette.open()
  await expect(page.locator('html')).toHaveAttribute('data-is-taken', 'true')
  await page.keyboard.press('Escape')
  await expect(palette.dialog()).toHaveCount(0)

  await page.getByRole('button', { name: 'Plan a session' }).first().click()
  const title = page.getByLabel('Title')
  await title.fill('Algebra')
  await title.press('Control+k')
  await expect(page.locator('html')).toHaveAttribute('data-is-taken', 'false')
  await expect(title).toBeFocused()
  await expect(title).toHaveValue('Algebra')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`it has no violation by ${colorScheme}, full, filtered and with forced colours`, async ({ signedIn }) => {
    const { page } = await signedIn({}, { colorScheme })
    const palette = await (await open(page, '/dashboard')).open()
    await expectNoAxeViolations(page)
    await page.keyboard.type('the')
    await palette.expectActive('Theme: Day')
    await expectNoAxeViolations(page)
    await page.emulateMedia({ forcedColors: 'active' })
    const ring = (option: Element) => getComputedStyle(option).outlineStyle
    expect(await palette.active().evaluate(ring)).toBe('solid')
    expect(await palette.options().last().evaluate(ring)).toBe('none')
  })
}

test('at 390 px it comes from the user menu, fits, and is used by thumb', async ({ signedIn }) => {
  const { page } = await signedIn({}, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const palette = await open(page, '/dashboard')
  // Twice: the first time its code is still to come.
  for (let time = 0; time < 2; time++) {
    await userMenu(page).tap()
    await page.getByRole('menuitem', { name: 'Search or jump to…' }).tap()
    await expect(palette.field()).toBeFocused()
    await palette.dialog().getByRole('button', { name: 'Close' }).tap()
    await expect(palette.dialog()).toHaveCount(0)
    await expect(userMenu(page)).toBeFocused()
  }
  await userMenu(page).tap()
  await page.getByRole('menuitem', { name: 'Search or jump to…' }).tap()
  await expect(palette.field()).toBeFocused()
  const box = await palette.dialog().boundingBox()
  expect(box?.x).toBeGreaterThanOrEqual(0)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
  // The keyboard of a phone takes less than the lower third and a bit.
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844 * 0.68)
  expect((await palette.active().boundingBox())?.height).toBeGreaterThanOrEqual(44)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await palette.options().filter({ hasText: 'Achievements' }).tap()
  await expect(page).toHaveURL('/achievements')
})

test('the tutor opens from its button and from the palette, and the focus comes back', async ({ signedIn }) => {
  const { page } = await signedIn()
  const palette = await open(page, '/dashboard')
  await tutorButton(page).click()
  await expect(tutorDrawer(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(tutorDrawer(page)).toHaveCount(0)
  await expect(tutorButton(page)).toBeFocused()

  const link = page.getByRole('link', { name: 'Planner' }).first()
  await link.focus()
  await palette.open()
  await page.keyboard.type('What is entropy?')
  await expect(palette.options()).toHaveCount(1)
  await palette.expectActive('Ask the tutor: “What is entropy?”')
  await page.keyboard.press('Enter')
  await expect(tutorDrawer(page)).toBeVisible()
  await expect(palette.dialog()).toHaveCount(0)
  await expect.poll(() => tutorDrawer(page).evaluate((box) => box.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Escape')
  await expect(tutorDrawer(page)).toHaveCount(0)
  await expect(link).toBeFocused()
})

test('on the pages of the tutor there is no button, and the palette leads to the page', async ({ signedIn }) => {
  const { page } = await signedIn()
  const palette = await open(page, '/tutor/cards')
  await expect(userMenu(page)).toBeVisible()
  await expect(tutorButton(page)).toHaveCount(0)
  await palette.open()
  await page.keyboard.type('ask the tutor')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/tutor')
  await expect(palette.dialog()).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('nothing of the palette or the drawer is fetched before it is wanted', async ({ signedIn }) => {
  const { page } = await signedIn()
  const scripts = new Map<string, Promise<string>>()
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      scripts.set(
        response.url(),
        response.text().catch(() => ''),
      )
  })
  const palette = await open(page, '/dashboard')
  const isThere = async (words: string) => (await Promise.all(scripts.values())).some((text) => text.includes(words))
  // The way of looking finds what is there.
  expect(await isThere('Ask the tutor')).toBe(true)
  expect(await isThere('Join a room by code')).toBe(false)
  const before = scripts.size

  await palette.open()
  expect(await isThere('Join a room by code')).toBe(true)
  await page.keyboard.press('Escape')
  await expect(palette.dialog()).toHaveCount(0)
  const between = scripts.size
  expect(between).toBeGreaterThan(before)

  await tutorButton(page).click()
  await expect(tutorDrawer(page)).toBeVisible()
  expect(scripts.size).toBeGreaterThan(between)
})

test('what is typed while its code is on the way is for the palette, and no shortcut', async ({ signedIn }) => {
  const { page } = await signedIn()
  const palette = await open(page, '/study')
  let letThrough = () => {}
  const isLetThrough = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route('**/*.js', async (route) => {
    await isLetThrough
    await route.continue()
  })
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('status').filter({ hasText: 'Opening' })).toBeVisible()
  // On their own T goes to the new task, ? opens the help, and the blank starts the timer.
  await page.keyboard.type('ta ?')
  await page.keyboard.press('Backspace')
  letThrough()
  await expect(palette.field()).toBeFocused()
  await expect(palette.field()).toHaveValue('ta ')
  await page.keyboard.press('Escape')
  await expect(palette.dialog()).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Start' }).first()).toBeVisible()
  await expect(page.getByLabel('New task')).not.toBeFocused()
})

test('it changes the theme, and logs out as the menu does', async ({ signedIn }) => {
  const { page } = await signedIn()
  const palette = await (await open(page, '/dashboard')).open()
  await page.keyboard.type('dark mode')
  await palette.expectActive('Theme: Night')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await palette.open()
  await page.keyboard.type('log out')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/')
  await page.goto('/dashboard')
  await expect(page).toHaveURL(/\/login/)
})

test("on every screen the tutor's button and the menu stand side by side, whole", async ({ signedIn }) => {
  const username = `a_name_that_is_very_wide_${Date.now().toString(36).slice(-5)}`
  const { page } = await signedIn({ username })
  await open(page, '/dashboard')
  for (const [width, height] of [
    [320, 640],
    [768, 1024],
    [844, 390],
    [1024, 768],
    [1280, 800],
    [1440, 900],
  ] as const)
    await test.step(`${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height })
      const [tutor, menu] = [await tutorButton(page).boundingBox(), await userMenu(page).boundingBox()]
      if (!tutor || !menu) throw new Error('The button or the menu is not there.')
      for (const box of [tutor, menu]) {
        expect(box.x).toBeGreaterThanOrEqual(0)
        expect(box.y).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width).toBeLessThanOrEqual(width)
        expect(box.y + box.height).toBeLessThanOrEqual(height)
      }
      const isBeside = tutor.x >= menu.x + menu.width || menu.x >= tutor.x + tutor.width
      const isAbove = tutor.y + tutor.height <= menu.y
      expect(isBeside || isAbove).toBe(true)
      // Neither covers a place of the navigation, which scrolls where the rail is short.
      const last = page.getByRole('navigation', { name: 'Main' }).locator('a:visible').last()
      await last.scrollIntoViewIfNeeded()
      await last.click({ trial: true })
    })
})
