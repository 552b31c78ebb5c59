/** Chart 5, box by box: the numbers on the page are those of an independent SQL, and every action works. */

import { formatDay, formatDuration } from '../lib/format'
import { percentOf } from '../lib/progress/rules'
import { expect, expectNoAxeViolations, test } from './fixtures'
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

const sum = (days: { minutes: number }[]) => days.reduce((total, { minutes }) => total + minutes, 0)

test('the page shows what was studied, day by day, and the actions of the chart work', async ({
  signedIn,
  testApi,
}) => {
  const person = await signedIn({ timeZone })
  await testApi.study(person, history)
  const { page } = person
  await page.goto('/progress')

  // Today's minutes, this week's from Monday to today.
  const onToday = sum(await testApi.studiedDays(person, { from: today, to: today }))
  const onWeek = sum(await testApi.studiedDays(person, { from: monday, to: today }))
  expect(onToday).toBe(75)
  await expect(page.getByRole('region', { name: 'Today' })).toContainText(formatDuration(onToday))
  await expect(page.getByRole('region', { name: 'This week' })).toContainText(formatDuration(onWeek))

  // Last 7 days, each with its total and productivity: bars and line have a table twin.
  const chart = page.getByRole('region', { name: 'Last 7 days' })
  const week = await testApi.studiedDays(person, { from: ago(6), to: today })
  await chart.getByText('Show as a table').click()
  for (let back = 6; back >= 0; back--) {
    const studied = week.find(({ day }) => day === ago(back)) ?? { minutes: 0, sessions: 0 }
    const row = chart.getByRole('row', { name: new RegExp(`^${formatDay(ago(back))}`) })
    await expect(row.getByRole('cell')).toHaveText([
      formatDuration(studied.minutes),
      String(studied.sessions),
      `${percentOf(studied.minutes, 480)} %`,
    ])
  }
  await expect(chart).toContainText(
    `${formatDuration(sum(week))} in ${week.reduce((all, { sessions }) => all + sessions, 0)} sessions`,
  )
  await expect(chart.locator('.recharts-bar-rectangle path')).toHaveCount(7)
  await expect(chart.locator('.recharts-line-curve')).toBeVisible()

  // The completion circle: 40 hours are 100 %.
  await expect(
    page.getByRole('img', {
      name: `${percentOf(onWeek, 2400)} % of the weekly goal: ${formatDuration(onWeek)} of 40 h`,
    }),
  ).toBeVisible()

  // Recent sessions, the newest first, with details that unfold.
  const recent = page.getByRole('region', { name: 'Recent sessions' })
  await expect(recent.getByRole('listitem')).toHaveCount(10)
  const first = recent.getByRole('listitem').first()
  await expect(first).toContainText('Thesis')
  await expect(first).toContainText('50 min')
  await expect(first.getByText('09:00 to 09:50')).toBeHidden()
  await first.getByText('Thesis').first().click()
  await expect(first.getByText('09:00 to 09:50')).toBeVisible()
  await expect(first.getByText('50 XP')).toBeVisible()

  // Achievements by unlock date.
  const badges = page.getByRole('region', { name: 'Achievements' }).getByRole('listitem')
  await expect(badges.last()).toContainText(/Getting Started|Leveling Up|Hour Master/)
  await expect(badges.first()).not.toContainText('Getting Started')

  // By task and by room.
  await expect(page.getByRole('region', { name: 'By task' })).toContainText(/Thesis\s*3 h 5 min/)
  await expect(page.getByRole('region', { name: 'By room' })).toContainText(/Quiet floor\s*30 min/)

  // Filter by date: reloads with the range in the address, and a reload keeps it.
  await page.getByLabel('From').fill(ago(13))
  await page.getByLabel('To', { exact: true }).fill(ago(11))
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(`/progress?from=${ago(13)}&to=${ago(11)}`)
  for (const _ of ['as filtered', 'as reloaded']) {
    await expect(recent.getByRole('listitem')).toHaveCount(3)
    await expect(page.getByRole('main')).toContainText('1 h 40 min in 3 sessions on 3 of 3 days')
    await expect(page.getByRole('region', { name: 'By room' })).toContainText(/Quiet floor\s*25 min/)
    await page.reload()
  }

  // Back to the dashboard.
  await page.getByRole('link', { name: 'Back to the dashboard' }).click()
  await expect(page).toHaveURL('/dashboard')
  await expect(page.getByRole('region', { name: 'Today' })).toContainText(formatDuration(onToday))
})

test('charts are walked with the keyboard and say each point', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  await testApi.study(person, history)
  const { page } = person
  await page.goto('/progress')
  const chart = page.getByRole('region', { name: 'Last 7 days' })
  await chart.locator('svg.recharts-surface').first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(chart.getByRole('status')).toContainText(formatDay(ago(5)))
  await expect(chart.getByRole('status')).toContainText('4 h, 50 % productivity')
  const year = page.getByRole('region', { name: 'The year' })
  await year.getByRole('group', { name: /A year/ }).focus()
  await expect(year.getByRole('status')).toContainText('1 h 15 min')
  await page.keyboard.press('ArrowUp')
  await expect(year.getByRole('status')).toContainText('30 min')
  const hours = page.getByRole('region', { name: 'By hour of the day' })
  await hours.locator('svg.recharts-surface').first().focus()
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
  await page.goto('/progress')
  const year = page.getByRole('region', { name: 'The year' })
  const squares = year.locator('svg').first()
  await squares.scrollIntoViewIfNeeded()
  const box = await squares.boundingBox()
  const [width = 0, height = 0] = (await squares.getAttribute('viewBox'))?.split(' ').slice(2).map(Number) ?? []
  const scale = (box?.width ?? 0) / width
  // The last column is this week, Monday on top; a square and its gap are 14 wide, and the months stand on 16.
  const over = (row: number) => ({ position: { x: (width - 8) * scale, y: (16 + row * 14 + 5) * scale } })
  await squares.hover(over(0))
  await expect(year.getByRole('status')).toContainText(formatDay(monday, 'long'))
  const [studied] = await testApi.studiedDays(person, { from: monday, to: monday })
  await expect(year.getByRole('status')).toContainText(formatDuration(studied?.minutes ?? 0))
  expect(height).toBe(16 + 7 * 14)
  await squares.hover({ position: { x: 3, y: 3 } })
  await expect(year.getByRole('status')).toContainText('Point at a day')
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
  await expect(chart.locator('.recharts-bar-rectangle path')).toHaveCount(
    await rows.filter({ hasNot: page.getByRole('cell', { name: '0 min', exact: true }) }).count(),
  )
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await expectNoAxeViolations(page)
})

test('somebody new is invited, not shown an error; one day draws one bar', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  const { page } = person
  await page.goto('/progress')
  await expect(page.getByText('Your first bar is waiting')).toBeVisible()
  await expect(page.getByText('The first badge is one session away')).toBeVisible()
  await expectNoAxeViolations(page)
  await testApi.study(person, history.slice(-1))
  await page.reload()
  await expect(page.getByRole('region', { name: 'Last 7 days' }).locator('.recharts-bar-rectangle path')).toHaveCount(1)
  await expect(page.getByRole('region', { name: 'Streak' })).toContainText('1 day')
  await expectNoAxeViolations(page)
})

test('an address that makes no sense shows the last seven days', async ({ signedIn }) => {
  const { page } = await signedIn({ timeZone })
  await page.goto('/progress?from=2099-01-01&to=<script>')
  await expect(page.getByRole('region', { name: 'Last 7 days' })).toBeVisible()
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
  await page.goto('/progress')
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
