import { expect, expectNoAxeViolations, test } from './fixtures'
import { PlannerPage } from './pages/planner-page'
import { ProgressPage } from './pages/progress-page'
import { studyClock } from './study-clock'

const { timeZone, today, at } = studyClock(new Date())

test('a session is planned, changed and done', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  await testApi.study(person, [{ startedAt: at(0, '08:00'), minutes: 25 }])
  await testApi.plan(person, { date: today, time: '20:00', minutes: '30', title: 'Made early' }, false, at(2, '12:00'))
  const { page } = person
  const planner = await new PlannerPage(page).open()
  await planner.opener().click()
  await planner.add()
  // The answer draws the form anew: what is typed before it would be typed over.
  await expect(planner.field('Title')).toHaveAccessibleDescription(/Give it a name/)
  await planner.fill({
    title: 'Linear algebra',
    date: today,
    time: '09:30',
    category: 'Exam',
    minutes: '90',
    notes: 'Bring the formula sheet',
  })
  await planner.add()
  const plan = planner.plan('Linear algebra')
  await expect(plan).toContainText('09:30 to 11:00')
  await expect(plan).toContainText('Exam')
  await expectNoAxeViolations(page)

  await planner.change('Linear algebra', { time: '10:00' })
  await expect(plan).toContainText('10:00 to 11:30')

  // A plan made on its day is ticked off like any other and earns no badge; the one made before does.
  await planner.button('Done', 'Linear algebra').click()
  await expect(planner.button('Not done', 'Linear algebra')).toBeVisible()
  await planner.button('Done', 'Made early').click()
  await expect(page.getByText('Penciled In')).toBeVisible()
  await expect(page.getByText('Level 2', { exact: true }).last()).toBeVisible()
  await page.reload()
  await expect(planner.button('Not done', 'Linear algebra')).toHaveAttribute('aria-pressed', 'true')
  const progress = await new ProgressPage(page).open()
  await expect(progress.region('Planned and done')).toContainText('2 of 2 planned sessions done')

  await planner.open('?view=month')
  await page.getByRole('link', { name: /: 2 plans/ }).click()
  await expect(plan).toBeVisible()
})

test('a deleted plan comes back whole with Undo, and stays away without', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  await testApi.plan(person, { date: today, time: '10:00', minutes: '90' }, true)
  const { page } = person
  const planner = await new PlannerPage(page).open()
  const plan = planner.plan('A plan')
  await planner.button('Delete', 'A plan').click()
  await expect(plan).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(plan).toContainText('10:00 to 11:30')
  await expect(planner.button('Not done', 'A plan')).toBeVisible()
  await planner.button('Delete', 'A plan').click()
  await expect(plan).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Planner' })).toBeVisible()
  await expect(plan).toHaveCount(0)
})

test('the calendar link opens without a cookie, and ends when it is replaced', async ({ signedIn, request, stack }) => {
  const { page } = await signedIn({ timeZone })
  const planner = await new PlannerPage(page).open()
  await page
    .getByRole('button', { name: /^Plan a session on/ })
    .first()
    .click()
  await planner.fill({ title: 'Review, slowly; twice' })
  await planner.add()
  await expect(planner.plan('Review, slowly; twice')).toBeVisible()
  await page.getByRole('button', { name: 'Create the link' }).click()
  const link = page.getByLabel('Your calendar link')
  await expect(link).toHaveValue(new RegExp(`^${stack.url}/api/calendar/[\\w-]{43}$`))
  const first = await link.inputValue()
  const reply = await request.get(first)
  expect(reply.headers()['content-type']).toContain('text/calendar')
  expect(await reply.text()).toContain('SUMMARY:Review\\, slowly\\; twice')
  await page.getByRole('button', { name: 'Replace the link' }).click()
  await expect(link).not.toHaveValue(first)
  expect((await request.get(first)).status()).toBe(404)
  expect((await request.get(`${stack.url}/api/calendar/nonsense`)).status()).toBe(404)
})

test('the week and month turn by address', async ({ signedIn }) => {
  const { page } = await signedIn({ timeZone })
  await new PlannerPage(page).open('?view=month&day=2026-11-25')
  await expect(page.getByText('November 2026', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Next month' }).click()
  await expect(page.getByText('December 2026', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Week', exact: true }).click()
  await expect(page).toHaveURL('/planner?day=2026-12-01')
  await page.getByRole('link', { name: 'Previous week' }).click()
  await expect(page).toHaveURL('/planner?day=2026-11-24')
})

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

test('long titles stay in their day, and the page does not scroll sideways', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  for (const time of ['09:00', '11:00', '13:00', '15:00'])
    await testApi.plan(person, { date: today, time, minutes: '60', title: `${longWord} and many more words` }, false)
  const { page } = person
  for (const width of [390, 640, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    for (const view of ['month', 'week']) {
      await page.goto(`/planner?view=${view}`)
      await expect(page.getByRole('heading', { name: 'Planner' })).toBeVisible()
      const spilled = await page.evaluate(() => ({
        page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        days: [...document.querySelectorAll('main ol > li')].filter((day) => {
          const { left, right } = day.getBoundingClientRect()
          return [...day.querySelectorAll('span, h3, p, article')].some((part) => {
            const box = part.getBoundingClientRect()
            return box.width > 1 && (box.right > right + 1 || box.left < left - 1)
          })
        }).length,
      }))
      expect(spilled, `${view} at ${width}`).toEqual({ page: 0, days: 0 })
    }
  }
  await new PlannerPage(page).open('?view=month')
  await expectNoAxeViolations(page)
})

test('the name of a day in the month begins with what stands on it', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  await testApi.plan(person, { date: today, time: '09:00', minutes: '60', title: 'Algebra' }, false)
  const { page } = person
  await new PlannerPage(page).open('?view=month')
  const number = Number(today.slice(8))
  await expect(page.getByRole('link', { name: new RegExp(`^${number} .*: 1 plan.*09:00 Algebra`) })).toBeVisible()
})
