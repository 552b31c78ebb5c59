import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Cluster, createDatabase, dropDatabase, hasPostgres, startPostgres } from './postgres-cluster'

async function ask<Row>(database: string, work: (sql: postgres.Sql) => Promise<Row>): Promise<Row> {
  const sql = postgres(database, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

describe.skipIf(!hasPostgres())('the throw-away PostgreSQL', () => {
  let cluster: Cluster | null
  let server: string

  beforeAll(async () => {
    cluster = await startPostgres()
    server = cluster?.url ?? ''
  })

  afterAll(() => cluster?.stop())

  it('makes a database, and a copy of it with its rows', async () => {
    const first = await createDatabase(server, 'cluster_first')
    await ask(first, (sql) => sql`create table cups as select 3 as n`)
    const copy = await createDatabase(server, 'cluster_copy', { template: 'cluster_first' })
    expect(await ask(copy, (sql) => sql`select n from cups`)).toEqual([{ n: 3 }])
    await dropDatabase(server, 'cluster_copy')
    await dropDatabase(server, 'cluster_first')
  })

  it('replaces a database of the same name', async () => {
    const first = await createDatabase(server, 'cluster_again')
    await ask(first, (sql) => sql`create table cups (n int)`)
    const again = await createDatabase(server, 'cluster_again')
    expect(await ask(again, (sql) => sql`select to_regclass('cups') as found`)).toEqual([{ found: null }])
    await dropDatabase(server, 'cluster_again')
  })

  it.skipIf(process.env.TEST_DATABASE_URL)('leaves nothing behind when whoever started it is killed', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', ownClusterProgram], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const { pid, folder } = JSON.parse(line.toString()) as { pid: number; folder: string }
    expect(existsSync(folder)).toBe(true)
    child.kill('SIGKILL')
    await vi.waitFor(() => expect([isAlive(pid), existsSync(folder)]).toEqual([false, false]), { timeout: 20_000 })
  })
})

/** Starts a cluster of its own and tells where it is and which process serves it. */
const ownClusterProgram = `
  import postgres from 'postgres'
  import { readFileSync } from 'node:fs'
  import { startPostgres } from './lib/testing/postgres-cluster.ts'
  const cluster = await startPostgres()
  const sql = postgres(cluster.url, { max: 1 })
  const [{ folder }] = await sql\`select setting as folder from pg_settings where name = 'data_directory'\`
  const pid = Number(readFileSync(folder + '/postmaster.pid', 'utf8').split('\\n')[0])
  process.stdout.write(JSON.stringify({ pid, folder }))
`

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
