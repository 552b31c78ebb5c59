/** What is said in the corner of the solo study room, with something else open and without. */
import { expect } from './fixtures'
import { StudyPage } from './pages/study-page'
import { test } from './student'

/** A room in which a task was deleted a moment ago. */
async function withUndo(study: StudyPage): Promise<StudyPage> {
  await study.open()
  await study.addTask('Chapter 3')
  await study.fromMenu('Chapter 3', 'Delete')
  await expect(study.button('Undo')).toBeVisible()
  return study
}

for (const [device, viewport] of [
  ['a desktop', { width: 1440, height: 900 }],
  ['a tablet', { width: 768, height: 1024 }],
  ['a phone', { width: 390, height: 844 }],
] as const)
  test(`a toast can be pressed over an open sheet, and covers none of its buttons (${device})`, async ({ student }) => {
    const study = await withUndo(new StudyPage((await student({ viewport })).page))
    await study.addTask('Essay')
    // By keyboard: on a phone the toast may lie over the row itself.
    await study.button('More for Essay').press('Enter')
    await study.page.getByRole('menuitem', { name: 'Edit' }).press('Enter')
    const sheet = study.page.getByRole('dialog', { name: 'Edit task' })
    for (const name of ['Close', 'Never mind', 'Save task'])
      await sheet.getByRole('button', { name, exact: true }).click({ trial: true })
    await study.button('Undo').click()
    await expect(study.page.locator('aside')).toContainText('Chapter 3')
    await expect(sheet).toBeVisible()
  })

test('a toast is reached by keyboard out of a modal, and gives the focus back', async ({ student }) => {
  const study = await withUndo(new StudyPage((await student()).page))
  const { keyboard } = study.page
  const focused = study.page.locator(':focus')
  const help = study.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  // The toast takes no key away from the room.
  await keyboard.press('?')
  await expect(help).toBeVisible()
  await expect(study.page.getByText('F6', { exact: true }).last()).toBeVisible()
  const first = help.getByRole('button', { name: 'Close' })
  await expect(first).toBeFocused()

  await keyboard.press('F6')
  await expect(focused).toHaveAccessibleName(/^Notifications/)
  await keyboard.press('Tab')
  await expect(focused).toHaveAccessibleName('Task deleted')
  // Escape puts away the toast, and not what lies under it.
  await keyboard.press('Escape')
  await expect(study.button('Undo')).toHaveCount(0)
  await expect(first).toBeFocused()
  await keyboard.press('Escape')
  await expect(help).toHaveCount(0)

  await withUndo(study)
  await keyboard.press('?')
  await expect(first).toBeFocused()
  for (const key of ['F6', 'Tab', 'Tab']) await keyboard.press(key)
  await expect(focused).toHaveAccessibleName('Undo')
  await keyboard.press('Enter')
  await expect(study.page.locator('aside')).toContainText('Chapter 3')
  await expect(help).toBeVisible()
  await expect(first).toBeFocused()
})

test('with a toast in the corner the keys work, and the room fades all the same', async ({ student }) => {
  const study = await withUndo(new StudyPage((await student()).page))
  await study.page.locator('body').press('Space')
  await expect(study.button('Pause')).toBeVisible()
  // The toast stays as long as the pointer rests on it.
  await study.button('Undo').hover()
  await expect(study.page.locator('html[data-quiet]')).toBeAttached()
  await expect(study.button('Undo')).toBeVisible()
})
