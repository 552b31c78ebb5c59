/** What a timer must survive: reloads, other devices, lost answers, lies, wrong clocks, a background tab. */
import { expect } from './fixtures'
import { StudyPage } from './pages/study-page'
import { minute, test } from './student'

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
