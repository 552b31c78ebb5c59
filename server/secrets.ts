import { randomBytes, randomInt } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { acquireLock } from './lock.mjs'
import { CliError, errorCode } from './output'

const names = ['NEXTAUTH_SECRET', 'CRON_SECRET', 'OUTBOX_KEY', 'PUSHER_APP_ID', 'PUSHER_KEY', 'PUSHER_SECRET'] as const

/** What one machine needs and nobody has to choose, under the names the environment has for them. */
export type LocalSecrets = Record<(typeof names)[number], string>

/**
 * The secrets in `secrets.json` of this data folder; what is missing is made now and stays.
 * Several starts at once agree: one writes at a time, and the file is replaced whole.
 */
export async function localSecrets(dataDir: string): Promise<LocalSecrets> {
  const file = join(dataDir, 'secrets.json')
  const known = readSecrets(file)
  if (isComplete(known)) return known
  const release = await acquireLock(`${file}.lock`)
  try {
    const secrets = { ...makeSecrets(), ...readSecrets(file) }
    replaceFile(file, `${JSON.stringify(secrets, null, 2)}\n`)
    return secrets
  } finally {
    release()
  }
}

function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  renameSync(draft, file)
}

function isComplete(secrets: Partial<LocalSecrets>): secrets is LocalSecrets {
  return names.every((name) => secrets[name])
}

function readSecrets(file: string): Partial<LocalSecrets> {
  const stored = parseObject(file, readText(file))
  return Object.fromEntries(names.flatMap((name) => (isText(stored[name]) ? [[name, stored[name]]] : [])))
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '{}'
    throw new CliError(`${file} cannot be read (${errorCode(error)}): give it back to the person who runs VirtualCafe.`)
  }
}

function parseObject(file: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // The message below says it.
  }
  throw new CliError(`${file} is damaged: delete it to get new secrets (everybody has to log in again).`)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
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
