import { createRequire } from 'node:module'
import type BetterSqlite from 'better-sqlite3'
import { errorCode } from './output'
import { databaseLibrary } from './prepare.mjs'

const pollMs = 250

/**
 * Takes a lock for this process until it ends or calls what is answered; null when another one has it. The lock is the
 * operating system's, held through an empty SQLite file: it goes with its holder, also after kill -9, whoever has the
 * holder's number then, and it holds between containers that share the folder.
 * Throws a system error where the file cannot be made or locked.
 * @param patienceMs how long to wait, without doing anything else
 */
export function tryFileLock(file: string, patienceMs = 0): (() => void) | null {
  const Sqlite = createRequire(import.meta.url)(databaseLibrary) as typeof BetterSqlite
  const handle = new Sqlite(file, { timeout: patienceMs })
  try {
    handle.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    handle.close()
    if (errorCode(error)?.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  return () => void handle.close()
}

/**
 * Waits until the lock is ours and answers the function that gives it back.
 * @param onWait called once when somebody else has it
 */
export async function acquireFileLock(file: string, onWait: () => void): Promise<() => void> {
  for (let attempt = 1; ; attempt++) {
    const release = tryFileLock(file)
    if (release) return release
    if (attempt === 1) onWait()
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}
