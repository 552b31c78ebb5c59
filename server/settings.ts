import { isLoopback } from '../lib/environment/loopback.mjs'
import type { Settings } from './options'

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
      port: number
      /** Asked for by name, so no other will do. */
      isPortNamed: boolean
    }

export type RealtimeKeys = { appId: string; key: string; secret: string }

const embeddedPort = 6001

/** Whose the realtime server of these settings is, which `startProblems` found right. */
export function chooseRealtime(settings: Settings): Realtime {
  const { PUSHER_APP_ID: appId, PUSHER_KEY: key, PUSHER_SECRET: secret, PUSHER_HOST: host } = settings
  const keys = appId && key && secret ? { appId, key, secret } : null
  // Ours has no clusters: whoever names one has another server, also when it answers at a port of this machine.
  if (keys && (settings.PUSHER_CLUSTER || !host || !isLoopback(host))) return { kind: 'external' }
  return {
    kind: 'embedded',
    keys,
    port: Number(settings.PUSHER_PORT ?? embeddedPort),
    isPortNamed: Boolean(settings.PUSHER_PORT),
  }
}
