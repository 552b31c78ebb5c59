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
  whenParentIsGone(() => void stop(0))
  open().catch((error: unknown) => {
    // Once stopping, programs that end are no news, and `close` is at work already.
    if (isStopping) return
    logError(explain(error))
    void stop(exitCodeOf(error))
  })
}

/** npm that is killed takes nobody along, and neither does a shell: whoever then takes us over is another parent. */
function whenParentIsGone(stop: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop()
  }, parentPollMs)
  timer.unref()
}
