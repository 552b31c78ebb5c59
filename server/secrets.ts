import { randomBytes, randomInt } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CliError, errorCode } from './output'

const names = ['NEXTAUTH_SECRET', 'CRON_SECRET', 'OUTBOX_KEY', 'PUSHER_APP_ID', 'PUSHER_KEY', 'PUSHER_SECRET'] as const

/** What one machine needs and nobody has to choose, under the names the environment has for them. */
export type LocalSecrets = Record<(typeof names)[number], string>

/**
 * The secrets in `secrets.json` of this data folder, which this process holds (`data-lock.ts`); what is missing is made
 * now and stays. Throws a CliError about a file that cannot be read.
 */
export function localSecrets(dataDir: string): LocalSecrets {
  const file = join(dataDir, 'secrets.json')
  const known = readSecrets(file)
  if (names.every((name) => known[name])) return known as LocalSecrets
  const secrets = { ...makeSecrets(), ...known }
  // Replaced whole: a start that is killed leaves the old file or the new one.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(draft, file)
  return secrets
}

function readSecrets(file: string): Partial<LocalSecrets> {
  const stored = readObject(file)
  const isSecret = (value: unknown) => typeof value === 'string' && value !== ''
  return Object.fromEntries(names.flatMap((name) => (isSecret(stored[name]) ? [[name, stored[name]]] : [])))
}

function readObject(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT') return {}
    if (code) throw new CliError(`${file} cannot be read (${code}): give it back to the person who runs VirtualCafe.`)
  }
  throw new CliError(`${file} is damaged: delete it to get new secrets (everybody has to log in again).`)
}

function makeSecrets(): LocalSecrets {
  const secret = () => randomBytes(32).toString('base64url')
  return {
    NEXTAUTH_SECRET: secret(),
    CRON_SECRET: secret(),
    OUTBOX_KEY: secret(),
    PUSHER_APP_ID: String(randomInt(100_000, 1_000_000)),
    PUSHER_KEY: randomBytes(10).toString('hex'),
    PUSHER_SECRET: secret(),
  }
}
