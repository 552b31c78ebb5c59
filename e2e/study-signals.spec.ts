/** How the timer reaches somebody who looks elsewhere, and what else a browser can do for a quiet hour. */
import type { Page } from 'playwright/test'
import { expect } from './fixtures'
import { StudyPage } from './pages/study-page'
import { minute, test } from './student'

/** What the page did with the browser, as the scripts below note it. */
type Noted = Window & { noted: string[] }
const noted = (page: Page) => page.evaluate(() => (window as unknown as Noted).noted)

/** As if another tab stood in front of this one. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isHidden)
}

/** Notes notifications instead of showing them; `answer` is what the browser says, asked or not. */
function fakeNotifications(answer: NotificationPermission): void {
  const page = window as unknown as Noted
  page.noted = []
  class Shown {
    static permission = answer
    static requestPermission = async () => answer
    constructor(title: string, options: NotificationOptions) {
      page.noted.push(`${title}: ${options.body}`)
    }
  }
  Object.defineProperty(window, 'Notification', { value: Shown })
}

/** Notes every screen lock that is taken and let go. */
function fakeWakeLock(): void {
  const page = window as unknown as Noted
  page.noted = []
  const wakeLock = {
    async request() {
      page.noted.push('taken')
      const lock = {
        released: false,
        async release() {
          lock.released = true
          page.noted.push('released')
        },
      }
      document.addEventListener('visibilitychange', () => {
        if (document.hidden && !lock.released) void lock.release()
      })
      return lock
    },
  }
  Object.defineProperty(navigator, 'wakeLock', { value: wakeLock })
}

test('the end is notified when the page is not in front, once, by one of two tabs', async ({ student, testApi }) => {
  const person = await student()
  await person.context.addInitScript(fakeNotifications, 'granted' as const)
  const study = await new StudyPage(person.page).open()
  await study.button('Timer settings').click()
  await study.page.getByRole('switch', { name: 'Notify me at the end' }).click()
  await expect.poll(async () => (await testApi.studyPreferences(person)).notifyAtEnd).toBe(true)
  await study.page.keyboard.press('Escape')
  const second = await new StudyPage(await person.context.newPage()).open()
  await study.start()
  await expect(second.button('Pause')).toBeVisible()
  await testApi.ageSession(person, 25 * minute - 6_000)
  await Promise.all([study.lookAgain(), second.lookAgain()])
  await Promise.all([study, second].map((each) => each.expectClock(/^00:0/)))
  await Promise.all([study, second].map((each) => setHidden(each.page, true)))
  const all = async () => [...(await noted(study.page)), ...(await noted(second.page))]
  await expect.poll(all).toEqual(['Time for a break: 25 minutes done. Well studied.'])
  await expect.poll(() => testApi.runningSession(person)).toBeNull()
  expect(await all()).toHaveLength(1)
})

test('a page in front rings but does not notify', async ({ student, testApi }) => {
  const person = await student()
  await testApi.changeStudyPreferences(person, { notifyAtEnd: true })
  await person.page.addInitScript(fakeNotifications, 'granted' as const)
  const study = await new StudyPage(person.page).open()
  await study.start()
  await testApi.ageSession(person, 25 * minute - 3_000)
  await study.lookAgain()
  await expect(study.result()).toContainText('25 minutes saved')
  expect(await noted(study.page)).toEqual([])
})

test('a browser that refuses notifications is said so, and the switch stays off', async ({ student, testApi }) => {
  const person = await student()
  await person.page.addInitScript(fakeNotifications, 'denied' as const)
  const study = await new StudyPage(person.page).open()
  await study.button('Timer settings').click()
  const notify = study.page.getByRole('switch', { name: 'Notify me at the end' })
  await notify.click()
  await expect(study.page.getByText('Your browser blocks notifications')).toBeVisible()
  await expect(notify).not.toBeChecked()
  expect(await testApi.studyPreferences(person)).toMatchObject({ notifyAtEnd: false })
})

