/** A real PgBouncer in transaction mode before a PostgreSQL server, for tests. Nothing of it is left afterwards. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import postgres from 'postgres'
import { freeLoopbackPort } from './free-port'

export type Pooler = {
  /** The pooler's address of a database of the server. */ urlOf(database: string): string
  stop(): Promise<void>
}

const readyTimeoutMs = 15_000

/** Debian keeps it out of an ordinary user's PATH. Null: this machine has none. */
export function findPgBouncer(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin']
  return folders.map((folder) => join(folder, 'pgbouncer')).find((file) => existsSync(file)) ?? null
}

/**
 * Starts the program at `binary` before the server at `serverUrl`, with few server connections, so that clients have to
 * share them.
 */
export async function startPgBouncer(binary: string, serverUrl: string, serverConnections = 4): Promise<Pooler> {
  const server = new URL(serverUrl)
  const folder = mkdtempSync(join(tmpdir(), 'cafe-bouncer-'))
  const port = await freeLoopbackPort()
  const settings = join(folder, 'pgbouncer.ini')
  writeFileSync(
    settings,
    [
      '[databases]',
      `* = host=${server.hostname} port=${server.port} user=${server.username} password=${server.password}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      'pool_mode = transaction',
      `default_pool_size = ${serverConnections}`,
      'ignore_startup_parameters = extra_float_digits',
    ].join('\n'),
  )
  // It refuses to run as root, and whoever it becomes has to read its settings.
  chmodSync(folder, 0o755)
  const isRoot = process.getuid?.() === 0
  const child = spawn(binary, [...(isRoot ? ['-u', 'nobody'] : []), settings], { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (log += part))
  const urlOf = (database: string) => `postgres://${server.username}@127.0.0.1:${port}/${database}`
  const stop = async () => {
    await ended(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilReady(urlOf(server.pathname.slice(1)), child)
    return { urlOf, stop }
  } catch (error) {
    await stop()
    throw new Error(`PgBouncer did not start: ${log}`, { cause: error })
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + readyTimeoutMs
  for (;;) {
    const sql = postgres(url, { max: 1, prepare: false, connect_timeout: 2 })
    try {
      await sql`select 1`
      return
    } catch (error) {
      if (child.exitCode !== null || Date.now() >= giveUpAt) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
}
