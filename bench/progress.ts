/**
 * `npm run bench:progress`: what the dashboard, progress and leaderboard pages ask of the database with 1,000 people of
 * 100 sessions, and with 10,000 people of 1,000 sessions each: time, rows read and number of queries, from the cookie on. Filling
 * takes a few minutes and 4.4 GB in the temporary folder, given back at the end; `--data-dir` keeps the databases there
 * for the next time. `--http` asks the pages of the newest build instead, on the smaller database, of as many
 * `--processes` as are said.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { queriesOf } from '@/lib/testing/queries'
import { localTestEnv } from '@/lib/testing/test-env'
import { countRows } from '../lib/progress/bench-rows'
import { benchUser, fillDatabase, type Size } from './progress-data'
import { measurePages } from './progress-pages'

const { values: flags } = parseArgs({
  options: { http: { type: 'boolean' }, processes: { type: 'string', default: '1' }, 'data-dir': { type: 'string' } },
})

const small: Size = { people: 1_000, sessions: 100 }
const large: Size = { people: 10_000, sessions: 1_000 }
const pages = ['dashboard', 'progress', 'leaderboard'] as const
type PageName = (typeof pages)[number]
/** What the original did on 1,000 people of 100 sessions, on a machine of two cores, and how far ahead to be. */
const original: Record<PageName, { perSecond: number; wanted: number }> = {
  dashboard: { perSecond: 51, wanted: 5 },
  progress: { perSecond: 98, wanted: 4 },
  leaderboard: { perSecond: 1.4, wanted: 200 },
}
/** What one page may cost on two cores: rows that the database hands over, and milliseconds of the quietest pass. */
const caps: Record<PageName, { rows: number; ms: number }> = {
  dashboard: { rows: 40, ms: 6 },
  progress: { rows: 420, ms: 8 },
  leaderboard: { rows: 60, ms: 6 },
}
const mostDearer = 1.5
const rounds = 300
const passes = 3

const now = new Date()
const readRows = countRows()
const say = (line: string) => process.stdout.write(`${line}\n`)
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const nameOf = ({ people, sessions }: Size) =>
  `${people.toLocaleString('en')} x ${sessions.toLocaleString('en')} sessions`

async function timed(work: () => unknown): Promise<number> {
  const startMs = performance.now()
  await work()
  return performance.now() - startMs
}

/** The database of this size: the one that is there, or a new one. */
async function fill(folder: string, size: Size): Promise<string> {
  const file = join(folder, `${size.people}x${size.sessions}.db`)
  if (existsSync(file)) return file
  const unfinished = `${file}.unfinished`
  const tookMs = await timed(() => fillDatabase(unfinished, size, now))
  renameSync(unfinished, file)
  say(`${nameOf(size)}: filled in ${(tookMs / 1_000).toFixed(0)} s, ${(statSync(file).size / 1e9).toFixed(2)} GB`)
  return file
}

type Cost = { ms: number; queries: number; rows: number }

