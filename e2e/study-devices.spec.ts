/** The same person at two screens, and one screen that dies. */
import { expect } from './fixtures'
import { StudyPage } from './pages/study-page'
import { minute, test } from './student'

test('what is changed on one device shows on the other at once', async ({ student, newPerson, stack, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  const phone = await newPerson({ viewport: { width: 390, height: 844 } })
  await phone.context.addCookies([{ ...person.cookie, url: stack.url }])
  const other = await new StudyPage(phone.page).open()

  await study.addTask('Chapter 3')
  await expect(other.task('Chapter 3')).toBeVisible()
  await other.button('Chapter 3').click()
  await expect(study.page.getByTestId('active-task')).toHaveText('Chapter 3')

  await other.start()
  await expect(study.button('Pause')).toBeVisible()
  await study.button('Pause').click()
  await expect(other.button('Resume')).toBeVisible()
  await other.button('Resume').click()
  await expect(study.button('Pause')).toBeVisible()

  await testApi.ageSession(person, 10 * minute)
  await study.lookAgain()
  await study.expectClock(/^1[45]:/)
  await study.button('Stop').click()
  await study.button('Keep 10 minutes').click()
  await expect(other.button('Start')).toBeVisible()
  await expect(other.page.getByRole('complementary', { name: 'Tasks' })).toContainText('10 minutes')

  await study.button('Background').click()
  await study.page.getByRole('radio', { name: 'Space' }).check({ force: true })
  await expect(other.page.locator('[data-scene="space"]')).toBeAttached()
})

test('a screen is not told what it did itself', async ({ student, newPerson, stack }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  const phone = await newPerson()
  await phone.context.addCookies([{ ...person.cookie, url: stack.url }])
  const other = await new StudyPage(phone.page).open()
  // Both listen, which is where their first questions come from.
  await study.addTask('warm')
  await expect(other.task('warm')).toBeVisible()
  await other.addTask('up')
  await expect(study.task('up')).toBeVisible()

  let asked = 0
  study.page.on('request', (request) => {
    if (request.url().endsWith('/api/study')) asked++
  })
  await study.addTask('mine')
  await study.addTask('mine too')
  expect(asked).toBe(0)
  await other.addTask('theirs')
  await expect(study.task('theirs')).toBeVisible()
  expect(asked).toBe(1)
})

test('two devices that end a session at once save it once', async ({ student, newPerson, stack, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  const phone = await newPerson()
  await phone.context.addCookies([{ ...person.cookie, url: stack.url }])
  const other = await new StudyPage(phone.page).open()
  await study.start()
  await expect(other.button('Pause')).toBeVisible()
  await testApi.ageSession(person, 25 * minute - 4_000)
  await Promise.all([study.lookAgain(), other.lookAgain()])
  await expect(study.button('Start')).toBeVisible()
  await expect(other.button('Start')).toBeVisible()
  expect(await testApi.studySessions(person)).toMatchObject([{ minutes: 25, isCompleted: true }])
})

test('a tab that crashes loses nothing: the next one shows the same second', async ({ student, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  await study.start()
  await testApi.ageSession(person, 9 * minute)
  await study.lookAgain()
  await study.expectClock(/^1[56]:/)
  const crashed = person.page.waitForEvent('crash')
  // Never answered: there is nobody left to.
  void person.page.goto('chrome://crash').catch(() => undefined)
  await crashed
  await person.page.close()

  const next = await new StudyPage(await person.context.newPage()).open()
  await next.expectClock(/^15:[45]\d$/)
  await expect(next.button('Pause')).toBeVisible()
  await testApi.ageSession(person, 16 * minute)
  await next.lookAgain()
  await expect(next.result()).toContainText('25 minutes saved')
})
