/**
 * One holder at a time among processes of one machine: a file that names its holder.
 * Plain Node without dependencies, because the install itself runs under it.
 */
import {
  closeSync,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs'

const pollMs = 250
const heartbeatMs = 2000
/** A holder whose pid lives but whose file has not moved for this long is another program that got its pid. */
const silentMs = 60000

/**
 * Waits until `file` is ours and answers the function that gives it back.
 * A holder that died without giving it back is noticed and replaced.
 * @param {string} file
 * @param {() => void} [onWait] called once when somebody else holds it
 * @returns {Promise<() => void>}
 */
export async function acquireLock(file, onWait) {
  const watched = { mtimeMs: 0, sinceMs: 0 }
  let waited = false
  for (;;) {
    const release = tryLock(file)
    if (release) return release
    const abandonedBy = deadHolder(file, watched)
    if (abandonedBy !== null && takeAway(file, abandonedBy)) continue
    if (!waited && onWait) onWait()
    waited = true
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

/** @param {string} file */
function tryLock(file) {
  let handle
  try {
    handle = openSync(file, 'wx', 0o600)
  } catch (error) {
    if (error.code === 'EEXIST') return null
    throw error
  }
  writeSync(handle, String(process.pid))
  const inode = fstatSync(handle).ino
  closeSync(handle)
  const heartbeat = setInterval(() => touch(file), heartbeatMs)
  heartbeat.unref()
  const release = () => {
    clearInterval(heartbeat)
    process.removeListener('exit', release)
    try {
      if (statSync(file).ino === inode) unlinkSync(file)
    } catch {
      // Already gone: the folder was deleted, which also gives the lock back.
    }
  }
  process.once('exit', release)
  return release
}

/** @param {string} file */
function touch(file) {
  try {
    const now = new Date()
    utimesSync(file, now, now)
  } catch {
    // The file is gone; `release` copes with that.
  }
}

/**
 * The pid in the file when its holder is gone, else null.
 * @param {string} file
 * @param {{ mtimeMs: number, sinceMs: number }} watched what this waiter saw last, and since when
 * @returns {number | null}
 */
function deadHolder(file, watched) {
  let pid
  let mtimeMs
  try {
    mtimeMs = statSync(file).mtimeMs
    pid = Number(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
  if (pid > 0 && !isAlive(pid)) return pid
  // Counted on the waiter's own clock, so that a laptop waking from sleep does not take a live lock away.
  const nowMs = performanceMs()
  if (watched.mtimeMs !== mtimeMs) {
    watched.mtimeMs = mtimeMs
    watched.sinceMs = nowMs
  }
  return nowMs - watched.sinceMs > silentMs ? pid : null
}

function performanceMs() {
  return Number(process.hrtime.bigint() / 1000000n)
}

/**
 * Renames first: of two waiters that see the same dead holder, only one gets the file. When that one is already the
 * next holder's, it goes back.
 * @param {string} file
 * @param {number} holder the pid that was judged dead
 * @returns {boolean} is the way free?
 */
function takeAway(file, holder) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (Number(readFileSync(aside, 'utf8')) !== holder) linkSync(aside, file)
    unlinkSync(aside)
    return true
  } catch {
    // Another waiter was faster, or it is not ours to remove.
    return false
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
