/** Two transactions in a certain order: one is held open until the other can go no further. */
import { sql } from 'drizzle-orm'
import { inject, vi } from 'vitest'
import { db, type Tx, transaction } from '@/db/client'
import { canRunProcesses } from './processes'

/**
 * What `work` comes to when `change` is committed after it has looked and before it writes. `change` is made and held until
 * `work` is over, or waits: on SQLite for its turn to write, on PostgreSQL for a row. The test file has
 * `vi.mock('@/db/client', { spy: true })`.
 */
export async function overtake<Result>(change: (tx: Tx) => Promise<unknown>, work: () => Promise<Result>) {
  const [made, over] = [signal(), signal()]
  const holding = transaction(async (tx) => {
    await change(tx)
    made.give()
    await over.given
  })
  // A change that fails is reported by what follows, and holds nothing.
  await Promise.race([made.given, holding])
  const opened = vi.mocked(transaction).mock.calls.length
  let isDone = false
  const outcome = work().finally(() => {
    isDone = true
  })
  outcome.catch(() => undefined)
  const waits = async () =>
    waitsForRows() ? (await waitingForRows()) > 0 : vi.mocked(transaction).mock.calls.length > opened
  try {
    await vi.waitUntil(async () => isDone || (await waits()), { interval: 5, timeout: 20_000 })
  } finally {
    over.give()
    await holding
  }
  return outcome
}

/** A promise that somebody else keeps. */
function signal() {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give }
}

/** A server lets transactions begin beside each other; a file and an embedded database let them queue. */
const waitsForRows = () => inject('dialect') === 'postgres' && canRunProcesses()

async function waitingForRows(): Promise<number> {
  const query = sql`select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  // Only PostgreSQL's own type has `execute`; rows are typed as SQLite's (`docs/decisions/011-one-schema-two-dialects.md`).
  const rows = await (db as unknown as { execute(q: typeof query): Promise<{ waiting: number }[]> }).execute(query)
  return rows[0]?.waiting ?? 0
}
