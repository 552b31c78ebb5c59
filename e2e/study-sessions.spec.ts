/** How sessions of the solo study room run and end: focus, break, flow, stopped, skipped, overrun; what they bring. */
import { expect } from './fixtures'
import { StudyPage } from './pages/study-page'
import { minute, test } from './student'

/** Counts oscillators that are started: the bell is made of them. */
function countStrokes(): void {
  const start = OscillatorNode.prototype.start
  const counted = window as Window & { strokes?: number }
  counted.strokes = 0
  OscillatorNode.prototype.start = function (when?: number) {
    counted.strokes = (counted.strokes ?? 0) + 1
    start.call(this, when)
  }
}

const strokesOf = (page: StudyPage) => page.page.evaluate(() => (window as Window & { strokes?: number }).strokes ?? 0)

/** Notes every time the clock shows from now on. */
function watchClock(): void {
  const clock = document.querySelector('section[aria-label="Timer"] [role="timer"]')
  const watched = window as Window & { shown?: string[] }
  watched.shown = []
  if (clock) new MutationObserver(() => watched.shown?.push(clock.ariaLabel ?? '')).observe(clock, { attributes: true })
}
const shownBy = (page: StudyPage) => page.page.evaluate(() => (window as Window & { shown?: string[] }).shown ?? [])

/** Everything the person has, added up from the rows. */
const always = { from: '2000-01-01', to: '2100-01-01' }

test('a task is created, picked and linked; focus runs to its end with a bell, XP and badges', async ({
  student,
  testApi,
}) => {
  const person = await student()
  await person.page.addInitScript(countStrokes)
  const study = await new StudyPage(person.page).open()
  await study.addTask('Chapter 3')
  await study.button('Chapter 3').click()
  await expect(study.page.getByTestId('active-task')).toHaveText('Chapter 3')

  await study.start()
  await study.expectClock(/^(25:00|24:\d\d)$/)
  await testApi.ageSession(person, 25 * minute - 8_000)
  await study.lookAgain()
  await study.expectClock(/^00:0\d$/)
  await study.page.evaluate(watchClock)
  let reply = ''
  // Read on its way: what a browser keeps of an answer may be gone before it is asked for.
  await study.page.route('**/study', async (route) => {
    if (!route.request().postData()?.includes('"ending"')) return route.fallback()
    const response = await route.fetch()
    reply = await response.text()
    await route.fulfill({ response, body: reply })
  })
  await expect(study.result()).toContainText('25 minutes saved')
  await expect(study.result()).toContainText('Getting Started')
  await expect(study.result()).toContainText('XP')
  // The bell is struck when the time is up, and not before.
  expect(await strokesOf(study)).toBeGreaterThan(5)
  expect(await shownBy(study)).toEqual(expect.arrayContaining(['00:02', '00:01', '00:00']))
  // One answer carries all that the page shows of it.
  for (const part of ['"totalXp":75', '"level":1', '"leveledUp":false', '"todayMinutes":25', '"getting-started"'])
    expect(reply).toContain(part)
  expect(await testApi.figures(person, always)).toMatchObject({ xp: 75, badges: 1 })
  const [task] = await testApi.studyTasks(person)
  expect(task?.actualPomodoros).toBe(1)
  expect(await testApi.studySessions(person)).toEqual([
    { type: 'focus', minutes: 25, isCompleted: true, plannedMinutes: 25, taskId: task?.id },
  ])
  await expect(study.page.getByRole('complementary', { name: 'Tasks' })).toContainText('25 minutes')
  // What comes next is offered.
  await study.expectClock(/^05:00$/)
})

test('a level is celebrated', async ({ student, testApi }) => {
  const person = await student({ reducedMotion: 'no-preference' })
  const study = await new StudyPage(person.page).open()
  await expect(study.page.getByRole('banner')).toContainText('Level 1')
  await study.pickMode('Custom')
  await study.page.getByLabel('Minutes').fill('60')
  await study.start()
  await testApi.ageSession(person, 60 * minute - 3_000)
  await study.lookAgain()
  await expect(study.result()).toContainText('Level 3')
  // Light rises behind the words.
  const moves = () =>
    study
      .result()
      .evaluate((card) => card.getAnimations({ subtree: true }).map((each) => (each as CSSAnimation).animationName))
  await expect.poll(moves).toContain('glow')
  await expect(study.result()).toContainText('Hour Master')
  await expect(study.page.getByRole('complementary', { name: 'Tasks' })).toContainText('Level3')
  await expect(study.page.getByRole('banner')).toContainText('Level 3')
  expect(await testApi.figures(person, always)).toMatchObject({ xp: 210, badges: 2 })
})

