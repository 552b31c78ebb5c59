/**
 * `npm run bench:answers`: how long answers take that must not tell whether an account exists, for known and for unknown
 * names side by side, at the full cost of passwords. On a fresh SQLite database in a temporary folder.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localTestEnv } from '@/lib/testing/test-env'

const folder = mkdtempSync(join(tmpdir(), 'cafe-bench-'))
Object.assign(process.env, localTestEnv, { DATABASE_URL: `file:${join(folder, 'bench.db')}` })

const { migrateDatabase } = await import('@/db/migrate')
const { closeDatabase, transaction } = await import('@/db/client')
const { rateLimits } = await import('@/db/schema')
const { createPerson } = await import('@/lib/testing/people')
const { logIn } = await import('@/lib/accounts/commands/log-in')
const { requestPasswordReset } = await import('@/lib/accounts/commands/password')

const rounds = 15
const request = { address: null, userAgent: 'bench' }

/** Medians in milliseconds of attempts for somebody known and somebody unknown, in turns so that both meet the same machine. */
async function compare(name: string, attempt: (known: boolean) => Promise<unknown>): Promise<void> {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let round = 0; round < rounds; round++)
    for (const who of ['known', 'unknown'] as const) {
      // No limit shortens an answer.
      await transaction((tx) => tx.delete(rateLimits))
      const startedMs = performance.now()
      await attempt(who === 'known').catch(() => undefined)
      times[who].push(performance.now() - startedMs)
    }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN
  const [known, unknown] = [median(times.known), median(times.unknown)]
  const figures = `known ${known.toFixed(1)} ms, unknown ${unknown.toFixed(1)} ms`
  process.stdout.write(`${name.padEnd(34)} ${figures}, apart ${Math.abs(known - unknown).toFixed(1)} ms\n`)
}

try {
  await migrateDatabase(process.env.DATABASE_URL)
  const { username, email } = await createPerson()
  const now = new Date()
  await compare('log in with a wrong password', (isKnown) =>
    logIn({ identifier: isKnown ? username : 'nobody', password: 'wrong wrong', request, device: null }, now),
  )
  await compare('ask for a password reset', (isKnown) =>
    requestPasswordReset(isKnown ? email : 'nobody@example.test', request, now),
  )
} finally {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
}
