import { parseArgs } from 'node:util'
import { Sentence } from './output'

export type Options = {
  isDev: boolean
  /** The address to listen on. */
  host: string
  /** The wanted port of the app; the next free one is taken when it is not. */
  port: number
  dataDir: string
  /** How many processes serve the app on its port; each takes one core at most. */
  processes: number
  /** May a stale build be renewed? */
  mayBuild: boolean
  wantsHelp: boolean
}

export type Settings = Record<string, string | undefined>

export const usage = `npm start -- [options]        npm run dev -- [options]
  --port <number>     port of the app (PORT, else 3000); the next free one when it is taken
  --host <address>    address to listen on (127.0.0.1; 0.0.0.0 opens it to the network)
  --data-dir <path>   where the database and the local secrets live (DATA_DIR, else .data)
  --processes <n>     how many processes serve the app, at most one a core is of use (WEB_CONCURRENCY, else 1)
  --no-build          start the build that exists, even when the sources are newer`

/** Flags win over the environment. Throws a Sentence about a wrong one. */
export function readOptions(args: string[], settings: Settings): Options {
  const flags = parseFlags(args)
  return {
    isDev: flags.dev,
    host: flags.host ?? '127.0.0.1',
    port: readPort(flags.port ?? settings.PORT ?? '3000', flags.port ? '--port' : 'PORT'),
    dataDir: flags['data-dir'] ?? settings.DATA_DIR ?? '.data',
    processes: readProcesses(
      flags.processes ?? settings.WEB_CONCURRENCY ?? '1',
      flags.processes ? '--processes' : 'WEB_CONCURRENCY',
    ),
    mayBuild: !flags['no-build'],
    wantsHelp: flags.help,
  }
}

/** A port from text. `name` is what the person wrote it into. */
export function readPort(text: string, name: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new Sentence(`${name} must be a port between 1 and 65535, not "${text}".`)
}

function readProcesses(text: string, name: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count
  throw new Sentence(`${name} must be a number of processes between 1 and 64, not "${text}".`)
}

function parseFlags(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        dev: { type: 'boolean', default: false },
        host: { type: 'string' },
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        processes: { type: 'string' },
        'no-build': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new Sentence(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}
