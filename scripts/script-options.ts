/** What the scripts beside the app have in common: how they are called, and which database they mean. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { readSettings } from '@/lib/environment/files.mjs'
import { isLocalMode, wrongConfiguration } from '@/lib/environment/rules.mjs'

/**
 * Reads the flags, all of which are switches, and points DATABASE_URL at the database that `npm start` would use, from .env
 * as well. Prints `usage` for --help. Ends the process there, and with a sentence when a flag does not exist. To be called
 * before anything that chooses its dialect is imported.
 * @returns whether each flag was given, and the public address of the site when it has one
 */
export function openScript<Flag extends string>(usage: string, names: readonly Flag[]) {
  const flags = readFlags(usage, names)
  const settings = readSettings(fileURLToPath(new URL('..', import.meta.url)), process.env)
  process.env.DATABASE_URL = settings.DATABASE_URL ?? `file:${join(settings.DATA_DIR ?? '.data', 'virtualcafe.db')}`
  const isPublic = Boolean(settings.NEXTAUTH_URL) && !isLocalMode(settings)
  return { flags, site: isPublic ? settings.NEXTAUTH_URL : undefined }
}

function readFlags<Flag extends string>(usage: string, names: readonly Flag[]): Record<Flag, boolean> {
  const options: ParseArgsOptionsConfig = { help: { type: 'boolean', short: 'h' } }
  for (const name of names) options[name] = { type: 'boolean' }
  try {
    const { values } = parseArgs({ options })
    if (values.help) {
      process.stdout.write(`${usage}\n`)
      process.exit(0)
    }
    return Object.fromEntries(names.map((name) => [name, values[name] === true])) as Record<Flag, boolean>
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

/** Ends the process with a sentence: calling it again in the same way would not help. */
export function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(wrongConfiguration)
}