/** The p50 of what each page asks, its queries and the most rows that one of them read, on one database. */
async function measureQueries(file: string, { people }: Size): Promise<Record<PageName, Cost>> {
  Object.assign(process.env, localTestEnv, { DATABASE_URL: `file:${file}` })
  const { closeDatabase } = await import('@/db/client')
  const { findViewer } = await import('@/lib/accounts/viewer')
  const { sealSessionToken } = await import('@/lib/accounts/session-token')
  const { listMyRooms, listRooms } = await import('@/lib/rooms/browse-queries')
  const { browseRoomsSchema } = await import('@/lib/rooms/schemas')
  const { getDashboardNumbers, getProgress } = await import('../lib/progress/queries')
  const { getLeaderboard } = await import('../lib/leaderboard/queries')
  const { lastSevenDays } = await import('../lib/progress/rules')
  const { todayOf } = await import('@/lib/calendar/personal-days')
  const open = browseRoomsSchema.parse({ seat: '1' })
  type Somebody = NonNullable<Awaited<ReturnType<typeof findViewer>>>
  const reads: Record<PageName, (viewer: Somebody) => Promise<unknown>> = {
    dashboard: (viewer) =>
      Promise.all([getDashboardNumbers(viewer, now), listMyRooms(viewer, now), listRooms(viewer, open, now)]),
    progress: (viewer) => getProgress(viewer, lastSevenDays(todayOf(viewer, now)), now),
    leaderboard: (viewer) => getLeaderboard(viewer, { board: 'week', scope: 'everyone' }, now),
  }
  const cookies = await Promise.all(
    Array.from({ length: rounds }, (_, round) => {
      const { id, sessionId } = benchUser((round * 7_919) % people)
      return sealSessionToken({ userId: id, sessionId })
    }),
  )
  const costs = {} as Record<PageName, Cost>
  for (const page of pages) {
    const times: number[] = []
    let rows = 0
    const ask = async (cookie: string | undefined) => {
      const viewer = await findViewer(cookie, now)
      if (!viewer) throw new Error('The session of the benchmark is over: fill the databases again.')
      await reads[page](viewer)
    }
    const { length: queries } = await queriesOf(async () => {
      for (const cookie of cookies) {
        readRows()
        times.push(await timed(() => ask(cookie)))
        rows = Math.max(rows, readRows())
      }
    })
    costs[page] = { ms: median(times), queries: queries / rounds, rows }
  }
  await closeDatabase()
  return costs
}

/** Both sizes in turn, some times; the quietest pass counts, because other work on the machine only ever adds. */
async function compareSizes(folder: string): Promise<void> {
  const files = { small: await fill(folder, small), large: await fill(folder, large) }
  const before: Record<PageName, Cost>[] = []
  const after: Record<PageName, Cost>[] = []
  for (let pass = 0; pass < passes; pass++) {
    before.push(await measureQueries(files.small, small))
    after.push(await measureQueries(files.large, large))
  }
  const quietest = (costs: Record<PageName, Cost>[], page: PageName) => Math.min(...costs.map((cost) => cost[page].ms))
  say(`\n| page | queries | rows | p50, ${nameOf(small)} | p50, ${nameOf(large)} | dearer |\n|---|---|---|---|---|---|`)
  for (const page of pages) {
    const [few, many] = [quietest(before, page), quietest(after, page)]
    const queries = Math.max(...[...before, ...after].map((cost) => cost[page].queries))
    const rows = Math.max(...[...before, ...after].map((cost) => cost[page].rows))
    const isGood = many / few <= mostDearer && rows <= caps[page].rows && many <= caps[page].ms
    say(
      `| ${page} | ${queries} | ${rows} | ${few.toFixed(2)} ms | ${many.toFixed(2)} ms | ${(many / few).toFixed(2)}x${isGood ? '' : ' (too much)'} |`,
    )
    if (!isGood) process.exitCode = 1
  }
}

async function comparePages(folder: string): Promise<void> {
  const figures = await measurePages(await fill(folder, small), pages, Number(flags.processes))
  say(
    '\n| page | requests/s | p50 | p99 | processor | size | the original | ahead |\n|---|---|---|---|---|---|---|---|',
  )
  for (const page of pages) {
    const { perSecond, p50Ms, p99Ms, processorMs, bytes } = figures[page]
    const { perSecond: before, wanted } = original[page]
    say(
      `| /${page} | ${perSecond.toFixed(0)} | ${p50Ms.toFixed(1)} ms | ${p99Ms.toFixed(1)} ms | ${processorMs.toFixed(2)} ms | ` +
        `${(bytes / 1_000).toFixed(0)} kB | ${before}/s | ${(perSecond / before).toFixed(1)}x (wanted: ${wanted}x) |`,
    )
  }
}

const kept = flags['data-dir']
if (kept) mkdirSync(kept, { recursive: true })
const folder = kept ?? mkdtempSync(join(tmpdir(), 'cafe-bench-'))
try {
  await (flags.http ? comparePages(folder) : compareSizes(folder))
} finally {
  if (!kept) rmSync(folder, { recursive: true, force: true })
}
