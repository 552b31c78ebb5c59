/** Dialogs and sheets with a form: what was typed is not thrown away without a question. */
import { expect, expectNoAxeViolations, type Page, test } from './fixtures'
import { PlannerPage } from './pages/planner-page'
import { openRoom, RoomPage } from './pages/room-page'
import { StudyPage } from './pages/study-page'
import { studyClock } from './study-clock'

const { timeZone, today } = studyClock(new Date())

const question = (page: Page) => page.getByRole('alertdialog', { name: 'Discard your changes?' })
const keep = (page: Page) => question(page).getByRole('button', { name: 'Keep editing' })
const discard = (page: Page) => question(page).getByRole('button', { name: 'Discard' })

/** Far from the dialog in the middle and from the sheet on the right. */
const pressBeside = (page: Page) => page.mouse.click(5, 300)

test('a plan that is being written is not thrown away by Escape, the X or a press beside it', async ({ signedIn }) => {
  const { page } = await signedIn({ timeZone })
  const planner = await new PlannerPage(page).open()
  const [opener, dialog] = [planner.opener(), planner.dialog()]
  const title = dialog.getByLabel('Title')
  const notes = dialog.getByLabel('Notes')

  // Untouched, or as it was before: it closes at once.
  for (const close of [
    () => page.keyboard.press('Escape'),
    () => pressBeside(page),
    () => dialog.getByRole('button', { name: 'Close' }).click(),
  ]) {
    await opener.click()
    await title.fill('Algebra')
    await title.fill('')
    await close()
    await expect(dialog).toHaveCount(0)
    await expect(question(page)).toHaveCount(0)
    await expect(opener).toBeFocused()
  }

  await opener.click()
  await title.fill('Linear algebra')
  await notes.fill('Bring the formula sheet')
  await notes.press('Escape')
  await expect(keep(page)).toBeFocused()
  await expectNoAxeViolations(page)
  await keep(page).press('Enter')
  await expect(question(page)).toHaveCount(0)
  await expect(notes).toBeFocused()
  // Escape at the question is "Keep editing", too.
  await notes.press('Escape')
  await expect(keep(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(question(page)).toHaveCount(0)
  await pressBeside(page)
  await keep(page).click()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await keep(page).click()
  await expect(question(page)).toHaveCount(0)
  await expect(title).toHaveValue('Linear algebra')
  await expect(notes).toHaveValue('Bring the formula sheet')

  await notes.press('Escape')
  await discard(page).click()
  await expect(dialog).toHaveCount(0)
  await expect(question(page)).toHaveCount(0)
  await expect(opener).toBeFocused()
  await expect(planner.plan('Linear algebra')).toHaveCount(0)

  // What was discarded is gone; what the server sent back counts as typed still; what is saved closes unasked.
  await opener.click()
  await expect(title).toHaveValue('')
  await dialog.getByLabel('Date').fill(today)
  await notes.fill('Without a title')
  await planner.add()
  await expect(title).toHaveAttribute('aria-invalid', 'true')
  await expect(notes).toHaveValue('Without a title')
  await page.keyboard.press('Escape')
  await keep(page).click()
  await title.fill('Now with one')
  await planner.add()
  await expect(planner.plan('Now with one')).toBeVisible()
  await expect(dialog).toHaveCount(0)
  await expect(question(page)).toHaveCount(0)
})

test('choices count as changes: category, reminder, minutes by the button', async ({ signedIn }) => {
  const { page } = await signedIn({ timeZone })
  const planner = await new PlannerPage(page).open()
  const dialog = planner.dialog()
  for (const change of [
    () => dialog.getByLabel('Category').selectOption({ label: 'Exam' }),
    () => dialog.getByLabel('Reminder').selectOption({ label: 'None' }),
    () => dialog.getByRole('button', { name: 'More' }).click(),
  ]) {
    await planner.opener().click()
    await change()
    await page.keyboard.press('Escape')
    await discard(page).click()
    await expect(dialog).toHaveCount(0)
  }
})

test('settings of a room that are being changed are not thrown away either', async ({ signedIn, testApi }) => {
  const ada = await signedIn()
  const { page } = ada
  const { code } = await testApi.room(ada, { name: 'Thesis table' })
  await page.goto(`/rooms/${code}`)
  await new RoomPage(page).expectLive()
  const opener = page.getByRole('button', { name: 'Room settings' })
  const sheet = page.getByRole('dialog', { name: 'Room settings' })
  const name = sheet.getByLabel('Room name')

  // The lock is set at once: nothing of it can be lost.
  for (const close of [
    () => name.press('Escape'),
    () => pressBeside(page),
    () => sheet.getByRole('button', { name: 'Close', exact: true }).click(),
  ]) {
    await opener.click()
    await expect(name).toHaveValue('Thesis table')
    await sheet.getByLabel('Lock the room').click()
    await close()
    await expect(sheet).toHaveCount(0)
    await expect(question(page)).toHaveCount(0)
  }

  await opener.click()
  await name.fill('Thesis table, second year')
  for (const close of [
    () => name.press('Escape'),
    () => pressBeside(page),
    () => sheet.getByRole('button', { name: 'Close', exact: true }).click(),
  ]) {
    await close()
    await expect(keep(page)).toBeFocused()
    await keep(page).press('Enter')
    await expect(question(page)).toHaveCount(0)
    await expect(name).toHaveValue('Thesis table, second year')
  }
  await sheet.getByRole('button', { name: 'Close', exact: true }).press('Escape')
  await discard(page).click()
  await expect(sheet).toHaveCount(0)
  await expect(question(page)).toHaveCount(0)

  await opener.click()
  await expect(name).toHaveValue('Thesis table')
  await name.fill('Third year')
  await sheet.getByRole('button', { name: 'Save changes' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(question(page)).toHaveCount(0)
  await opener.click()
  await expect(name).toHaveValue('Third year')
})

test('a report and a task ask, too; "Never mind" is an answer already', async ({ signedIn, testApi }) => {
  const [ada, bob] = [await signedIn({ timeZone }), await signedIn({ timeZone })]
  const { page } = ada
  const { code } = await testApi.room(ada, {}, [bob])
  await page.goto(`/rooms/${code}`)
  const room = new RoomPage(page)
  await room.expectLive()
  const report = page.getByRole('dialog', { name: `Report ${bob.username}` })
  const reason = report.getByLabel('What happened?')
  await room.doWith(bob.username, 'Report')
  await reason.fill('Something that took a while to write')
  await reason.press('Escape')
  await keep(page).click()
  await expect(reason).toHaveValue('Something that took a while to write')
  await report.getByRole('button', { name: 'Never mind' }).click()
  await expect(report).toHaveCount(0)
  await expect(question(page)).toHaveCount(0)

  await testApi.changeStudyPreferences(ada, { scene: 'minimal' })
  const study = await new StudyPage(page).open()
  await study.addTask('Essay')
  await study.fromMenu('Essay', 'Edit')
  const sheet = page.getByRole('dialog', { name: 'Edit task' })
  await sheet.getByRole('radio', { name: 'High' }).check()
  await page.keyboard.press('Escape')
  await keep(page).click()
  await expect(sheet.getByRole('radio', { name: 'High' })).toBeChecked()
  await sheet.getByRole('button', { name: 'Save task' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(question(page)).toHaveCount(0)
  expect(await testApi.studyTasks(ada)).toMatchObject([{ name: 'Essay', priority: 'high' }])
})

test("what is being set for a room's timer stays when somebody else presses its buttons, and is asked about", async ({
  signedIn,
  testApi,
}) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  const [a, b] = await openRoom(code, ada, bob)
  await a.timer().getByRole('button', { name: 'Timer settings' }).click()
  const dialog = ada.page.getByRole('dialog', { name: 'Timer settings' })
  const focus = dialog.getByLabel('Focus, minutes')
  await focus.fill('50')
  await b.timer().getByRole('button', { name: 'Start' }).click()
  await expect(ada.page.getByText(`${bob.username} started the timer`)).toBeVisible()
  await expect(focus).toHaveValue('50')
  await focus.press('Escape')
  await keep(ada.page).click()
  await dialog.getByRole('button', { name: 'Save timer' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(question(ada.page)).toHaveCount(0)
  await a.timer().getByRole('button', { name: 'Timer settings' }).click()
  await expect(focus).toHaveValue('50')
})
