import { readFileSync } from 'node:fs'
import { createLogger, reasonOf } from './log'
import { readOptions, usage } from './options'
import { startRealtimeServer } from './server'

/** `npm run realtime`: runs until SIGTERM or SIGINT, then says goodbye to its clients and exits with 0. */
async function main(): Promise<void> {
  const args = process.argv.slice(2)
  if (args.includes('--help')) {
    process.stdout.write(`${usage}\n`)
    return
  }
  const { logLevel, ...options } = readOptions(args, process.env, (path) => readFileSync(path, 'utf8'))
  const logger = createLogger(logLevel)
  const server = await startRealtimeServer({ ...options, logger })
  logger.info('listening', { url: server.url, metricsPort: server.metricsPort, apps: options.apps.length })

  let isStopping = false
  const stop = async (signal: string) => {
    if (isStopping) process.exit(0)
    isStopping = true
    logger.info('stopping', { signal })
    await server.close()
    logger.info('stopped')
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((thrown) => {
  process.stderr.write(`realtime: ${reasonOf(thrown)}\n`)
  process.exit(1)
})
