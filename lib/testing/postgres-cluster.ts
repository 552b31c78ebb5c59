/**
 * A real PostgreSQL for tests: the one at TEST_DATABASE_URL, else a throw-away cluster made from the binaries of this
 * machine. Nothing of it is left afterwards, also when the process that asked for it is killed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { freeLoopbackPort } from './free-port'

export type Cluster = { url: string; stop(): Promise<void> }

type User = { uid: number; gid: number }

const superuser = 'tester'
const readyTimeoutMs = 30_000
const portAttempts = 5

/**
 * A server whose databases may be made and dropped at will, or null when this machine has none: callers then fall
 * back to PGlite or leave the test out, and say so.
 */
export async function startPostgres(): Promise<Cluster | null> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  const binaries = findPostgresBinaries()
  return binaries ? await startThrowAway(binaries) : null
}

/** Is there a PostgreSQL that `startPostgres` could use? */
export function hasPostgres(): boolean {
  return Boolean(process.env.TEST_DATABASE_URL) || findPostgresBinaries() !== null
}

/**
 * Makes a database on the server of `url`, in place of one of the same name, and answers its address.
 * @param template copied, tables and rows and all: much faster than migrating again. Nobody may be connected to it.
 */
export async function createDatabase(url: string, name: string, options: { template?: string } = {}): Promise<string> {
  await withAdmin(url, async (sql) => {
    await sql`drop database if exists ${sql(name)} with (force)`
    if (options.template) await sql`create database ${sql(name)} template ${sql(options.template)}`
    else await sql`create database ${sql(name)}`
  })
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

/** The address of a new database that is a copy of `template`, or null when nobody has kept one of that name. */
export async function copyTemplate(url: string, name: string, template: string): Promise<string | null> {
  try {
    return await createDatabase(url, name, { template })
  } catch (error) {
    if (hasCode(error, '3D000')) return null
    throw error
  }
}

/** Keeps a copy of the database `name` for {@link copyTemplate}; the first that is kept stays. */
export async function keepAsTemplate(url: string, name: string, template: string): Promise<void> {
  try {
    await withAdmin(url, (sql) => sql`create database ${sql(template)} template ${sql(name)}`)
  } catch (error) {
    // Another test file was faster.
    if (!hasCode(error, '42P04') && !hasCode(error, '23505')) throw error
  }
}

const hasCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code

/** Removes a database of the server of `url`, and whoever is connected to it. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await withAdmin(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`)
}

async function withAdmin(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, prepare: false, onnotice: () => {} })
  try {
    await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** The folder with `postgres` and `initdb`, or null. Debian keeps them out of PATH. */
function findPostgresBinaries(): string | null {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => existsSync(join(folder, 'postgres')))
  const candidates = [
    // A link in PATH may stand alone; what it points to has `initdb` and the rest beside it.
    ...onPath.map((folder) => dirname(realpathSync(join(folder, 'postgres')))),
    spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim() ?? '',
    ...versionsIn('/usr/lib/postgresql', 'bin'),
    ...versionsIn('/opt/homebrew/opt', 'bin', /^postgresql/),
    ...versionsIn('/usr/local/opt', 'bin', /^postgresql/),
  ]
  return candidates.find((folder) => ['postgres', 'initdb'].every((name) => existsSync(join(folder, name)))) ?? null
}

/** Newest first. */
function versionsIn(parent: string, inside: string, only = /^\d+$/): string[] {
  if (!existsSync(parent)) return []
  const newestFirst = (a: string, b: string) => b.localeCompare(a, 'en', { numeric: true })
  const names = readdirSync(parent).filter((name) => only.test(name))
  return names.sort(newestFirst).map((name) => join(parent, name, inside))
}

async function startThrowAway(binaries: string): Promise<Cluster> {
  const user = serverUser()
  const folder = mkdtempSync(join(tmpdir(), 'cafe-pg-'))
  try {
    if (user) chownSync(folder, user.uid, user.gid)
    const password = randomBytes(16).toString('hex')
    initialise(binaries, folder, password, user)
    return await serve(binaries, folder, password, user)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** PostgreSQL refuses to run as root, so somebody else has to. */
function serverUser(): User | null {
  if (process.getuid?.() !== 0) return null
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const user = users.find(([candidate]) => candidate === name)
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) }
  }
  throw new Error('PostgreSQL cannot run as root, and there is neither a user "postgres" nor "nobody".')
}

function initialise(binaries: string, folder: string, password: string, user: User | null): void {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) chownSync(passwordFile, user.uid, user.gid)
  const settings = ['--username', superuser, '--pwfile', passwordFile, '--auth=scram-sha-256']
  const speed = ['--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions']
  const { status, stderr, error } = spawnSync(
    join(binaries, 'initdb'),
    ['--pgdata', join(folder, 'data'), ...settings, ...speed],
    { ...user, cwd: folder, encoding: 'utf8', env: { NODE_ENV: 'test', PATH: process.env.PATH, LC_ALL: 'C' } },
  )
  if (status !== 0) throw new Error(`initdb failed: ${stderr || error?.message}`)
  rmSync(passwordFile)
}

/** Between choosing a free port and listening on it, somebody else may take it: then the next one. */
async function serve(binaries: string, folder: string, password: string, user: User | null): Promise<Cluster> {
  for (let attempt = 1; ; attempt++) {
    const port = await freeLoopbackPort()
    const url = `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`
    const keeper = startKeeper(binaries, folder, port, user)
    try {
      await untilReady(url, keeper)
      return { url, stop: keeper.stop }
    } catch (error) {
      if (attempt === portAttempts || !keeper.log().includes('could not bind')) throw error
      await keeper.exited
    }
  }
}

type Keeper = { log(): string; exited: Promise<void>; hasExited(): boolean; stop(): Promise<void> }

/** The server's parent, which outlives us by the moment it needs to stop it and to delete the folder. */
function startKeeper(binaries: string, folder: string, port: number, user: User | null): Keeper {
  const order = { postgres: join(binaries, 'postgres'), folder, port, user }
  const keeper = spawn(
    process.execPath,
    [fileURLToPath(new URL('./postgres-keeper.mjs', import.meta.url)), JSON.stringify(order)],
    {
      // Ctrl-C is for us alone; our end closes its input, however we end.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  )
  let log = ''
  for (const stream of [keeper.stdout, keeper.stderr])
    stream.on('data', (part: Buffer) => (log = (log + part).slice(-20_000)))
  let isGone = false
  const exited = new Promise<void>((resolve) => {
    keeper.once('exit', () => {
      isGone = true
      resolve()
    })
  })
  // The keeper must not keep us alive: a caller that forgets `stop` ends all the same.
  keeper.unref()
  for (const stream of [keeper.stdin, keeper.stdout, keeper.stderr]) (stream as unknown as { unref?(): void }).unref?.()
  const stop = async () => {
    keeper.ref()
    keeper.stdin.end()
    await exited
  }
  return { log: () => log, exited, hasExited: () => isGone, stop }
}

async function untilReady(url: string, keeper: Keeper): Promise<void> {
  const giveUpAt = Date.now() + readyTimeoutMs
  while (Date.now() < giveUpAt && !keeper.hasExited()) {
    try {
      await withAdmin(url, (sql) => sql`select 1`)
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  if (!keeper.hasExited()) await keeper.stop()
  throw new Error(`PostgreSQL did not start: ${keeper.log()}`)
}