test('a toast lies above an open sheet and is answered without closing it', async ({ student }) => {
  const { page } = await student()
  await page.addInitScript(fakeNotifications, 'denied' as const)
  const study = await new StudyPage(page).open()
  await study.button('Timer settings').click()
  const sheet = page.getByRole('dialog', { name: 'Timer settings' })
  const notify = sheet.getByRole('switch', { name: 'Notify me at the end' })
  const toast = page.getByRole('region', { name: 'Notifications' }).getByRole('dialog')
  await notify.click()
  await expect(toast).toContainText('Your browser blocks notifications')
  // Pressing looks whether anything lies above it. Until the toast is pointed at, the button is hidden from screen readers.
  await toast.getByRole('button', { name: 'Dismiss', includeHidden: true }).click()
  await expect(toast).toBeHidden()
  await expect(sheet).toBeVisible()

  await notify.click()
  await expect(toast).toBeVisible()
  await page.keyboard.press('F6')
  await toast.getByRole('button', { name: 'Dismiss' }).press('Enter')
  await expect(toast).toBeHidden()
  await expect(sheet).toBeVisible()
})

test('the screen stays on while the timer runs, and only then', async ({ student, testApi }) => {
  const person = await student()
  await testApi.changeStudyPreferences(person, { keepAwake: true })
  await person.page.addInitScript(fakeWakeLock)
  const study = await new StudyPage(person.page).open()
  expect(await noted(study.page)).toEqual([])
  await study.start()
  await expect.poll(() => noted(study.page)).toEqual(['taken'])
  // Browsers let go of it with the page hidden.
  await setHidden(study.page, true)
  await setHidden(study.page, false)
  await expect.poll(() => noted(study.page)).toEqual(['taken', 'released', 'taken'])
  await study.button('Pause').click()
  await expect.poll(() => noted(study.page)).toEqual(['taken', 'released', 'taken', 'released'])
})

test('the icon in the tab empties with the time, and comes back', async ({ student, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  const icons = () =>
    study.page.locator('link[rel~="icon"]').evaluateAll((all) => all.map((icon) => (icon as HTMLLinkElement).href))
  const own = await icons()
  expect(own.length).toBeGreaterThan(0)
  await study.start()
  await expect.poll(async () => (await icons()).every((href) => href.startsWith('data:image/png'))).toBe(true)
  const full = await icons()
  await testApi.ageSession(person, 12 * minute)
  await study.lookAgain()
  await expect.poll(icons).not.toEqual(full)
  await expect(study.page).toHaveTitle(/^1[23]:\d\d · Focus · VirtualCafe$/)
  await study.button('Pause').click()
  await expect(study.page).toHaveTitle(/^1[23]:\d\d · Paused · VirtualCafe$/)
  await study.button('Stop').click()
  await study.button('Discard').click()
  await expect.poll(icons).toEqual(own)
  await expect(study.page).toHaveTitle('Study · VirtualCafe')
})

for (const way of ['on top of everything', 'as a pop-up'] as const)
  test(`the timer in a window of its own, ${way}`, async ({ student, testApi }) => {
    const person = await student()
    if (way === 'as a pop-up')
      await person.page.addInitScript(() => Reflect.deleteProperty(window, 'documentPictureInPicture'))
    const study = await new StudyPage(person.page).open()
    await study.start()
    await testApi.ageSession(person, 5 * minute)
    await study.lookAgain()
    await study.expectClock(/^(20:00|19:\d\d)$/)
    const opening = person.context.waitForEvent('page')
    await study.button('Pop-out timer').click()
    const small = await opening
    await expect(small.getByRole('timer')).toHaveAccessibleName(/^(20:00|19:\d\d)$/)
    // It wears the room's clothes and counts by itself.
    const shown = await small.getByRole('timer').getAttribute('aria-label')
    await expect(small.getByRole('timer')).not.toHaveAccessibleName(shown ?? '')
    await expect(small.getByRole('button', { name: 'Pause' })).toHaveCSS('border-radius', /\d{3,}px|e\+/)
    await small.getByRole('button', { name: 'Pause' }).click()
    await expect(study.button('Resume').first()).toBeVisible()
    await small.getByRole('button', { name: 'Resume' }).click()
    await expect.poll(async () => (await testApi.runningSession(person))?.pauses.at(-1)?.to).not.toBeNull()
    await study.button('Close the pop-out timer').click()
    await expect.poll(() => small.isClosed()).toBe(true)
    await expect(study.button('Pop-out timer')).toBeVisible()
  })

test('full screen: everything but the timer fades, until somebody moves', async ({ student }) => {
  const study = await new StudyPage((await student()).page).open()
  await study.start()
  await study.page.keyboard.press('f')
  await expect.poll(() => study.page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  await expect(study.page.locator('html[data-quiet]')).toBeAttached()
  /** The words still to be seen. */
  const seen = () =>
    study.page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const words: string[] = []
      while (walker.nextNode()) {
        const { parentElement, textContent } = walker.currentNode
        const isSeen = parentElement?.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        const { width = 0, top = -1 } = parentElement?.getBoundingClientRect() ?? {}
        if (isSeen && width > 1 && top >= 0 && textContent?.trim()) words.push(textContent.trim())
      }
      return words.join(' ')
    })
  await expect.poll(seen).toMatch(/^Focus 2 [45] : \d \d$/)
  await study.page.mouse.move(200, 200)
  await expect.poll(seen).toContain('Tasks')
  await study.page.keyboard.press('f')
  await expect.poll(() => study.page.evaluate(() => document.fullscreenElement)).toBeNull()
})

