/** Migrations that meet each other: through a transaction pooler, which hands connections from client to client, and on SQLite. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPgBouncer, type Pooler, startPgBouncer } from '@/lib/testing/pgbouncer'
import { type Cluster, createDatabase, hasPostgres, startPostgres } from '@/lib/testing/postgres-cluster'
import { migrateDatabase, migrationLock } from './migrate'
import { openSqliteFile } from './sqlite'

const binary = findPgBouncer()
const isPossible = binary !== null && hasPostgres()
if (!isPossible) process.stdout.write('No PgBouncer and PostgreSQL on this machine: its tests are left out.\n')

const database = 'cafe_pooled'

describe.skipIf(!isPossible)('migrations through PgBouncer in transaction mode', () => {
  let cluster: Cluster
  let pooler: Pooler
  let direct: string
  let pooled: string

  beforeAll(async () => {
    const started = await startPostgres()
    if (!started || !binary) throw new Error('There is no PostgreSQL, though it was found.')
    cluster = started
    pooler = await startPgBouncer(binary, cluster.url)
    direct = await createDatabase(cluster.url, database)
    pooled = pooler.urlOf(database)
  })

  afterAll(async () => {
    await pooler?.stop()
    await cluster?.stop()
  })

  async function ask<Row extends object>(url: string, question: (sql: postgres.Sql) => Promise<Row[]>): Promise<Row[]> {
    const sql = postgres(url, { max: 1, prepare: false, onnotice: () => {} })
    try {
      return await question(sql)
    } finally {
      await sql.end({ timeout: 5 })
    }
  }

  it('three at once on an empty database all end well, and each migration is there once', async () => {
    await Promise.all([migrateDatabase(pooled), migrateDatabase(pooled), migrateDatabase(direct)])
    const rows = await ask<{ hash: string }>(direct, (sql) => sql`select hash from drizzle.__drizzle_migrations`)
    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(rows.length)
  })

  it('one through the pooler leaves no lock behind, and a direct one after it does not wait', async () => {
    await migrateDatabase(pooled)
    const locks = await ask(direct, (sql) => sql`select pid from pg_locks where locktype = 'advisory'`)
    expect(locks).toEqual([])
    await migrateDatabase(direct)
  })

  it('one at a time: who comes second waits, says so, and gives up with a sentence', async () => {
    const holder = postgres(direct, { max: 1, prepare: false })
    const said: string[] = []
    try {
      await holder.begin(async (sql) => {
        await sql`select pg_advisory_xact_lock(${migrationLock})`
        await expect(migrateDatabase(pooled, { patienceMs: 300, onWait: (line) => said.push(line) })).rejects.toThrow(
          /^Another migration .* held by process \d+ of the database server/,
        )
      })
    } finally {
      await holder.end({ timeout: 5 })
    }
    expect(said).toEqual(['Waiting for another migration of this database …'])
    await migrateDatabase(pooled)
  })

  it('a lock that an earlier release left on a connection of the pooler stops nobody', async () => {
    await ask(pooled, (sql) => sql`select pg_advisory_lock(8217401)`)
    await migrateDatabase(direct)
    await migrateDatabase(pooled)
  })

  it('a table that somebody uses stops a migration with a sentence and leaves nothing behind', async () => {
    const holder = postgres(direct, { max: 1, prepare: false })
    try {
      await holder.begin(async (sql) => {
        await sql`lock table rooms in access exclusive mode`
        await expect(migrateDatabase(direct, { patienceMs: 300 })).rejects.toThrow(/^A table of the database is in use/)
      })
    } finally {
      await holder.end({ timeout: 5 })
    }
    const locks = await ask(direct, (sql) => sql`select pid from pg_locks where objid = ${migrationLock}`)
    expect(locks).toEqual([])
  })
})

it('on SQLite, too, who comes second says so and gives up with a sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cafe-migrate-'))
  const file = join(folder, 'cafe.db')
  const holder = openSqliteFile(`${file}.migrating`)
  const said: string[] = []
  try {
    holder.exec('BEGIN EXCLUSIVE')
    const second = migrateDatabase(`file:${file}`, { patienceMs: 100, onWait: (line) => said.push(line) })
    await expect(second).rejects.toThrow(/^Another migration of .*cafe\.db has not ended within 0\.1 s/)
    expect(said).toEqual(['Waiting for another migration of this database …'])
    holder.exec('COMMIT')
    await migrateDatabase(`file:${file}`, { patienceMs: 100 })
  } finally {
    holder.close()
    rmSync(folder, { recursive: true })
  }
})
