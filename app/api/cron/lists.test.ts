/** Who calls the cron routes: this machine's own scheduler, or a hosting platform. Both know every route there is. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jobs } from '@/server/scheduler'

const folder = import.meta.dirname
const root = join(folder, '../../..')

type Crons = { crons: { path: string; schedule: string }[] }
const { crons } = JSON.parse(readFileSync(join(root, 'vercel.json'), 'utf8')) as Crons

const routes = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'route.ts')))
  .map(({ name }) => `/api/cron/${name}`)
  .sort()

const pathsOf = (list: readonly { path: string }[]) => list.map(({ path }) => path).sort()

test('both lists name each cron route once, and no other', () => {
  expect(routes.length).toBeGreaterThan(4)
  expect(pathsOf(jobs)).toEqual(routes)
  expect(pathsOf(crons)).toEqual(routes)
})

/** Minutes between two calls of a schedule that is `* * * * *` or one minute of every hour. */
function minutesBetween(schedule: string): number {
  if (schedule === '* * * * *') return 1
  expect(schedule).toMatch(/^[1-5]?\d \* \* \* \*$/)
  return 60
}

test('a platform calls about as often as the scheduler, as far as its smallest step of a minute allows', () => {
  for (const { path, schedule } of crons) {
    const own = jobs.find((job) => job.path === path)?.everySeconds ?? 0
    expect([path, minutesBetween(schedule) * 60]).toEqual([path, Math.max(60, own)])
  }
})