test('an evening by keyboard alone', async ({ student, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  const { keyboard } = study.page
  await keyboard.press('t')
  await expect(study.page.getByLabel('New task')).toBeFocused()
  await keyboard.type('Chapter 3')
  await keyboard.press('Enter')
  await expect(study.task('Chapter 3')).toBeVisible()
  // Past Add, the grip and the tick, to the task itself.
  for (const name of ['Add', 'Move Chapter 3', 'Chapter 3: done', 'Chapter 3']) {
    await keyboard.press('Tab')
    await expect(study.page.locator(':focus')).toHaveAccessibleName(name)
  }
  await keyboard.press('Enter')
  await expect(study.page.getByTestId('active-task')).toHaveText('Chapter 3')
  await study.button('Start').focus()
  await keyboard.press('Space')
  await expect(study.button('Pause')).toBeVisible()
  await testApi.ageSession(person, 3 * minute)
  await study.lookAgain()
  await study.expectClock(/^2[12]:/)
  await keyboard.press('s')
  const dialog = study.page.getByRole('dialog', { name: 'Stop here?' })
  await expect(dialog).toBeVisible()
  await keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(study.button('Pause')).toBeVisible()
  await keyboard.press('s')
  await expect(dialog).toBeVisible()
  // What is most likely wanted has the focus.
  await expect(study.button('Keep 3 minutes')).toBeFocused()
  await keyboard.press('Enter')
  await expect(study.result()).toContainText('3 minutes saved')
  await expect(dialog).toHaveCount(0)
  await keyboard.press('5')
  await expect(study.page.getByRole('radio', { name: 'Flow' })).toBeChecked()
})

test('on a phone the timer stands whole on the first screen, and everything is within a thumb', async ({ student }) => {
  const study = await new StudyPage(
    (await student({ viewport: { width: 390, height: 844 }, hasTouch: true })).page,
  ).open()
  const fitsAcross = () =>
    study.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)
  expect(await fitsAcross()).toBe(true)
  for (const part of [study.clock(), study.button('Start'), study.button('Background'), study.button('Sounds')])
    await expect(part).toBeInViewport({ ratio: 1 })
  const small = await study.page
    .getByRole('main')
    .getByRole('button')
    .evaluateAll((all) =>
      all
        .filter((button) => button.checkVisibility())
        // What is small to the eye may have a larger area to press around it.
        .filter((button) => !button.closest('.touch-target'))
        .map((button) => ({ name: button.ariaLabel ?? button.textContent, box: button.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 40 || box.height < 40)
        .map(({ name }) => name),
    )
  expect(small).toEqual([])
  await study.button('Start').tap()
  await expect(study.button('Pause')).toBeInViewport({ ratio: 1 })
  await study.button('Background').tap()
  await expect(study.page.getByRole('radio', { name: 'Minimal' })).toBeInViewport()
  expect(await fitsAcross()).toBe(true)
})
