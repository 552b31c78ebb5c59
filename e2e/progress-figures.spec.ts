/** Every number on the progress page is what an independent SQL over the tables gives, for three ranges of days. */

import { TZDate } from '@date-fns/tz'
import { addDays } from '../lib/calendar/study-day'
import { countText, dayText, hoursText, monthText, percentText, timeText } from './expected-text'
import type { Figures } from './figures'
import { expect, test } from './fixtures'
import { ProgressPage, tableIn } from './pages/progress-page'
import { studyClock } from './study-clock'

const { timeZone, today, ago, monday, at } = studyClock(new Date())

/** A year with holes: a week without one, a night over the border of two days, a cap of four hours, breaks. */
const history = [
  { startedAt: at(350, '09:00'), minutes: 45, room: 'Quiet floor' },
  { startedAt: at(201, '21:00'), minutes: 33 },
  { startedAt: at(200, '21:00'), minutes: 34, task: 'Latin' },
  { startedAt: at(100, '05:00'), minutes: 61 },
  { startedAt: at(12, '09:00'), minutes: 25, room: 'Quiet floor' },
  { startedAt: at(11, '09:00'), minutes: 9 },
  { startedAt: at(6, '08:00'), minutes: 95, task: 'Thesis' },
  { startedAt: at(5, '10:00'), minutes: 180, room: 'Library' },
  { startedAt: at(5, '14:00'), minutes: 170, task: 'Thesis', room: 'Quiet floor' },
  { startedAt: at(4, '19:40'), minutes: 41, task: 'Latin' },
  { startedAt: at(3, '19:00'), minutes: 25 },
  { startedAt: at(2, '03:25'), minutes: 57, task: 'Thesis' },
  { startedAt: at(1, '10:50'), minutes: 30, room: 'Quiet floor' },
  { startedAt: at(0, '08:00'), minutes: 25 },
  { startedAt: at(0, '08:25'), minutes: 5, type: 'break' as const },
  { startedAt: at(0, '09:00'), minutes: 50, task: 'Thesis' },
]

const whole = (ms: number) => Math.floor(ms / 60_000)
/** What stands in a column adds up: each day is rounded by itself. */
const minutesOf = (figures: Figures) => figures.days.reduce((sum, { focusMs }) => sum + whole(focusMs), 0)

/** Days in a row that end today, counted from the days themselves. */
function naiveStreak(figures: Figures): { days: number; longest: number } {
  const counted = new Set(figures.days.filter(({ focusMs }) => focusMs >= 600_000).map(({ day }) => day))
  const runTo = (day: string): number => (counted.has(day) ? 1 + runTo(addDays(day, -1)) : 0)
  return { days: runTo(today), longest: Math.max(...[...counted].map(runTo)) }
}

/** Minutes of each local hour, each minute of each session by itself. */
function naiveHours(figures: Figures): Map<number, number> {
  const hours = new Map<number, number>()
  for (const { type, startedAtMs, endedAtMs } of figures.sessions)
    for (let ms = startedAtMs; type === 'focus' && ms < endedAtMs; ms += 60_000) {
      const hour = new TZDate(ms, timeZone).getHours()
      hours.set(hour, (hours.get(hour) ?? 0) + 1)
    }
  return hours
}

function sharesOf(rows: { name: string | null; focusMs: number }[], without: string): string[][] {
  const total = rows.reduce((sum, { focusMs }) => sum + whole(focusMs), 0)
  return rows
    .map(({ name, focusMs }) => ({ name: name ?? without, minutes: whole(focusMs) }))
    .sort((a, b) => b.minutes - a.minutes)
    .map(({ name, minutes }) => [name, hoursText(minutes), percentText(minutes, total)])
}

