import { isLoopback, realtimeProblem, wrongConfiguration } from '../lib/environment/rules.mjs'
import { readPort, type Settings } from './options'
import { CliError } from './output'

export { readSettings } from '../lib/environment/files.mjs'
export { isLoopback }

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

/** Who speaks the Pusher protocol for this start. */
export type Realtime =
  | { kind: 'external' }
  /** Ours, beside the app; `keys` null: the local secrets are the keys. */
  | {
      kind: 'embedded'
      keys: RealtimeKeys | null
      port: number /** Asked for by name, so no other will do. */
      isPortNamed: boolean
    }

export type RealtimeKeys = { appId: string; key: string; secret: string }

const embeddedPort = 6001

/** Throws a CliError when the PUSHER_ variables are half set. */
export function chooseRealtime(settings: Settings): Realtime {
  const problem = realtimeProblem(settings)
  if (problem) throw new CliError(problem, wrongConfiguration)
  const { PUSHER_APP_ID: appId, PUSHER_KEY: key, PUSHER_SECRET: secret, PUSHER_HOST: host } = settings
  if (!appId || !key || !secret) return embedded(settings, null)
  // Ours has no clusters: whoever names one has another server, also when it answers at a port of this machine.
  if (settings.PUSHER_CLUSTER || !host || !isLoopback(host)) return { kind: 'external' }
  return embedded(settings, { appId, key, secret })
}

function embedded(settings: Settings, keys: RealtimeKeys | null): Realtime {
  return {
    kind: 'embedded',
    keys,
    port: readPort(settings.PUSHER_PORT ?? String(embeddedPort), 'PUSHER_PORT'),
    isPortNamed: Boolean(settings.PUSHER_PORT),
  }
}
