import type { Options } from 'pusher-js'
import { routes } from '@/lib/routes'

/**
 * What a browser needs in order to connect: comes from the server at run time, so that one build fits every place.
 * `host` is null for Pusher's own clusters; `path` stands before `/app/<key>`.
 */
export type RealtimeClientConfig = {
  key: string
  cluster: string
  host: string | null
  port: number
  useTls: boolean
  path: string
}

/** A connection that could not be made in this time is called unavailable, in milliseconds. */
const unavailableAfterMs = 5_000

/** How pusher-js reaches our realtime server. Pure: the tests connect with exactly these. */
export function clientOptions({ cluster, host, port, useTls, path }: RealtimeClientConfig): Options {
  return {
    cluster,
    ...(host && { wsHost: host, wsPort: port, wssPort: port, wsPath: path }),
    forceTLS: useTls,
    // pusher-js calls its socket over TLS 'ws' too: 'wss' alone would leave it without any. Without TLS 'wss' would be its
    // second try whenever a server is slow, which the policy of our pages forbids. The other transports are HTTP, which we lack.
    enabledTransports: useTls ? ['ws', 'wss'] : ['ws'],
    channelAuthorization: { endpoint: routes.realtimeAuth, transport: 'ajax' },
    userAuthentication: { endpoint: routes.realtimeUser, transport: 'ajax' },
    // Notices a dead network within half a minute.
    activityTimeout: 20_000,
    pongTimeout: 8_000,
    unavailableTimeout: unavailableAfterMs,
  }
}
