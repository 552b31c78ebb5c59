import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { settingsProblems, wrongConfiguration } from '../lib/environment/rules.mjs'
import { refuseSystemPath } from './data-dir'
import { CliError, explain } from './output'

export type Options = {
  isDev: boolean
  /** The address to listen on. */
  host: string
  port: number
  /** Asked for by name, so no other will do; of the usual one the next free one is taken. */
  isPortNamed: boolean
  dataDir: string
  /** How many processes serve the app on its port; each takes one core at most. */
  processes: number
  /** May a stale build be renewed? */
  mayBuild: boolean
  /** Only look whether the settings are right? */
  isCheck: boolean
}

export type Settings = Record<string, string | undefined>

export const usage = `npm start -- [options]        npm run dev -- [options]
  --port <number>     port of the app (PORT); unset: 3000, in local mode also the next one that is free
  --host <address>    address to listen on (127.0.0.1; 0.0.0.0 opens it to the network)
  --data-dir <path>   where the database and the local secrets live (DATA_DIR, else .data)
  --processes <n>     how many processes serve the app, at most one a core is of use (WEB_CONCURRENCY, else 1)
  --no-build          start the build that exists, even when the sources are newer
  --check             only say whether the settings are right: every problem at once, exit code 78 when there is one

Nothing has to be set on one person's own machine. For anybody else set NEXTAUTH_URL to the address that people open,
such as https://cafe.example; every variable is in README.md under "Environment".`

/** Somebody who asks for help gets it, whatever else is wrong. */
export const wantsHelp = (args: string[]): boolean => args.includes('--help') || args.includes('-h')

/** Flags win over the environment. Throws a CliError about a wrong one. */
export function readOptions(args: string[], settings: Settings): Options {
  const flags = parseFlags(args)
  return {
    isDev: flags.dev,
    host: flags.host ?? '127.0.0.1',
    port: readPort(flags.port ?? settings.PORT ?? '3000', flags.port ? '--port' : 'PORT'),
    isPortNamed: Boolean(flags.port ?? settings.PORT),
    dataDir: flags['data-dir'] ?? settings.DATA_DIR ?? '.data',
    processes: readProcesses(
      flags.processes ?? settings.WEB_CONCURRENCY ?? '1',
      flags.processes ? '--processes' : 'WEB_CONCURRENCY',
    ),
    mayBuild: !flags['no-build'],
    isCheck: flags.check,
  }
}

/** Everything that is wrong with the variables and the flags of a start, a line each. */
export function startProblems(args: string[], settings: Settings): string[] {
  const { flags, problem } = tryFlags(args)
  const dataDir = flags?.['data-dir'] ?? settings.DATA_DIR ?? '.data'
  const checks = [
    () => flags?.port && readPort(flags.port, '--port'),
    () => flags?.processes && readProcesses(flags.processes, '--processes'),
    () => refuseSystemPath(resolve(dataDir)),
  ]
  const wrongFlags = checks.flatMap((check) => {
    try {
      check()
      return []
    } catch (error) {
      return [explain(error)]
    }
  })
  return [
    ...(problem ? [`${problem.replace(/\.?$/, '.')} See npm start -- --help.`] : []),
    ...wrongFlags,
    // Which folder is made is only known when the flags can be read.
    ...settingsProblems(settings, 'machine', flags ? dataDir : undefined),
  ]
}

/** A port from text. `name` is what the person wrote it into. */
export function readPort(text: string, name: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new CliError(`${name} must be a port between 1 and 65535, not "${text}".`, wrongConfiguration)
}

function readProcesses(text: string, name: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count
  throw new CliError(`${name} must be a number of processes between 1 and 64, not "${text}".`, wrongConfiguration)
}

/** Throws a CliError about a flag that does not exist. */
function parseFlags(args: string[]) {
  const { flags, problem } = tryFlags(args)
  if (flags) return flags
  throw new CliError(`${problem}\n${usage}`, wrongConfiguration)
}

function tryFlags(args: string[]) {
  try {
    const options = {
      dev: { type: 'boolean', default: false },
      host: { type: 'string' },
      port: { type: 'string' },
      'data-dir': { type: 'string' },
      processes: { type: 'string' },
      check: { type: 'boolean', default: false },
      'no-build': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    } as const
    return { flags: parseArgs({ args, options }).values, problem: null }
  } catch (error) {
    return { flags: null, problem: error instanceof Error ? error.message : String(error) }
  }
}
