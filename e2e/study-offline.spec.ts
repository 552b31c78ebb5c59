/** The solo study room without a network: nothing that was studied, chosen or typed is lost. */
import type { Page } from 'playwright/test'
import { expect } from './fixtures'
import { StudyPage } from './pages/study-page'
import { minute, test } from './student'

test.beforeEach(({ problems }) => problems.allow(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to (fetch|load)/))

const noNetwork = (page: Page) => page.getByText('We can’t reach VirtualCafe').first()

/** The room as it is once it has been open for a moment: what it needs without a network has come. */
async function settled(page: Page): Promise<StudyPage> {
  // Once subscribed to its channel, the page fetches the current state; that answer must not come in between.
  const asked = page.waitForResponse('**/api/study')
  const study = await new StudyPage(page).open()
  await asked
  await expect(page.getByRole('region', { name: /notification/i })).toBeAttached()
  return study
}

test('offline for five minutes, and over the end, nothing is lost', async ({ student, testApi, problems }) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED|Failed to (fetch|load)/)
  const person = await student()
  const study = await settled(person.page)
  await study.start()
  await person.context.setOffline(true)
  await testApi.ageSession(person, 5 * minute)
  await study.expectClock(/^24:/)
  await person.context.setOffline(false)
  await study.expectClock(/^19:/)

  await testApi.ageSession(person, 20 * minute - 12_000)
  await study.lookAgain()
  await study.expectClock(/^00:/)
  await person.context.setOffline(true)
  await expect(study.page.getByText('No network. Your minutes are safe')).toBeVisible({ timeout: 30_000 })
  await testApi.ageSession(person, 20 * minute)
  await person.context.setOffline(false)
  await expect(study.result()).toContainText('25 minutes saved')
  expect(await testApi.studySessions(person)).toMatchObject([{ minutes: 25, isCompleted: true }])
})

test('a change that did not arrive goes back and says so', async ({ student, testApi }) => {
  const person = await student()
  const study = await settled(person.page)
  await study.addTask('Stays')
  const done = study.page.getByRole('checkbox', { name: 'Stays: done' })
  await person.context.setOffline(true)
  await done.click()
  await expect(noNetwork(study.page)).toBeVisible()
  await expect(done).not.toBeChecked()
  await study.fromMenu('Stays', 'Delete')
  await expect(study.task('Stays')).toBeVisible()

  await person.context.setOffline(false)
  await done.click()
  await expect.poll(async () => (await testApi.studyTasks(person))[0]?.isDone).toBe(true)
})

test('a task that was typed comes back into its field, and is there once when the network is', async ({
  student,
  testApi,
}) => {
  const person = await student()
  const study = await settled(person.page)
  const field = study.page.getByLabel('New task')
  await person.context.setOffline(true)
  await field.fill('Read chapter 3')
  await field.press('Enter')
  await expect(noNetwork(study.page)).toBeVisible()
  await expect(field).toHaveValue('Read chapter 3')
  await person.context.setOffline(false)
  await field.press('Enter')
  await expect(study.task('Read chapter 3')).toBeVisible()
  await expect.poll(async () => (await testApi.studyTasks(person)).map(({ name }) => name)).toEqual(['Read chapter 3'])
})

test('an answer that was lost does not make two tasks of one, and the next one can be typed meanwhile', async ({
  student,
  testApi,
  problems,
}) => {
  problems.allow(/ERR_FAILED/)
  const person = await student()
  const study = await settled(person.page)
  const field = study.page.getByLabel('New task')
  let loseAnswer: () => void = () => {}
  const isTyped = new Promise<void>((resolve) => {
    loseAnswer = resolve
  })
  await study.page.route('**/study', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    await route.fetch()
    await isTyped
    await route.abort()
  })
  await field.fill('First')
  await field.press('Enter')
  await field.fill('Second')
  loseAnswer()
  const again = study.page.getByRole('button', { name: 'Add First again' })
  await expect(again).toBeVisible()
  await expect(field).toHaveValue('Second')
  await study.page.unroute('**/study')
  await again.click()
  await expect(again).toHaveCount(0)
  await field.press('Enter')
  await study.expectTasks(['First', 'Second'])
  expect((await testApi.studyTasks(person)).map(({ name }) => name)).toEqual(['First', 'Second'])
})

test('what was typed into the sheet of a task stays there', async ({ student, testApi }) => {
  const person = await student()
  const study = await settled(person.page)
  await study.addTask('Essay')
  await study.fromMenu('Essay', 'Edit')
  const sheet = study.page.getByRole('dialog', { name: 'Edit task' })
  await sheet.getByLabel('Notes').fill('two sources')
  await sheet.getByLabel('Due').fill('2030-12-01')
  await sheet.getByRole('radio', { name: 'High' }).check()
  await person.context.setOffline(true)
  await sheet.getByRole('button', { name: 'Save task' }).click()
  await expect(sheet.getByText('We can’t reach VirtualCafe')).toBeVisible()
  await expect(sheet.getByLabel('Notes')).toHaveValue('two sources')
  await expect(sheet.getByLabel('Due')).toHaveValue('2030-12-01')
  await expect(sheet.getByRole('radio', { name: 'High' })).toBeChecked()
  await person.context.setOffline(false)
  await sheet.getByRole('button', { name: 'Save task' }).click()
  await expect(sheet).toHaveCount(0)
  expect(await testApi.studyTasks(person)).toMatchObject([
    { name: 'Essay', notes: 'two sources', dueDay: '2030-12-01', priority: 'high' },
  ])
})

test('a start that did not arrive says so, and starts one session when pressed again', async ({ student, testApi }) => {
  const person = await student()
  const study = await settled(person.page)
  await person.context.setOffline(true)
  await study.button('Start').click()
  await expect(noNetwork(study.page)).toBeVisible()
  await expect(study.button('Start')).toBeVisible()
  expect(await testApi.runningSession(person)).toBeNull()
  await person.context.setOffline(false)
  await study.start()
  expect(await testApi.runningSession(person)).toMatchObject({ kind: 'focus', plannedMinutes: 25 })
})