test('a break is saved and earns nothing', async ({ student, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  await study.pickMode('Long break')
  await study.expectClock(/^15:00$/)
  await study.pickMode('Break')
  await study.expectClock(/^05:00$/)
  await study.start()
  await testApi.ageSession(person, 5 * minute - 2_000)
  await study.lookAgain()
  await expect(study.page.getByText('Break over')).toBeVisible()
  await expect(study.result()).toHaveCount(0)
  expect(await testApi.studySessions(person)).toMatchObject([{ type: 'break', minutes: 5, isCompleted: true }])
  expect(await testApi.figures(person, always)).toMatchObject({ xp: 0, badges: 0 })
  await expect(study.page.getByRole('complementary', { name: 'Tasks' })).toContainText('0 minutes')
})

test('stopping early asks; the minutes are kept, or not', async ({ student, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  await study.start()
  await testApi.ageSession(person, 12 * minute)
  await study.lookAgain()
  await study.expectClock(/^1[23]:/)
  await study.button('Stop').click()
  await study.button('Carry on').click()
  await expect(study.button('Pause')).toBeVisible()
  await study.button('Stop').click()
  await study.button('Keep 12 minutes').click()
  await expect(study.result()).toContainText('12 minutes saved')
  expect(await testApi.studySessions(person)).toMatchObject([{ minutes: 12, isCompleted: false }])

  await study.pickMode('Focus')
  await study.start()
  await testApi.ageSession(person, 3 * minute)
  await study.lookAgain()
  await study.expectClock(/^2[12]:/)
  await study.button('Stop').click()
  await study.button('Discard').click()
  await expect(study.button('Start')).toBeVisible()
  expect(await testApi.studySessions(person)).toHaveLength(1)
})

test('flow counts up, and what was studied is kept when it stops', async ({ student, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  await study.pickMode('Flow')
  await study.expectClock(/^00:00$/)
  await study.start()
  await testApi.ageSession(person, 34 * minute)
  await study.lookAgain()
  await study.expectClock(/^34:/)
  await study.button('Stop').click()
  await expect(study.result()).toContainText('34 minutes saved')
  expect(await testApi.studySessions(person)).toMatchObject([{ type: 'focus', minutes: 34, plannedMinutes: null }])
})

test('skipping goes on to the break and keeps the minutes', async ({ student, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  await study.start()
  await testApi.ageSession(person, 8 * minute)
  await study.lookAgain()
  await study.expectClock(/^1[67]:/)
  await study.button('Skip').click()
  await expect(study.result()).toContainText('8 minutes saved')
  await expect(study.page.getByRole('radio', { name: 'Break', exact: true })).toBeChecked()
  await study.expectClock(/^05:00$/)
  expect(await testApi.studySessions(person)).toMatchObject([{ minutes: 8, isCompleted: false }])
})

test('after the fourth focus session the break is a long one', async ({ student, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  for (const next of ['05:00', '05:00', '05:00', '15:00']) {
    await study.pickMode('Focus')
    await study.start()
    await testApi.ageSession(person, 25 * minute)
    await study.lookAgain()
    await study.expectClock(new RegExp(`^${next}$`))
  }
  expect(await testApi.studySessions(person)).toHaveLength(4)
})

test('back long after the end: keep, trim or discard', async ({ student, testApi }) => {
  const person = await student()
  const study = await new StudyPage(person.page).open()
  await study.start()
  await testApi.ageSession(person, 80 * minute)
  await study.page.reload()
  const dialog = study.page.getByRole('dialog', { name: 'Welcome back' })
  await expect(dialog).toContainText('55 minutes ago')
  expect(await testApi.studySessions(person)).toEqual([])
  await dialog.getByRole('button', { name: 'Keep 25 minutes' }).click()
  await expect(study.result()).toContainText('25 minutes saved')

  await study.pickMode('Flow')
  await study.start()
  await testApi.ageSession(person, 500 * minute)
  await study.page.reload()
  await expect(dialog).toContainText('8 h')
  await dialog.getByLabel('Minutes studied').fill('45')
  await dialog.getByRole('button', { name: 'Keep what I entered' }).click()
  await expect(dialog).toHaveCount(0)
  expect((await testApi.studySessions(person)).map((session) => session.minutes).sort()).toEqual([25, 45])
})

test('breaks and focus follow each other by themselves when asked to', async ({ student, testApi }) => {
  const person = await student()
  await testApi.changeStudyPreferences(person, { autoStartBreaks: true, autoStartFocus: true })
  const study = await new StudyPage(person.page).open()
  await study.start()
  await testApi.ageSession(person, 25 * minute - 2_000)
  await study.lookAgain()
  await expect.poll(async () => (await testApi.runningSession(person))?.kind).toBe('break')
  await study.expectClock(/^0[45]:/)
  await testApi.ageSession(person, 5 * minute - 2_000)
  await study.lookAgain()
  await expect.poll(async () => (await testApi.runningSession(person))?.kind).toBe('focus')
})

test('what a session brought waits for whoever comes back to it, and leaves once it could be read', async ({
  student,
  testApi,
}) => {
  const person = await student()
  // A realtime connection would wait for signs of life through minutes that pass in no time.
  await person.page.routeWebSocket(/\/app\//, (socket) => socket.close())
  await person.page.clock.install()
  const study = await new StudyPage(person.page).open()
  await study.start()
  await testApi.ageSession(person, 25 * minute - 2_000)
  await study.lookAgain()
  await expect(study.result()).toContainText('25 minutes saved')
  const pass = (ms: number) => person.page.clock.fastForward(ms)
  await pass(20 * minute)
  await expect(study.result()).toContainText('25 minutes saved')
  // Under the pointer it stays.
  await study.result().getByText('25 minutes saved').hover()
  await pass(minute)
  await expect(study.result()).toBeVisible()
  await person.page.mouse.move(0, 0)
  await expect(async () => {
    await pass(minute)
    await expect(study.result()).toHaveCount(0, { timeout: 500 })
  }).toPass()
})
