/** The progress page and its goals and badges: what was studied, day by day, and everything that can be done there. */

import { dayText, hoursText, longDayText, percentText } from './expected-text'
import { expect, expectNoAxeViolations, test } from './fixtures'
import { barsIn, ProgressPage } from './pages/progress-page'
import { studyClock } from './study-clock'

const now = new Date()
const { timeZone, today, ago, monday, at } = studyClock(now)

/** Two weeks: some days with one session, some with more, some with none, and a break. */
const history = [
  { startedAt: at(13, '09:00'), minutes: 50 },
  { startedAt: at(12, '09:00'), minutes: 25, room: 'Quiet floor' },
  { startedAt: at(11, '09:00'), minutes: 25 },
  { startedAt: at(6, '08:00'), minutes: 95, task: 'Thesis' },
  { startedAt: at(5, '10:00'), minutes: 120 },
  { startedAt: at(5, '13:00'), minutes: 120 },
  { startedAt: at(4, '19:00'), minutes: 40, task: 'Thesis' },
  { startedAt: at(3, '19:00'), minutes: 25 },
  { startedAt: at(2, '07:00'), minutes: 25 },
  { startedAt: at(1, '10:00'), minutes: 30, room: 'Quiet floor' },
  { startedAt: at(0, '08:00'), minutes: 25 },
  { startedAt: at(0, '08:25'), minutes: 5, type: 'break' as const },
  { startedAt: at(0, '09:00'), minutes: 50, task: 'Thesis' },
]

/** The last seven days of that history, as their chart and its table say them. */
const lastWeek = [
  { back: 6, focus: '1 h 35 min', sessions: '1', productivity: '20 %' },
  { back: 5, focus: '4 h', sessions: '2', productivity: '50 %' },
  { back: 4, focus: '40 min', sessions: '1', productivity: '8 %' },
  { back: 3, focus: '25 min', sessions: '1', productivity: '5 %' },
  { back: 2, focus: '25 min', sessions: '1', productivity: '5 %' },
  { back: 1, focus: '30 min', sessions: '1', productivity: '6 %' },
  { back: 0, focus: '1 h 15 min', sessions: '2', productivity: '16 %' },
]

test('the page shows what was studied, day by day, and every action on it works', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  await testApi.study(person, history)
  const { page } = person
  const progress = await new ProgressPage(page).open()

  // Today's minutes, this week's from Monday to today.
  const days = await testApi.studiedDays(person, { from: monday, to: today })
  const onWeek = days.reduce((total, { minutes }) => total + minutes, 0)
  await expect(progress.region('Today')).toContainText('1 h 15 min')
  await expect(progress.region('This week')).toContainText(hoursText(onWeek))

  // Last 7 days, each with its total and productivity: bars and line have a table twin.
  const chart = progress.region('Last 7 days')
  await chart.getByText('Show as a table').click()
  await expect(barsIn(chart)).toHaveCount(7)
  for (const { back, focus, sessions, productivity } of lastWeek) {
    const day = dayText(ago(back), today)
    const row = chart.getByRole('row', { name: new RegExp(`^${day}`) })
    await expect(row.getByRole('cell')).toHaveText([focus, sessions, productivity])
    await expect(chart.getByRole('img', { name: `${day}: ${focus}`, exact: true })).toBeVisible()
  }
  await expect(chart).toContainText('8 h 50 min in 9 sessions')

  // The completion circle: 40 hours are 100 %.
  await expect(
    page.getByRole('img', { name: `${percentText(onWeek, 2400)} of the weekly goal: ${hoursText(onWeek)} of 40 h` }),
  ).toBeVisible()

  // Recent sessions, the newest first, with details that unfold.
  await expect(progress.recent()).toHaveCount(10)
  const first = progress.recent().first()
  await expect(first).toContainText('Thesis')
  await expect(first).toContainText('50 min')
  await expect(first.getByText('09:00 to 09:50')).toBeHidden()
  await first.getByText('Thesis').first().click()
  await expect(first.getByText('09:00 to 09:50')).toBeVisible()
  await expect(first.getByText('50 XP')).toBeVisible()

  // Achievements by unlock date.
  const badges = progress.region('Achievements').getByRole('listitem')
  await expect(badges.last()).toContainText(/Getting Started|Leveling Up|Hour Master/)
  await expect(badges.first()).not.toContainText('Getting Started')

  // By task and by room.
  await expect(progress.region('By task')).toContainText(/Thesis\s*3 h 5 min/)
  await expect(progress.region('By room')).toContainText(/Quiet floor\s*30 min/)

  // Filter by date: reloads with the range in the address, and a reload keeps it.
  await progress.filter(ago(13), ago(11))
  await expect(page).toHaveURL(`/progress?from=${ago(13)}&to=${ago(11)}`)
  for (const _ of ['as filtered', 'as reloaded']) {
    await expect(progress.recent()).toHaveCount(3)
    await expect(page.getByRole('main')).toContainText('1 h 40 min in 3 sessions on 3 of 3 days')
    await expect(progress.region('By room')).toContainText(/Quiet floor\s*25 min/)
    await page.reload()
  }

  // Back to the dashboard.
  await page.getByRole('link', { name: 'Back to the dashboard' }).click()
  await expect(page).toHaveURL('/dashboard')
  await expect(progress.region('Today')).toContainText('1 h 15 min')
})

