/**
 * One install at a time among the starts of one machine: a file that names who installs. Plain Node without dependencies,
 * because what other locks are made of (`file-lock.ts`) is only being installed.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

const pollMs = 250

/**
 * Waits until `file` is ours and answers the function that gives it back. A holder that died is replaced.
 * @param {string} file
 * @param {(holder: number) => void} onWait called once when somebody else, of this process id, holds it
 * @returns {Promise<() => void>}
 */
export async function acquireInstallLock(file, onWait) {
  for (let isWaiting = false; !tryLock(file); ) {
    const holder = readHolder(file)
    if (holder !== null && !isAlive(holder)) takeAway(file, holder)
    else {
      if (holder !== null && !isWaiting) onWait(holder)
      isWaiting = isWaiting || holder !== null
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  }
  const release = () => {
    process.removeListener('exit', release)
    rmSync(file, { force: true })
  }
  process.once('exit', release)
  return release
}

function tryLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Null: it is only being written, or has just been given back. */
function readHolder(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || null
  } catch (_) {
    return null
  }
}

/** Renames first: of two that see the same dead holder, only one gets the file; the next holder's own goes back. */
function takeAway(file, holder) {
  const aside = `${file}.${process.pid}.dead`
  try {
    renameSync(file, aside)
    if (readHolder(aside) !== holder) linkSync(aside, file)
    rmSync(aside)
  } catch (_) {
    // Another one was faster.
  }
}

/** A holder of our own number is one that died: we hold nothing yet. */
function isAlive(pid) {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
