import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { settingsProblems, valueProblem, wrongConfiguration } from '../lib/environment/rules.mjs'
import { systemPathProblem } from './data-dir'
import { CliError } from './output'

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
such as https://cafe.example; every variable is in docs/operating.md and .env.example.`

/** Somebody who asks for help gets it, whatever else is wrong. */
export const wantsHelp = (args: string[]): boolean => args.includes('--help') || args.includes('-h')

/** Flags win over the environment. Both are right: `startProblems` comes first, except about a flag that does not exist. */
export function readOptions(args: string[], settings: Settings): Options {
  const { flags, problem } = tryFlags(args)
  if (!flags) throw new CliError(`${problem}\n${usage}`, wrongConfiguration)
  return {
    isDev: flags.dev,
    host: flags.host ?? '127.0.0.1',
    port: Number(flags.port ?? settings.PORT ?? 3000),
    isPortNamed: Boolean(flags.port ?? settings.PORT),
    dataDir: flags['data-dir'] ?? settings.DATA_DIR ?? '.data',
    processes: Number(flags.processes ?? settings.WEB_CONCURRENCY ?? 1),
    mayBuild: !flags['no-build'],
    isCheck: flags.check,
  }
}

/** Everything that is wrong with the variables and the flags of a start, a line each. */
export function startProblems(args: string[], settings: Settings): string[] {
  const { flags, problem } = tryFlags(args)
  const dataDir = flags?.['data-dir'] ?? settings.DATA_DIR ?? '.data'
  const flagProblem = (flag: 'port' | 'processes', variable: string) => {
    const expected = flags?.[flag] !== undefined && valueProblem(variable, flags[flag])
    return expected && `--${flag}: ${expected}`
  }
  return [
    problem && `${problem.replace(/\.?$/, '.')} See npm start -- --help.`,
    flagProblem('port', 'PORT'),
    flagProblem('processes', 'WEB_CONCURRENCY'),
    systemPathProblem(resolve(dataDir)),
    // Which folder is made is only known when the flags can be read.
    ...settingsProblems(settings, 'machine', flags ? dataDir : undefined),
  ].filter((line) => typeof line === 'string')
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
