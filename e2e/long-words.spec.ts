import { expect, type Page, test } from './fixtures'
import { studyClock } from './study-clock'

const { timeZone, today } = studyClock(new Date())

/** An address as people paste it: no blank in it, and no place at which browsers break by themselves. */
const word = (length: number) => `https://docs.example/${'Qwertz0_'.repeat(400)}`.slice(0, length)

const widths = [360, 390, 768, 1440]

/** A menu that is just closing may stand where it was opened for a moment longer: what is too wide stays too wide. */
async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const widest = () => page.evaluate(() => Math.max(document.documentElement.scrollWidth, window.innerWidth))
  // The inner width tells when the browser zoomed out to show a page that is too wide.
  await expect.poll(widest, { message: what, timeout: 5_000 }).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
}

async function atEveryWidth(page: Page, what: string, check?: () => Promise<void>): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await expectNoSidewaysScroll(page, `${what} at ${width}`)
    await check?.()
  }
}

for (const length of [151, 302, 2_500])
  test(`a word of ${length} letters stays inside of the chat`, async ({ signedIn, testApi }) => {
    const [ada, bob] = [await signedIn(), await signedIn()]
    const { page } = ada
    const { code } = await testApi.room(ada, { description: word(300), name: word(60) }, [bob])
    const long = word(Math.min(length, 2_000))
    await testApi.say(code, ada, [long, '字'.repeat(length > 2_000 ? 1_000 : length)])
    await page.goto(`/rooms/${code}`)
    const log = page.getByRole('log')
    await expect(log.locator('[data-seq]').first()).toContainText(long)
    const box = page.getByLabel('Message', { exact: true })
    const send = page.getByRole('button', { name: 'Send' })
    await box.fill(word(length))
    await atEveryWidth(page, 'the box one writes in', () => expect(send).toBeInViewport({ ratio: 1 }))

    await page.setViewportSize({ width: 1440, height: 900 })
    await log.locator('[data-seq]').first().locator('xpath=..').hover()
    await page.getByRole('button', { name: 'More about this message' }).first().click()
    await page.getByRole('menuitem', { name: 'Reply' }).click()
    await expect(page.getByText('Replying to')).toBeVisible()
    await atEveryWidth(page, 'the quote above the box')
    await box.fill('short')
    await box.press('Enter')
    await expect(page.getByText('In reply to')).toBeAttached()
    await atEveryWidth(page, 'the quote in the conversation')

    await page.setViewportSize({ width: 1440, height: 900 })
    await log.locator('[data-seq]').first().locator('xpath=..').hover()
    await page.getByRole('button', { name: 'More about this message' }).first().click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await page.getByLabel('Edit message').fill(word(length))
    await atEveryWidth(page, 'the box of a message being edited')

    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('button', { name: 'Room settings' }).click()
    await expect(page.getByRole('dialog', { name: 'Room settings' })).toBeVisible()
    await atEveryWidth(page, 'the settings of the room')
  })

test('a long word stays inside of every other page', async ({ signedIn, testApi }) => {
  const [ada, bob] = [await signedIn({ timeZone, visibility: 'public' }), await signedIn()]
  const { page } = ada
  const { code } = await testApi.room(bob, { name: word(60), description: word(300) })
  await testApi.plan(ada, { date: today, time: '23:50', minutes: '5', title: word(120), notes: word(2_000) }, false)
  await testApi.study(ada, [{ startedAt: new Date().toISOString(), minutes: 25, task: word(120), room: null }])
  await testApi.describe(ada, word(500))
  for (const path of [
    '/dashboard',
    '/rooms',
    `/rooms/${code}`,
    `/join/${code}`,
    '/planner',
    '/planner?view=month',
    '/study',
    '/progress',
    '/profile',
    '/profile/edit',
    `/u/${ada.username}`,
    '/partners',
    '/leaderboard',
    '/settings',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading').first()).toBeVisible()
    await atEveryWidth(page, path)
  }
  await page.goto('/planner')
  await page.getByRole('button', { name: /^Change: / }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await atEveryWidth(page, 'the dialog of a plan')
})
