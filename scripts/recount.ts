/**
 * `npm run recount`: recomputes every stored total (days, streaks, XP, levels, leaderboards, partners) from the sessions
 * and the ledger, and reports what differs. `--fix` repairs it. Exit code 1 when something differed and was left.
 */
import { openScript } from './script-options'

const usage = `npm run recount -- [options]
Recomputes every stored total of the database that npm start uses, and reports what differs; ends with 1 when something does.
  --fix   repair it`

const { fix } = openScript(usage, ['fix']).flags
const { closeDatabase } = await import('@/db/client')
const { recountPeople } = await import('@/lib/study/earning/recount')
const { recountPartners } = await import('@/lib/study/earning/recount-partners')

const shown = 50

try {
  const differences = [...(await recountPartners({ fix })), ...(await recountPeople({ fix, now: new Date() }))]
  for (const { userId, what, stored, expected } of differences.slice(0, shown))
    process.stdout.write(`${userId}  ${what}: stored ${JSON.stringify(stored)}, expected ${JSON.stringify(expected)}\n`)
  if (differences.length > shown) process.stdout.write(`and ${differences.length - shown} more\n`)
  process.stdout.write(
    differences.length === 0
      ? 'Every total is what the sessions and the ledger say.\n'
      : `${differences.length} differences${fix ? ', repaired' : '; run with --fix to repair'}.\n`,
  )
  process.exitCode = differences.length > 0 && !fix ? 1 : 0
} finally {
  await closeDatabase()
}
