import { readFileSync } from 'node:fs'
import { exitCodeOf, explain, logError, say } from './output'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const parentPollMs = 1000

/**
 * Runs a program that goes on until it is told to stop: Ctrl-C, `kill`, a closed terminal, or the end of the `npm`
 * that started it. Then `close` is called once, and the process ends; a second signal ends it at once.
 * @param open what to do; a rejection is printed and ends the program with the code of its CliError, or 1
 * @param close gives everything back; also called after a failure
 */
export function runUntilStopped(open: () => Promise<unknown>, close: () => Promise<void>): void {
  let isStopping = false
  const stop = async (code: number) => {
    if (isStopping) return process.exit(code)
    isStopping = true
    await close().catch((error: unknown) => logError(explain(error)))
    process.exit(code)
  }
  for (const signal of signals) {
    process.on(signal, () => {
      if (!isStopping) say('Stopping …')
      void stop(0)
    })
  }
  whenNpmIsGone(() => void stop(0))
  open().catch((error: unknown) => {
    // Once stopping, programs are expected to end, and `close` is at work already.
    if (isStopping) return
    logError(explain(error))
    void stop(exitCodeOf(error))
  })
}

/** npm that is killed takes nobody along; we notice by a change among our ancestors: us, perhaps npm's shell, npm. */
function whenNpmIsGone(stop: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`
  const first = ancestors()
  const timer = setInterval(() => {
    if (ancestors() === first) return
    clearInterval(timer)
    stop()
  }, parentPollMs)
  timer.unref()
}

/** The parent of a process; null where the system does not tell without asking another program. */
function parentOf(pid: number): string | null {
  try {
    return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? null
  } catch {
    return null
  }
}
