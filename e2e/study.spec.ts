/** The solo study chart, box by box, and what a timer must survive. */
import { expect, expectNoAxeViolations } from './fixtures'
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
const strokesOf = (page: StudyPage) => page.page.evaluate(() => (window as Window & { strokes?: number }).strokes ?? 0)

test.describe('the chart', () => {
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
    const reply = study.page
      .waitForResponse((response) => response.request().postData()?.includes('"ending"') ?? false)
      .then((response) => response.text())
    await expect(study.result()).toContainText('25 minutes saved')
    await expect(study.result()).toContainText('Getting Started')
    await expect(study.result()).toContainText('XP')
    // The bell is struck when the time is up, and not before.
    expect(await strokesOf(study)).toBeGreaterThan(5)
    expect(await shownBy(study)).toEqual(expect.arrayContaining(['00:02', '00:01', '00:00']))
    // One answer carries all that the page shows of it.
    for (const part of ['"totalXp":75', '"level":1', '"leveledUp":false', '"todayMinutes":25', '"getting-started"'])
      expect(await reply).toContain(part)
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
})

test.describe('the timer holds', () => {
  test('pause, reload and a second device show the same second', async ({ student, newPerson, stack, testApi }) => {
    const person = await student()
    const study = await new StudyPage(person.page).open()
    await study.start()
    await testApi.ageSession(person, 5 * minute)
    await study.page.reload()
    await study.expectClock(/^19:5\d$/)

    const phone = await newPerson()
    await phone.context.addCookies([{ ...person.cookie, url: stack.url }])
    const other = await new StudyPage(phone.page).open()
    await expect(other.button('Pause')).toBeVisible()
    // Each has measured the server's clock by now or will in a moment; what is left is the time between two readings.
    const apart = async () => {
      const [here, there] = await Promise.all([study.leftMs(25), other.leftMs(25)])
      return Math.abs(here - there)
    }
    await expect.poll(apart).toBeLessThan(300)
  })

  test('another tab of the same browser follows at once', async ({ student }) => {
    const person = await student()
    const first = await new StudyPage(person.page).open()
    const second = await new StudyPage(await person.context.newPage()).open()
    await first.start()
    await expect(second.button('Pause')).toBeVisible()
    await second.button('Pause').click()
    await expect(first.button('Resume')).toBeVisible()
  })

  test('a double click starts one session and saves one', async ({ student, testApi }) => {
    const person = await student()
    const study = await new StudyPage(person.page).open()
    await study.button('Start').dblclick()
    await expect(study.button('Pause')).toBeVisible()
    await testApi.ageSession(person, 10 * minute)
    await study.lookAgain()
    await study.expectClock(/^1[45]:/)
    await study.button('Stop').click()
    await study.button('Keep 10 minutes').dblclick()
    await expect(study.result()).toBeVisible()
    expect(await testApi.studySessions(person)).toHaveLength(1)
  })

  test('a lost reply is asked for again and saves once', async ({ student, testApi, problems }) => {
    problems.allow(/ERR_FAILED|Failed to (fetch|load)/)
    const person = await student()
    const study = await new StudyPage(person.page).open()
    await study.start()
    let lost = 0
    await study.page.route('**/study', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.fallback()
      lost++
      await route.fetch()
      await route.abort()
    })
    await testApi.ageSession(person, 25 * minute - 3_000)
    await study.lookAgain()
    await expect(study.result()).toContainText('25 minutes saved')
    expect(lost).toBe(1)
    expect(await testApi.studySessions(person)).toHaveLength(1)
  })

  test('minutes cannot be forged on the wire', async ({ student, testApi }) => {
    const person = await student()
    const study = await new StudyPage(person.page).open()
    await study.start()
    await testApi.ageSession(person, 3 * minute)
    await study.lookAgain()
    await study.expectClock(/^2[12]:/)
    let lie = {}
    await study.page.route('**/study', (route) => {
      const body = route.request().postData() ?? ''
      if (!body.includes('"ending"')) return route.fallback()
      const [told] = JSON.parse(body) as [object]
      return route.fallback({ postData: JSON.stringify([{ ...told, ...lie }]) })
    })
    const end = async () => {
      await study.button('Stop').click()
      await study.button('Keep 3 minutes').click()
      await expect(study.page.getByRole('dialog')).toHaveCount(0)
    }
    for (lie of [{ minutes: 500 }, { activeMs: 30_000_000 }, { startedAtMs: 0 }, { ending: 'complete' }]) {
      await end()
      await expect(study.button('Pause')).toBeVisible()
    }
    expect(await testApi.studySessions(person)).toEqual([])
    lie = { ending: 'keep', atMostMinutes: 500 }
    await end()
    await expect(study.result()).toContainText('3 minutes saved')
    expect(await testApi.studySessions(person)).toMatchObject([{ minutes: 3 }])
  })

  for (const days of [1, -1])
    test(`a browser date ${days} day off changes nothing`, async ({ student, testApi }) => {
      const person = await student()
      await person.page.addInitScript((offMs) => {
        const now = Date.now
        Date.now = () => now() + offMs
      }, days * 86_400_000)
      const study = await new StudyPage(person.page).open()
      await study.start()
      await study.expectClock(/^(25:00|24:\d\d)$/)
      await testApi.ageSession(person, 25 * minute - 3_000)
      await study.lookAgain()
      await expect(study.result()).toContainText('25 minutes saved')
      expect(await testApi.studySessions(person)).toMatchObject([{ minutes: 25 }])
    })

  test('sixty virtual minutes in a throttled background tab drift under 0.2 s', async ({ student, problems }) => {
    problems.allow(/ERR_FAILED|Failed to (fetch|load)/)
    const person = await student()
    // A realtime connection would wait for signs of life through minutes that pass in no time.
    await person.page.routeWebSocket(/\/app\//, (socket) => socket.close())
    await person.page.clock.install()
    const study = await new StudyPage(person.page).open()
    await study.pickMode('Custom')
    await study.page.getByLabel('Minutes').fill('90')
    await study.start()
    // From here on time stands still, but for what the test lets pass.
    await person.page.clock.pauseAt((await study.page.evaluate(() => Date.now())) + 1_000)
    await study.page.route('**/api/{time,study}', (route) => route.abort())
    await study.page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    const read = () => study.page.evaluate(() => performance.now())
    const [before, began] = [await study.leftMs(90), await read()]
    // A browser wakes a hidden tab about once a minute.
    for (let index = 0; index < 60; index++) await person.page.clock.fastForward(minute)
    await person.page.clock.runFor(100)
    const [left, ended] = [await study.leftMs(90), await read()]
    expect(Math.abs(before - left - (ended - began))).toBeLessThan(200)
    expect(ended - began).toBeGreaterThan(60 * minute)
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
})

test.describe('tasks', () => {
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
})

test.describe('around the timer', () => {
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

  test('typing a space into a task does not start the timer', async ({ student, testApi }) => {
    const person = await student()
    const study = await new StudyPage(person.page).open()
    await study.page.getByLabel('New task').pressSequentially('read two pages')
    await study.page.getByLabel('New task').press('Enter')
    await expect(study.task('read two pages')).toBeVisible()
    expect(await testApi.runningSession(person)).toBeNull()
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

  test('it needs somebody signed in', async ({ page }) => {
    await page.goto('/study')
    await expect(page).toHaveURL(/\/login\?callbackUrl=%2Fstudy/)
  })
})

const opacityOf = (study: StudyPage, name: string) =>
  study.page.getByRole('complementary', { name }).evaluate((panel) => Number(getComputedStyle(panel).opacity))
