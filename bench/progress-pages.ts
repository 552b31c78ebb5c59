/** The pages of the production build under load: requests a second, and what one costs in processor time. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { localTestEnv } from '@/lib/testing/test-env'
import { benchUser } from './progress-data'

const port = 3_347
const origin = `http://localhost:${port}`
const visitors = 8
const people = 50
/** A page gets faster for some seconds: the compiler of the engine learns it. */
const warmUpMs = 8_000
const measuredMs = 10_000

export type PageFigures = { perSecond: number; p50Ms: number; p99Ms: number; processorMs: number; bytes: number }

/**
 * Asks each address with people of the database in `file`, one address after the other, by `visitors` at once, of as many
 * processes as `npm start -- --processes` would start.
 */
export async function measurePages<Page extends string>(
  file: string,
  pages: readonly Page[],
  processes: number,
): Promise<Record<Page, PageFigures>> {
  const server = ['node_modules/next/dist/bin/next', 'start', '-p', String(port)]
  const several = ['--import', 'tsx', 'server/app-processes.ts', String(processes)]
  const next = spawn(process.execPath, processes === 1 ? server : [...several, ...server], {
    env: {
      ...process.env,
      ...localTestEnv,
      DATABASE_URL: `file:${file}`,
      NEXTAUTH_URL: origin,
      NODE_ENV: 'production',
      NEXT_DIST_DIR: newestBuild(),
    },
    stdio: 'ignore',
  })
  const agent = new Agent({ keepAlive: true, maxSockets: visitors })
  try {
    await untilReady(next)
    const cookies = await signIn()
    const figures = {} as Record<Page, PageFigures>
    for (const page of pages) {
      const ask = (round: number) => fetchPage(`${origin}/${page}`, cookies[round % cookies.length] ?? '', agent)
      await load(ask, warmUpMs)
      const before = processorMs(next)
      const { timesMs, bytes, tookMs } = await load(ask, measuredMs)
      const count = timesMs.length
      figures[page] = {
        perSecond: count / (tookMs / 1_000),
        p50Ms: timesMs[Math.floor(count / 2)] ?? 0,
        p99Ms: timesMs[Math.floor(count * 0.99)] ?? 0,
        processorMs: (processorMs(next) - before) / count,
        bytes,
      }
    }
    return figures
  } finally {
    agent.destroy()
    next.kill('SIGTERM')
  }
}

/** What `npm start` or `npm run build` made last. */
function newestBuild(): string {
  const builds = existsSync('.build') ? readdirSync('.build').map((name) => join('.build', name)) : []
  const [newest] = [...builds, '.next']
    .map((folder) => ({ folder, file: join(folder, 'BUILD_ID') }))
    .filter(({ file }) => existsSync(file))
    .sort((a, b) => statSync(b.file).mtimeMs - statSync(a.file).mtimeMs)
  if (!newest) throw new Error('There is no build: run npm run build first.')
  return newest.folder
}

async function untilReady(next: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt++) {
    if (next.exitCode !== null) throw new Error('The build could not be started.')
    const reply = await fetch(`${origin}/api/health`).catch(() => null)
    if (reply?.ok) return
    await pause(250)
  }
  throw new Error('The app did not answer within a minute.')
}

async function signIn(): Promise<string[]> {
  Object.assign(process.env, localTestEnv, { NEXTAUTH_URL: origin })
  const { sealSessionToken, sessionCookie } = await import('@/lib/accounts/session-token')
  const tokens = Array.from({ length: people }, async (_, index) => {
    const { id, sessionId } = benchUser(index)
    return `${sessionCookie()}=${await sealSessionToken({ userId: id, sessionId })}`
  })
  return Promise.all(tokens)
}

/** Node's own client, because `fetch` takes twice the time from the processor that is measured. */
function fetchPage(url: string, cookie: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers: { cookie } }, (reply) => {
      let bytes = 0
      reply.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      reply.on('end', () =>
        reply.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url} answered ${reply.statusCode}.`)),
      )
      reply.on('error', reject)
    })
    request.on('error', reject)
  })
}

async function load(ask: (round: number) => Promise<number>, forMs: number) {
  const timesMs: number[] = []
  let bytes = 0
  const startMs = performance.now()
  const visit = async (first: number) => {
    for (let round = first; performance.now() - startMs < forMs; round += visitors) {
      const askedMs = performance.now()
      bytes = await ask(round)
      timesMs.push(performance.now() - askedMs)
    }
  }
  await Promise.all(Array.from({ length: visitors }, (_, first) => visit(first)))
  return { timesMs: timesMs.sort((a, b) => a - b), bytes, tookMs: performance.now() - startMs }
}

/**
 * Processor time so far of a process and those it started, threads included; what others do on the machine is not in
 * it.
 */
function processorMs({ pid }: ChildProcess): number {
  if (process.platform !== 'linux') return Number.NaN
  const started = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
  const ticks = [pid, ...started].map((each) => {
    const stat = readFileSync(`/proc/${each}/stat`, 'utf8')
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number)
    return user + system
  })
  return (ticks.reduce((sum, each) => sum + each, 0) * 1_000) / Number(execFileSync('getconf', ['CLK_TCK']))
}
