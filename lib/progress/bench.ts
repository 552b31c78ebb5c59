/**
 * `npm run bench:progress`: what the dashboard, progress and leaderboard queries cost with 1,000 people of 100 sessions
 * and with 10 times the sessions; `--big` takes 10,000 people of 1,000 sessions instead (several minutes, about 6 GB in
 * the temporary folder). `--http` also asks the pages of the production build. Stops by itself.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { localTestEnv } from '@/lib/testing/test-env'
import { benchUser, fillDatabase } from './bench-data'

const { values: flags } = parseArgs({ options: { big: { type: 'boolean' }, http: { type: 'boolean' } } })

type Size = { people: number; sessions: number }
const small: Size = { people: 1_000, sessions: 100 }
const large: Size = flags.big ? { people: 10_000, sessions: 1_000 } : { people: 2_000, sessions: 500 }

const rounds = 300
const port = 3_347
const origin = `http://localhost:${port}`
/** What the original did on the same data, measured on a machine of two cores (requests a second). */
const original = { dashboard: 51, progress: 98, leaderboard: 1.4 } as const
type PageName = keyof typeof original
const pages: PageName[] = ['dashboard', 'progress', 'leaderboard']

const say = (line: string) => process.stdout.write(`${line}\n`)
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

const now = new Date()
const fileOf = (folder: string, size: Size) => join(folder, `${size.people}x${size.sessions}.db`)

async function fill(folder: string, size: Size): Promise<void> {
  const file = fileOf(folder, size)
  const filledMs = await timed(() => fillDatabase(file, { ...size, now }))
  const bytes = statSync(file).size
  say(
    `${size.people} people x ${size.sessions} sessions: filled in ${(filledMs / 1000).toFixed(0)} s, ${(bytes / 1e6).toFixed(0)} MB`,
  )
}

/** The p50 of each page's queries, in milliseconds, on the database of this size. */
async function measureQueries(folder: string, size: Size): Promise<Record<PageName, number>> {
  say(`\n${size.people} people x ${size.sessions} sessions`)
  Object.assign(process.env, localTestEnv, { DATABASE_URL: `file:${fileOf(folder, size)}` })
  const { closeDatabase } = await import('@/db/client')
  const { getDashboardNumbers, getProgress } = await import('./queries')
  const { getLeaderboard } = await import('./leaderboard')
  const { lastSevenDays } = await import('./rules')
  const { todayOf } = await import('./standing')
  const reads = {
    dashboard: (index: number) => getDashboardNumbers(benchUser(index), now),
    progress: (index: number) => getProgress(benchUser(index), lastSevenDays(todayOf(benchUser(index), now)), now),
    leaderboard: (index: number) => getLeaderboard(benchUser(index), { board: 'week', scope: 'everyone' }, now),
  }
  const result: Record<PageName, number> = { dashboard: 0, progress: 0, leaderboard: 0 }
  for (const page of pages) {
    const times: number[] = []
    const before = asked()
    for (let round = 0; round < rounds; round++)
      times.push(await timed(() => reads[page]((round * 7_919) % size.people)))
    result[page] = median(times)
    const queries = (asked() - before) / rounds
    say(
      `  ${page.padEnd(12)} p50 ${median(times).toFixed(2)} ms   ${queries.toFixed(1)} queries, and one for who is asking`,
    )
  }
  await closeDatabase()
  return result
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const asked = countStatements()

/** How many statements were prepared so far: drizzle prepares each query it runs. */
function countStatements(): () => number {
  const sqlite = process.getBuiltinModule('node:module').createRequire(import.meta.url)('better-sqlite3')
  let count = 0
  const { prepare } = sqlite.prototype
  sqlite.prototype.prepare = function counted(...given: unknown[]) {
    count++
    return prepare.apply(this, given)
  }
  return () => count
}

/** Requests a second of each page, asked by eight at once for ten seconds. */
async function measurePages(file: string): Promise<void> {
  const env = {
    ...process.env,
    ...localTestEnv,
    DATABASE_URL: `file:${file}`,
    NEXTAUTH_URL: origin,
    NODE_ENV: 'production',
  }
  const next = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', String(port)], {
    env: env as NodeJS.ProcessEnv,
    stdio: 'ignore',
  })
  try {
    await untilReady(next)
    const { sealSessionToken } = await import('@/lib/accounts/session-token')
    const cookies = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const { id, sessionId } = benchUser(index)
        return `cafe.session=${await sealSessionToken({ userId: id, sessionId })}`
      }),
    )
    for (const page of pages) {
      const { perSecond, p50, bytes } = await load(`${origin}/${page}`, cookies)
      const ratio = perSecond / original[page]
      say(
        `  /${page.padEnd(12)} ${perSecond.toFixed(0)} requests/s (${ratio.toFixed(1)}x the original), p50 ${p50.toFixed(0)} ms, ${(bytes / 1000).toFixed(0)} kB`,
      )
    }
  } finally {
    next.kill('SIGTERM')
  }
}

async function untilReady(next: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt++) {
    if (next.exitCode !== null) throw new Error('The build could not be started: run npm run build first.')
    const reply = await fetch(`${origin}/api/health`).catch(() => null)
    if (reply?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('The app did not answer within a minute.')
}

async function load(url: string, cookies: string[]): Promise<{ perSecond: number; p50: number; bytes: number }> {
  const times: number[] = []
  let bytes = 0
  const get = async (index: number) => {
    const reply = await fetch(url, { headers: { cookie: cookies[index % cookies.length] ?? '' }, redirect: 'manual' })
    const body = await reply.text()
    if (reply.status !== 200) throw new Error(`${url} answered ${reply.status}.`)
    bytes = body.length
  }
  for (let warm = 0; warm < 20; warm++) await get(warm)
  const until = performance.now() + 10_000
  const start = performance.now()
  const visitor = async (first: number) => {
    for (let index = first; performance.now() < until; index += 8) times.push(await timed(() => get(index)))
  }
  await Promise.all(Array.from({ length: 8 }, (_, first) => visitor(first)))
  return { perSecond: times.length / ((performance.now() - start) / 1000), p50: median(times), bytes }
}

/** The quietest of some passes: other work on the machine only ever adds. */
function quietest(passes: Record<PageName, number>[], page: PageName): number {
  return Math.min(...passes.map((times) => times[page]))
}

const folder = mkdtempSync(join(tmpdir(), 'cafe-bench-'))
try {
  await fill(folder, small)
  await fill(folder, large)
  const passes: { before: Record<PageName, number>[]; after: Record<PageName, number>[] } = { before: [], after: [] }
  for (let pass = 0; pass < 3; pass++) {
    passes.before.push(await measureQueries(folder, small))
    passes.after.push(await measureQueries(folder, large))
  }
  if (flags.http) await measurePages(fileOf(folder, small))
  say('\nHow much dearer the larger database is:')
  for (const page of pages) {
    const ratio = quietest(passes.after, page) / quietest(passes.before, page)
    say(`  ${page.padEnd(12)} ${ratio.toFixed(2)}x${ratio <= 1.5 ? '' : '  (more than the 1.5x allowed)'}`)
    if (ratio > 1.5) process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
