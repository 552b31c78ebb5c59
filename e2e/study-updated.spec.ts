/** A solo study room that stands open while the server is updated: it no longer knows the actions of this page. */
import type { Page } from 'playwright/test'
import { expect, type SignedIn } from './fixtures'
import { StudyPage } from './pages/study-page'
import { minute, test } from './student'
import type { TestApi } from './test-api'

test.beforeEach(({ problems }) => problems.allow(/404|409/))

const sentence = 'VirtualCafe has been updated. Reload the page, then try again.'

/** As if the server had been updated since the page was loaded. `isPatched`: a reload brings the page that fits. */
async function updateServer(page: Page, isPatched: boolean) {
  const server = { isStrange: true, refused: 0, loads: 0 }
  await page.route('**/study', (route) => {
    const request = route.request()
    if (request.isNavigationRequest()) {
      server.loads++
      if (isPatched) server.isStrange = false
    }
    const headers = request.headers()
    if (!server.isStrange || !headers['next-action']) return route.fallback()
    server.refused++
    return route.fallback({ headers: { ...headers, 'next-action': `00${'f'.repeat(40)}` } })
  })
  return server
}

async function almostOver(person: SignedIn, testApi: TestApi): Promise<StudyPage> {
  const study = await new StudyPage(person.page).open()
  await study.start()
  await testApi.ageSession(person, 25 * minute - 8_000)
  await study.lookAgain()
  await study.expectClock(/^00:0/)
  return study
}

test('timer, tasks and settings say that the page is too old, and offer to load it anew', async ({
  student,
  testApi,
}) => {
  const person = await student()
  const { page } = person
  const study = await new StudyPage(page).open()
  await study.addTask('Essay')
  await study.start()
  const server = await updateServer(page, true)
  // What interrupts is read out by a twin of it, and is no part of the page for screen readers until it has the focus.
  const inToast = (name: string) => page.getByRole('button', { name, exact: true, includeHidden: true }).first()
  const expectSaid = async (act: () => Promise<void>) => {
    const before = server.refused
    await act()
    await expect(page.getByText(sentence).first()).toBeVisible()
    await expect(inToast('Reload')).toBeVisible()
    expect(server.refused).toBeGreaterThan(before)
    await expect(page.getByText('We can’t reach VirtualCafe')).toHaveCount(0)
    await inToast('Dismiss').click()
    await expect(page.getByText(sentence)).toHaveCount(0)
  }
  await expectSaid(() => study.button('Pause').click())
  await expectSaid(() => study.button('Stop').click())
  await expectSaid(async () => {
    await page.getByLabel('New task').fill('Read chapter 3')
    await page.getByLabel('New task').press('Enter')
  })
  await expect(page.getByLabel('New task')).toHaveValue('Read chapter 3')
  await expectSaid(() => page.getByRole('checkbox', { name: 'Essay: done' }).click())
  await expectSaid(async () => {
    await study.button('Timer settings').click()
    const settings = page.getByRole('dialog', { name: 'Timer settings' })
    await settings.getByRole('switch', { name: 'Keep the screen on' }).click()
    await expect(page.getByText(sentence).first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(settings).toHaveCount(0)
  })

  await study.fromMenu('Essay', 'Edit')
  const sheet = page.getByRole('dialog', { name: 'Edit task' })
  await sheet.getByLabel('Notes').fill('two sources')
  await sheet.getByRole('button', { name: 'Save task' }).click()
  await expect(sheet.getByText(sentence)).toBeVisible()
  await expect(sheet.getByLabel('Notes')).toHaveValue('two sources')
  expect(server.loads).toBe(0)

  await sheet.getByRole('button', { name: 'Reload' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(page.getByLabel('New task')).toHaveValue('Read chapter 3')
  await study.button('Pause').click()
  await expect(study.button('Resume')).toBeVisible()
  expect(await testApi.studyTasks(person)).toMatchObject([{ name: 'Essay', isDone: false }])
})

test('a session that ends there is saved: the page loads itself anew', async ({ student, testApi }) => {
  const person = await student()
  const study = await almostOver(person, testApi)
  const server = await updateServer(study.page, true)
  await expect(study.result()).toContainText('25 minutes saved', { timeout: 30_000 })
  expect(server).toMatchObject({ loads: 1 })
  expect(server.refused).toBeGreaterThan(0)
  expect(await testApi.studySessions(person)).toMatchObject([{ minutes: 25, isCompleted: true }])
})

test('it does not load itself anew over words that are being typed', async ({ student, testApi }) => {
  const person = await student()
  const study = await almostOver(person, testApi)
  const server = await updateServer(study.page, true)
  const field = study.page.getByLabel('New task')
  await field.fill('Half a thou')
  await expect(study.stage().getByText(sentence)).toBeVisible({ timeout: 30_000 })
  await expect(study.stage().getByText('No network')).toHaveCount(0)
  await expect(study.button('Reload')).toBeVisible()
  // It has tried for longer than it would have waited before a reload.
  await expect.poll(() => server.refused, { timeout: 40_000 }).toBeGreaterThanOrEqual(4)
  expect(server.loads).toBe(0)
  await expect(field).toHaveValue('Half a thou')
  await field.fill('')
  await expect(study.result()).toContainText('25 minutes saved', { timeout: 30_000 })
  expect(server.loads).toBe(1)
})

test('where loading anew does not help it is done once, and then left to the person', async ({ student, testApi }) => {
  test.slow()
  const person = await student()
  const study = await almostOver(person, testApi)
  const server = await updateServer(study.page, false)
  await expect.poll(() => server.loads, { timeout: 40_000 }).toBe(1)
  const { refused } = server
  await expect(study.stage().getByText(sentence)).toBeVisible({ timeout: 30_000 })
  await expect.poll(() => server.refused, { timeout: 40_000 }).toBeGreaterThanOrEqual(refused + 4)
  expect(server.loads).toBe(1)
  server.isStrange = false
  await study.button('Reload').click()
  await expect(study.result()).toContainText('25 minutes saved', { timeout: 30_000 })
  expect(await testApi.studySessions(person)).toMatchObject([{ minutes: 25, isCompleted: true }])
})
