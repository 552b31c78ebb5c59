/**
 * `npm run bench:accounts`: what one password costs (argon2id) and how many log-ins a machine takes, on a fresh SQLite
 * database in a temporary folder. Prints figures; decides nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { localTestEnv } from '../lib/testing/test-env'

const folder = mkdtempSync(join(tmpdir(), 'cafe-bench-'))
Object.assign(process.env, localTestEnv, { DATABASE_URL: `file:${join(folder, 'bench.db')}` })

const { migrateDatabase } = await import('@/db/migrate')
const { closeDatabase } = await import('@/db/client')
const { createPerson } = await import('../lib/testing/people')
const { logIn } = await import('../lib/accounts/commands/log-in')
const { hashCost, hashPassword, isPassword } = await import('../lib/accounts/passwords')

const say = (line: string) => process.stdout.write(`${line}\n`)
const request = { address: null, userAgent: 'bench' }

/** Milliseconds of each of `times` runs, sorted. */
async function measure(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let run = 0; run < times; run++) {
    const started = performance.now()
    await work()
    taken.push(performance.now() - started)
  }
  return taken.toSorted((a, b) => a - b)
}

const at = (sorted: readonly number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
const describe = (name: string, sorted: readonly number[]) =>
  say(`${name.padEnd(34)} median ${at(sorted, 0.5).toFixed(1)} ms   p95 ${at(sorted, 0.95).toFixed(1)} ms`)

/** Log-ins a second with `lanes` people at once. */
async function throughput(lanes: number, seconds: number): Promise<number> {
  const people = await Promise.all(Array.from({ length: lanes }, () => createPerson()))
  const until = performance.now() + seconds * 1000
  let done = 0
  const started = performance.now()
  await Promise.all(
    people.map(async ({ username, password }) => {
      while (performance.now() < until) {
        await logIn({ identifier: username, password, request, device: null }, new Date())
        done++
      }
    }),
  )
  return done / ((performance.now() - started) / 1000)
}

try {
  await migrateDatabase(process.env.DATABASE_URL)
  const { memoryCost, timeCost, parallelism } = hashCost
  say(
    `argon2id, ${memoryCost} KiB, ${timeCost} passes, ${parallelism} lane; ${cpus().length} cores, Node ${process.version}`,
  )
  const hash = await hashPassword('a quiet corner table')
  describe('hash a password', await measure(40, () => hashPassword('a quiet corner table')))
  describe('check a password', await measure(40, () => isPassword(hash, 'a quiet corner table')))
  describe('check for an unknown person', await measure(40, () => isPassword(null, 'a quiet corner table')))
  const person = await createPerson()
  const attempt = { identifier: person.username, password: person.password, request, device: null }
  describe('log in, limits and session included', await measure(40, () => logIn(attempt, new Date())))
  for (const lanes of [1, 4, 16]) say(`${lanes} at once: ${(await throughput(lanes, 3)).toFixed(1)} log-ins a second`)
} finally {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
}
