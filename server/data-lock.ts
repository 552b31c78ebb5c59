import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tryFileLock } from './file-lock'
import { CliError, errorCode } from './output'

/** For starts at the same moment: each may see the other's first grip for an instant. */
const patienceMs = 1000

/**
 * Takes the data folder for this process, until it ends or calls what is answered. Two starts on one folder would share
 * secrets and keys, and the second one's jobs would free the seats of people who sit at the first. Machines on one
 * database have a folder each. Throws a CliError that names the holder.
 */
export function holdDataDir(dataDir: string): () => void {
  const note = join(dataDir, 'running.pid')
  const unlock = lock(dataDir)
  if (!unlock)
    throw new CliError(
      `VirtualCafe already runs here (process ${holderIn(note)}, data in ${dataDir}): stop it first, or choose another folder with --data-dir.`,
    )
  writeFileSync(note, `${process.pid}\n`, { mode: 0o600 })
  const release = () => {
    process.removeListener('exit', release)
    rmSync(note, { force: true })
    unlock()
  }
  process.once('exit', release)
  return release
}

function lock(dataDir: string): (() => void) | null {
  try {
    return tryFileLock(join(dataDir, 'running.lock'), patienceMs)
  } catch (error) {
    throw new CliError(
      `The data folder ${dataDir} cannot be locked (${errorCode(error)}): choose one of your own on a disk of this machine with --data-dir.`,
    )
  }
}

/** The number of the process that has the folder; "unknown" in the moment before it is written. */
function holderIn(note: string): string {
  try {
    return readFileSync(note, 'utf8').trim() || 'unknown'
  } catch {
    return 'unknown'
  }
}
