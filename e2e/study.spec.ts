/** The solo study room: what it opens with and remembers, its keys, and how it fades around the timer. */
import { expect, expectNoAxeViolations } from './fixtures'
import { StudyPage } from './pages/study-page'
import { test } from './student'

test('the room opens with timer, tasks, backgrounds and sounds, without a violation', async ({ student }) => {
  const study = await new StudyPage((await student()).page).open()
  await study.expectClock(/^25:00$/)
  await expect(study.page.getByRole('complementary', { name: 'Tasks' })).toBeVisible()
  await expectNoAxeViolations(study.page)
  await study.button('Background').click()
  await expect(study.page.getByRole('dialog').getByRole('radio')).toHaveCount(8)
  await study.page.keyboard.press('Escape')
  await study.button('Sounds').click()
  await expect(study.page.getByRole('slider')).toHaveCount(8)
  await study.page.keyboard.press('Escape')
  await expect(study.page.getByRole('slider')).toHaveCount(0)
})

test('background, sounds and lengths are remembered', async ({ student, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  await study.button('Background').click()
  await study.page.getByRole('radio', { name: 'Space' }).check({ force: true })
  await study.page.keyboard.press('Escape')
  await study.button('Sounds').click()
  await study.page.getByRole('slider', { name: 'Rain' }).fill('40')
  await study.page.keyboard.press('Escape')
  await study.button('Timer settings').click()
  await study.page.getByLabel('Focus', { exact: true }).last().fill('50')
  await expect
    .poll(() => testApi.studyPreferences(person))
    .toMatchObject({ scene: 'space', soundMix: { rain: 0.4 }, focusMinutes: 50 })
  await study.page.reload()
  await study.expectClock(/^50:00$/)
  await expect(study.page.locator('[data-scene="space"]')).toBeAttached()
  await study.button('Sounds').click()
  await expect(study.page.getByRole('slider', { name: 'Rain' })).toHaveValue('40')
})

test('keys start, pause and explain themselves, and can be switched off', async ({ student }) => {
  const study = await new StudyPage((await student()).page).open()
  await study.page.keyboard.press('Space')
  await expect(study.button('Pause')).toBeVisible()
  await study.page.keyboard.press('Space')
  await expect(study.button('Resume')).toBeVisible()
  await study.page.keyboard.press('?')
  const help = study.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await help.getByRole('switch', { name: 'Use these keys' }).click()
  await study.page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  await study.page.locator('body').press('Space')
  await expect(study.button('Resume')).toBeVisible()
})

test('the tab counts down, and the room fades but for the timer until somebody moves', async ({ student }) => {
  const study = await new StudyPage((await student()).page).open()
  await study.start()
  await expect(study.page).toHaveTitle(/^2[45]:\d\d · Focus/)
  await expect(study.page.locator('html[data-quiet]')).toBeAttached()
  await expect.poll(() => opacityOf(study, 'Tasks')).toBe(0)
  await expect(study.clock()).toBeVisible()
  await study.page.mouse.move(200, 200)
  await expect.poll(() => opacityOf(study, 'Tasks')).toBe(1)
})

test('it needs somebody logged in', async ({ page }) => {
  await page.goto('/study')
  await expect(page).toHaveURL(/\/login\?callbackUrl=%2Fstudy/)
})

const opacityOf = (study: StudyPage, name: string) =>
  study.page.getByRole('complementary', { name }).evaluate((panel) => Number(getComputedStyle(panel).opacity))
