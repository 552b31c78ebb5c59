import 'server-only'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import Pusher from 'pusher'
import { env } from '@/lib/env'
import type { RealtimeClientConfig } from './client-options'

/** A reply waits for its event to go out, so a dead realtime server may cost a second and no more. */
const timeoutMs = 1_000

const held = globalThis as typeof globalThis & { __cafePusher?: Pusher }

/** The client of the realtime server: Pusher Channels or any server of its protocol, by environment. */
export function pusher(): Pusher {
  held.__cafePusher ??= create()
  return held.__cafePusher
}

function create(): Pusher {
  const { appId, key, secret, cluster, host, port, useTls } = env().realtime
  // Connections are kept: left to itself, the library shakes hands anew for every message.
  const agent = new (useTls ? HttpsAgent : HttpAgent)({ keepAlive: true })
  const account = { appId, key, secret, useTLS: useTls, timeout: timeoutMs, agent }
  return new Pusher(host ? { ...account, host, port: String(port) } : { ...account, cluster })
}

/** The public half of the realtime settings; handed to the browser at run time so that one build fits every place. */
export function realtimeClientConfig(): RealtimeClientConfig {
  const { key, cluster, browser } = env().realtime
  return { key, cluster, ...browser }
}