test('every number on the page is what the tables say', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  await testApi.study(person, history)
  for (const [back, isDone] of [
    [0, true],
    [1, true],
    [5, false],
    [120, true],
  ] as const)
    await testApi.plan(person, { date: ago(back), time: '10:00', minutes: '60' }, isDone)
  const { page } = person
  const progress = new ProgressPage(page)
  const { region } = progress

  // The cards do not depend on the range: today, this week, streak, XP and level.
  await progress.open()
  const ever = await testApi.figures(person, { from: '1900-01-01', to: today })
  const onToday = minutesOf(await testApi.figures(person, { from: today, to: today }))
  const onWeek = minutesOf(await testApi.figures(person, { from: monday, to: today }))
  const streak = naiveStreak(ever)
  expect([onToday, streak.days, streak.longest]).toEqual([75, 7, 7])
  await expect(region('Today')).toContainText(hoursText(onToday))
  await expect(region('This week')).toContainText(hoursText(onWeek))
  await expect(region('This week')).toContainText(`${percentText(onWeek, 2_400)} of 40 h`)
  await expect(region('Streak')).toContainText(countText(streak.days, 'day'))
  await expect(region('Streak')).toContainText(`Longest: ${countText(streak.longest, 'day')}`)
  await expect(region('Level')).toContainText(`Level ${Math.floor(ever.xp / 100) + 1}`)
  await expect(region('Level')).toContainText(`${ever.xp.toLocaleString('en-GB')} XP`)
  await expect(region('Level')).toContainText(`${100 - (ever.xp % 100)} XP to level`)
  await expect(region('Weekly goal')).toContainText(`${percentText(onWeek, 2_400)}of 40 h`)
  await expect(region('Weekly goal')).toContainText(`${hoursText(2_400 - onWeek)} to go`)
  await expect(region('Achievements')).toContainText(countText(ever.badges, 'badge'))

  // The year: its sum, and its months one by one.
  const year = ever.days.map(({ day, focusMs }) => ({ month: day.slice(0, 7), minutes: whole(focusMs) }))
  await expect(region('The year')).toContainText(
    `${hoursText(minutesOf(ever))} on ${countText(ever.days.length, 'day')} since`,
  )
  const months = [...new Set(year.map(({ month }) => month))].map((month) => {
    const days = year.filter((day) => day.month === month)
    const minutes = days.reduce((sum, day) => sum + day.minutes, 0)
    return [monthText(`${month}-01`), hoursText(minutes), String(days.length)]
  })
  expect(await tableIn(region('The year'))).toEqual(months)

  for (const [from, to, title] of [
    [ago(6), today, 'Last 7 days'],
    [ago(14), ago(5), null],
    [ago(360), today, null],
  ] as const) {
    await progress.open({ from, to })
    const figures = await testApi.figures(person, { from, to })
    const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
    const sessions = figures.sessionsByDay.reduce((sum, day) => sum + day.sessions, 0)
    const said =
      `${hoursText(minutesOf(figures))} in ${countText(sessions, 'session')} on ${figures.days.length} of ${countText(days, 'day')}, ` +
      `${percentText(minutesOf(figures), 480 * days)} productivity`
    await expect(page.getByRole('main')).toContainText(said)
    if (title) await expect(region(title)).toContainText(said)

    // Bars: each day of a short range; a long one adds up to the same.
    const table = await tableIn(page.locator('section', { hasText: said }))
    if (days <= 35)
      expect(table).toEqual(
        Array.from({ length: days }, (_, index) => {
          const day = addDays(from, index)
          const minutes = whole(figures.days.find((one) => one.day === day)?.focusMs ?? 0)
          const held = figures.sessionsByDay.find((one) => one.day === day)?.sessions ?? 0
          return [dayText(day, today), hoursText(minutes), String(held), percentText(minutes, 480)]
        }),
      )
    else expect(table.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(sessions)

    const hours = naiveHours(figures)
    const clock = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`
    expect(await tableIn(region('By hour of the day'))).toEqual(
      [...hours]
        .sort(([a], [b]) => a - b)
        .map(([hour, minutes]) => [`${clock(hour)} to ${clock(hour + 1)}`, hoursText(minutes)]),
    )
    expect(await tableIn(region('By task'))).toEqual(sharesOf(figures.byTask, 'Without a task'))
    expect(await tableIn(region('By room'))).toEqual(sharesOf(figures.byRoom, 'On your own'))
    const { planned, done } = figures.plans
    await expect(region('Planned and done')).toContainText(
      `${done} of ${countText(planned, 'planned session')} done, ${percentText(done, planned)}`,
    )

    // The ten newest sessions, with their details.
    const lines = await region('Recent sessions')
      .getByRole('listitem')
      .evaluateAll((items) =>
        items.map((item) => [
          item.querySelector('summary .tabular-nums')?.textContent,
          ...[...item.querySelectorAll('dd')].map((value) => value.textContent),
        ]),
      )
    expect(lines).toEqual(
      figures.sessions
        .slice(0, 10)
        .map(({ type, minutes, startedAtMs, endedAtMs, task, room, xp }) => [
          hoursText(minutes),
          type === 'focus' ? 'Focus' : 'Break',
          `${timeText(startedAtMs, timeZone)} to ${timeText(endedAtMs, timeZone)}`,
          hoursText(minutes),
          'Yes',
          'None',
          task ?? 'None',
          room ?? 'On your own',
          type === 'focus' ? `${xp} XP` : 'Breaks earn no XP',
        ]),
    )
  }
})
