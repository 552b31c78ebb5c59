import cluster from 'node:cluster'
import { wrongConfiguration } from '../lib/environment/rules.mjs'
import { describeExit } from './children'
import { logLine } from './output'
import { restartDelayMs } from './supervisor'

/** `firstDelayMs`: the wait before the first restart, doubled with each further one (a quarter of a second). */
export type ProcessGroup = { count: number; script: string; args: string[]; firstDelayMs?: number }

/**
 * Runs a script several times on one port, so that it uses more than one core. A process that ends by itself is replaced;
 * when that happens too often all of them end, and this program with exit code 1. SIGTERM ends all of them.
 */
export function runProcessGroup({ count, script, args, firstDelayMs }: ProcessGroup): void {
  const failures: number[] = []
  let isStopping = false

  cluster.setupPrimary({ exec: script, args, execArgv: [] })
  for (let started = 0; started < count; started++) cluster.fork()

  cluster.on('exit', (worker, code, signal) => {
    if (isStopping || worker.exitedAfterDisconnect) return
    if (code === wrongConfiguration) {
      process.exitCode = wrongConfiguration
      return stop()
    }
    failures.push(Date.now())
    const delayMs = restartDelayMs(failures, Date.now(), firstDelayMs)
    const exit = describeExit({ code: code ?? null, signal: (signal as NodeJS.Signals | null) ?? null })
    if (delayMs === null) {
      process.exitCode = 1
      return stop()
    }
    logLine('error', 'process.ended', {
      message: `One of ${count} processes ended (${exit}); starting it again in ${delayMs} ms.`,
    })
    setTimeout(() => !isStopping && cluster.fork(), delayMs)
  })

  /** With the last worker gone nothing holds this process. */
  function stop(): void {
    isStopping = true
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM')
  }

  process.on('SIGTERM', stop)
}
