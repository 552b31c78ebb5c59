import { eq, sql } from 'drizzle-orm'
import type { Tx } from './client'
import { rooms, users } from './schema'

const tables = { rooms, users }

/**
 * Takes a row until the transaction ends, so that whoever else takes it waits: an update that changes nothing, which
 * both dialects understand. A row that is not there is no error.
 */
export async function lockRow(tx: Tx, name: keyof typeof tables, id: string): Promise<void> {
  const table = tables[name]
  await tx
    .update(table)
    .set({ createdAt: sql`${table.createdAt}` })
    .where(eq(table.id, id))
}
