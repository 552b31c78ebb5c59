import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { CliError, errorCode } from './output'
import { databaseLibrary } from './prepare.mjs'

/** For starts at the same moment: each may see the other's first grip for an instant. */
const patienceMs = 1000

/**
 * Takes the data folder for this process, until it ends or calls what is answered. Two starts on one folder would share
 * secrets and keys, and the second one's jobs would free the seats of people who sit at the first. The lock is the operating
 * system's, held through an empty SQLite file as in `db/migrate.ts`: it goes with its holder, also after kill -9, whoever
 * has the holder's number then, and it holds between containers that share the folder. Machines on one database have a
 * folder each.
 * Throws a CliError that names the holder.
 */
export function holdDataDir(dataDir: string): () => void {
  const note = join(dataDir, 'running.pid')
  const handle = open(join(dataDir, 'running.lock'))
  try {
    handle.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    handle.close()
    throw new CliError(describeLockError(error, dataDir, note))
  }
  writeFileSync(note, `${process.pid}\n`, { mode: 0o600 })
  const release = () => {
    process.removeListener('exit', release)
    rmSync(note, { force: true })
    handle.close()
  }
  process.once('exit', release)
  return release
}

function open(file: string): BetterSqlite.Database {
  const Sqlite = createRequire(import.meta.url)(databaseLibrary) as typeof BetterSqlite
  try {
    return new Sqlite(file, { timeout: patienceMs })
  } catch (error) {
    throw new CliError(
      `${file} cannot be opened (${errorCode(error)}): give it back to the person who runs VirtualCafe.`,
    )
  }
}

function describeLockError(error: unknown, dataDir: string, note: string): string {
  if (errorCode(error)?.startsWith('SQLITE_BUSY'))
    return `VirtualCafe already runs here (process ${holderIn(note)}, data in ${dataDir}): stop it first, or choose another folder with --data-dir.`
  return `The data folder ${dataDir} cannot be locked (${errorCode(error)}): choose one on a disk of this machine with --data-dir.`
}

/** The number of the process that has the folder; "unknown" in the moment before it is written. */
function holderIn(note: string): string {
  try {
    return readFileSync(note, 'utf8').trim() || 'unknown'
  } catch {
    return 'unknown'
  }
}
