/**
 * `app-processes.ts <count> <script> [arguments]`: runs a server several times on one port, so that it uses more than one
 * core. A process that ends by itself is replaced; when that happens too often this program ends too, and who started
 * it says so. SIGTERM ends all of them.
 */
import cluster from 'node:cluster'
import { wrongConfiguration } from '../lib/environment/rules.mjs'
import { describeExit } from './children'
import { logError } from './output'
import { restartDelayMs } from './supervisor'

const [count, script, ...args] = process.argv.slice(2)
const failures: number[] = []
let isStopping = false

cluster.setupPrimary({ exec: script, args, execArgv: [] })
for (let started = 0; started < Number(count); started++) cluster.fork()

cluster.on('exit', (worker, code, signal) => {
  if (isStopping || worker.exitedAfterDisconnect) return
  if (code === wrongConfiguration) {
    process.exitCode = wrongConfiguration
    return stop()
  }
  failures.push(Date.now())
  const delayMs = restartDelayMs(failures, Date.now())
  const exit = describeExit({ code: code ?? null, signal: (signal as NodeJS.Signals | null) ?? null })
  if (delayMs === null) {
    process.exitCode = 1
    return stop()
  }
  logError(`One of ${count} processes ended (${exit}); starting it again in ${delayMs} ms.`)
  setTimeout(() => !isStopping && cluster.fork(), delayMs)
})

/** With the last worker gone nothing holds this process. */
function stop(): void {
  isStopping = true
  for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM')
}

process.on('SIGTERM', stop)
