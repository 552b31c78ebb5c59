/**
 * Preloaded into every child (`node --import`): ends it, and what it started, when the supervisor is gone.
 * The operating system closes the message channel even when the supervisor is killed with -9, and a program
 * that cannot be changed (`next start`) still runs this first.
 */
import { isMainThread } from 'node:worker_threads'

const graceMs = 3000
const isChildOfSupervisor = process.ppid === Number(process.env.VIRTUALCAFE_SUPERVISOR_PID)

if (isMainThread && isChildOfSupervisor && process.channel) {
  process.once('disconnect', () => {
    // Our own group: the supervisor starts each child as the leader of one.
    process.once('exit', () => signalGroup('SIGKILL'))
    signalGroup('SIGTERM')
    setTimeout(() => signalGroup('SIGKILL'), graceMs)
  })
  // Listening must not keep a child alive that has nothing left to do.
  process.channel.unref()
}

function signalGroup(signal) {
  try {
    process.kill(-process.pid, signal)
  } catch {
    // The group is already empty.
  }
}
