import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import type { Settings } from './options'
import { Sentence } from './output'

/**
 * What the person set: `.env`, over it `.env.local` (Next's order), over both the real environment.
 * An empty variable is an absent one: that is how hosting consoles and copied .env files leave them.
 */
export function readSettings(root: string, real: NodeJS.ProcessEnv): Settings {
  const files = real.VIRTUALCAFE_NO_ENV_FILES ? {} : { ...readFile(root, '.env'), ...readFile(root, '.env.local') }
  return withoutBlanks({ ...files, ...withoutBlanks(real) })
}

/**
 * The environment of a machine on which nobody has set anything: what the tests run in, so that a developer's own
 * keys and .env files do not reach them.
 */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS']
  const own = Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
  // The second name tells Next itself not to read .env files.
  return { ...own, NODE_ENV: 'production', VIRTUALCAFE_NO_ENV_FILES: '1', __NEXT_PROCESSED_ENV: '1' }
}

function readFile(root: string, name: string): Settings {
  try {
    return parseEnv(readFileSync(join(root, name), 'utf8')) as Settings
  } catch {
    return {}
  }
}

function withoutBlanks(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value?.trim()))
}

/** Who speaks the Pusher protocol for this start. */
export type Realtime =
  | { kind: 'external' }
  /** Ours, beside the app; `keys` null: the local secrets are the keys. */
  | { kind: 'embedded'; keys: RealtimeKeys | null; port: number }

export type RealtimeKeys = { appId: string; key: string; secret: string }

const keyNames = ['PUSHER_APP_ID', 'PUSHER_KEY', 'PUSHER_SECRET'] as const
const embeddedPort = 6001

/** Throws a Sentence when the PUSHER_ variables are half set. */
export function chooseRealtime(settings: Settings): Realtime {
  const { PUSHER_APP_ID: appId, PUSHER_KEY: key, PUSHER_SECRET: secret, PUSHER_HOST: host } = settings
  const missing = keyNames.filter((name) => !settings[name])
  // Ours has no clusters: whoever names one has another server, also when it answers at a port of this machine.
  const isElsewhere = Boolean(settings.PUSHER_CLUSTER) || (host !== undefined && !isLoopback(host))
  if (missing.length === keyNames.length && !isElsewhere) return embedded(settings, null)
  if (!appId || !key || !secret)
    throw new Sentence(
      `The realtime settings are half set: ${missing.join(', ')} missing (set all of ${keyNames.join(', ')}, or none of the PUSHER_ variables to use the built-in server).`,
    )
  if (isElsewhere) return { kind: 'external' }
  if (host) return embedded(settings, { appId, key, secret })
  throw new Sentence(
    'The realtime settings are half set: with PUSHER_KEY also set PUSHER_CLUSTER (Pusher Channels) or PUSHER_HOST (another server of its protocol).',
  )
}

function embedded(settings: Settings, keys: RealtimeKeys | null): Realtime {
  const port = Number(settings.PUSHER_PORT ?? embeddedPort)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return { kind: 'embedded', keys, port }
  throw new Sentence(`PUSHER_PORT must be a port between 1 and 65535, not "${settings.PUSHER_PORT}".`)
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
