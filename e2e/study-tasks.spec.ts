/** The tasks beside the timer. */
import { expect } from './fixtures'
import { StudyPage } from './pages/study-page'
import { test } from './student'

test('add, edit, complete, delete and undo, all of it still there after a reload', async ({ student, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  for (const name of ['Read', 'Write', 'Rest']) await study.addTask(name)
  await study.fromMenu('Write', 'Edit')
  const sheet = study.page.getByRole('dialog', { name: 'Edit task' })
  await sheet.getByLabel('Name').fill('Write essay')
  await sheet.getByRole('radio', { name: 'High' }).check({ force: true })
  await sheet.getByLabel('Due').fill('2026-12-01')
  await sheet.getByLabel('Estimate').fill('3')
  await sheet.getByLabel('Notes').fill('two sources')
  await sheet.getByRole('button', { name: 'Save task' }).click()
  await expect(study.task('Write essay')).toContainText('High')
  await expect(study.task('Write essay')).toContainText('0 of 3 pomodoros')

  await study.page.getByRole('checkbox', { name: 'Read: done' }).click()
  await study.fromMenu('Rest', 'Delete')
  await expect(study.task('Rest')).toHaveCount(0)
  await study.page.getByRole('button', { name: 'Undo' }).click()
  await study.expectTasks(['Write essay', 'Rest'])
  await study.page.reload()
  await study.expectTasks(['Write essay', 'Rest'])
  expect(await testApi.studyTasks(person)).toMatchObject([
    { name: 'Write essay', priority: 'high', dueDay: '2026-12-01', estimatePomodoros: 3, notes: 'two sources' },
    { name: 'Rest' },
    { name: 'Read', isDone: true },
  ])
})

test('reorder by keyboard, by menu and by dragging, and it lasts', async ({ student }) => {
  const study = await new StudyPage((await student()).page).open()
  for (const name of ['A', 'B', 'C']) await study.addTask(name)
  await study.button('Move A').focus()
  await study.page.keyboard.press('Space')
  await expect(study.page.getByText('A is now at 1 of 3.')).toBeAttached()
  // The list hears the arrow keys from its next turn on, which a script's key may overtake on a busy machine.
  await study.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
  await study.page.keyboard.press('ArrowDown')
  await expect(study.page.getByText('A is now at 2 of 3.')).toBeAttached()
  await study.page.keyboard.press('Space')
  await study.expectTasks(['B', 'A', 'C'])

  await study.fromMenu('C', 'Move up')
  await study.expectTasks(['B', 'C', 'A'])

  const grip = await study.button('Move A').boundingBox()
  const target = await study.button('Move B').boundingBox()
  if (!grip || !target) throw new Error('no grip to drag')
  await study.page.mouse.move(grip.x + 10, grip.y + 20)
  await study.page.mouse.down()
  await study.page.mouse.move(grip.x + 10, grip.y - 20, { steps: 4 })
  await study.page.mouse.move(target.x + 10, target.y + 10, { steps: 8 })
  await study.page.mouse.up()
  await study.expectTasks(['A', 'B', 'C'])
  await study.page.reload()
  await study.expectTasks(['A', 'B', 'C'])
})

test('a name without a gap stays in its row, with everything the row offers', async ({ student }) => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const study = await new StudyPage((await student({ viewport })).page).open()
    const name = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft'
    await study.addTask(name)
    const panel = await study.page.getByRole('complementary', { name: 'Tasks' }).boundingBox()
    const more = await study.button(`More for ${name}`).boundingBox()
    if (!panel || !more) throw new Error('no row to measure')
    expect(more.x + more.width).toBeLessThan(panel.x + panel.width)
    await study.fromMenu(name, 'Edit')
    await expect(study.page.getByRole('dialog', { name: 'Edit task' })).toBeVisible()
  }
})

test('typing a space into a task does not start the timer', async ({ student, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  await study.page.getByLabel('New task').pressSequentially('read two pages')
  await study.page.getByLabel('New task').press('Enter')
  await expect(study.task('read two pages')).toBeVisible()
  expect(await testApi.runningSession(person)).toBeNull()
})