test('charts are walked with the keyboard and say each point', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  await testApi.study(person, history)
  const { page } = person
  const progress = await new ProgressPage(page).open()
  const chart = progress.region('Last 7 days')
  await chart.getByRole('application').focus()
  await page.keyboard.press('ArrowRight')
  await expect(chart.getByRole('status')).toContainText(dayText(ago(5), today))
  await expect(chart.getByRole('status')).toContainText('4 h, 50 % productivity')
  const year = progress.region('The year')
  await year.getByRole('group', { name: /A year/ }).focus()
  await expect(year.getByRole('status')).toContainText('1 h 15 min')
  await page.keyboard.press('ArrowUp')
  await expect(year.getByRole('status')).toContainText('30 min')
  const hours = progress.region('By hour of the day')
  await hours.getByRole('application').focus()
  await page.keyboard.press('ArrowRight')
  await expect(hours.getByRole('status')).toContainText(/\d\d:00/)
})

test('a day of the year under the pointer is said, and the gaps around the year are silent', async ({
  signedIn,
  testApi,
}) => {
  const person = await signedIn({ timeZone })
  await testApi.study(person, history)
  const { page } = person
  const progress = await new ProgressPage(page).open()
  const year = progress.region('The year')
  const said = year.getByRole('status')
  const squares = year.getByRole('group', { name: /A year/ })
  // The keyboard marks a day: where it stands is where the pointer must find it.
  await squares.focus()
  const marked = year.getByTestId('marked-day')
  const places: { x: number; y: number; text: string }[] = []
  for (const [steps, back, focus] of [
    [0, 0, '1 h 15 min'],
    [1, 1, '30 min'],
    [4, 5, '4 h'],
  ] as const) {
    for (let step = 0; step < steps; step++) await page.keyboard.press('ArrowUp')
    const text = `${longDayText(ago(back))}: ${focus}`
    await expect(said).toHaveText(text)
    const box = await marked.boundingBox()
    places.push({ x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2, text })
  }
  await squares.blur()
  await expect(said).toContainText('Point at a day')
  for (const { x, y, text } of places) {
    await page.mouse.move(x, y)
    await expect(said).toHaveText(text)
  }
  await year.getByText('Jan', { exact: true }).first().hover()
  await expect(said).toContainText('Point at a day')
})

test('a whole year is drawn by months, on a phone too, with as many lines in its table', async ({
  signedIn,
  testApi,
}) => {
  const person = await signedIn({ timeZone }, { viewport: { width: 390, height: 844 } })
  await testApi.study(person, [...history, { startedAt: at(330, '09:00'), minutes: 45 }])
  const { page } = person
  await page.goto(`/progress?from=${ago(364)}&to=${today}`)
  const chart = page.locator('section', { hasText: '% productivity. Best month' })
  await chart.getByText('Show as a table').click()
  const rows = chart.locator('tbody tr')
  expect([12, 13]).toContain(await rows.count())
  // A month without a minute has its line and no bar.
  await expect(barsIn(chart)).toHaveCount(
    await rows.filter({ hasNot: page.getByRole('cell', { name: '0 min', exact: true }) }).count(),
  )
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await expectNoAxeViolations(page)
})

test('somebody new is invited, not shown an error; one day draws one bar', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  const { page } = person
  const progress = await new ProgressPage(page).open()
  await expect(page.getByText('Your first bar is waiting')).toBeVisible()
  await expect(page.getByText('The first badge is one session away')).toBeVisible()
  await expectNoAxeViolations(page)
  await testApi.study(person, history.slice(-1))
  await page.reload()
  await expect(barsIn(progress.region('Last 7 days'))).toHaveCount(1)
  await expect(progress.region('Streak')).toContainText('1 day')
  await expectNoAxeViolations(page)
})

test('an address that makes no sense shows the last seven days', async ({ signedIn }) => {
  const { page } = await signedIn({ timeZone })
  await page.goto('/progress?from=2099-01-01&to=<script>')
  await expect(new ProgressPage(page).region('Last 7 days')).toBeVisible()
})

test('goals: set, kept, on track, and wrong ones explained beside the field', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  await testApi.study(person, history.slice(-3))
  const { page } = person
  await page.goto('/goals')
  await page.getByLabel('Hours a week').fill('400')
  await page.getByLabel('Minutes a day').fill('60')
  await page.getByRole('button', { name: 'Save goals' }).click()
  await expect(page.getByText('Hours between 1 and 100, or leave it empty.')).toBeVisible()
  await expect(page.getByLabel('Minutes a day')).toHaveValue('60')
  await page.getByLabel('Hours a week').fill('10')
  await page.getByRole('button', { name: 'Save goals' }).click()
  await expect(page.getByText('It counts from today')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Minutes today' })).toContainText('Reached')
  await page.getByLabel('Sunday').check()
  await page.getByRole('button', { name: 'Save rest days' }).click()
  await expect(page.getByText('From today on these days do not break a streak.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Hours a week')).toHaveValue('10')
  await expect(page.getByLabel('Sunday')).toBeChecked()
  await new ProgressPage(page).open()
  await expect(page.getByRole('img', { name: /of 10 h$/ })).toBeVisible()
})

test('achievements show what is owned and how far the rest has come', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  await testApi.study(person, history)
  const { page } = person
  await page.goto('/achievements')
  await expect(page.getByRole('region', { name: 'Yours' })).toContainText('Getting Started')
  const long = page.getByRole('region', { name: 'Time', exact: true })
  await expect(long.getByRole('meter')).toHaveAttribute('aria-valuetext', /of 24 h/)
  await expectNoAxeViolations(page)
})

test('a range that ends before it begins is said beside its field, and keeps what was typed', async ({ signedIn }) => {
  const { page } = await signedIn({ timeZone })
  await page.goto(`/progress?from=${ago(3)}&to=${ago(9)}`)
  await expect(page.getByText('From is later than To.')).toBeVisible()
  await expect(page.getByLabel('From')).toHaveValue(ago(3))
  await expect(page.getByLabel('To', { exact: true })).toHaveValue(ago(9))
})
