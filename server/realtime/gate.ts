import type { IncomingMessage } from 'node:http'
import { parseTarget } from './api-request'
import type { Hub } from './hub'
import type { Limits } from './limits'
import { closeCodes, newestProtocol, oldestProtocol } from './protocol'

export type Admission = { hub: Hub; protocol: number } | { code: number; reason: string; protocol: number }

export const overAddressLimit = 'Too many connections from your address'

type Occupancy = {
  hubsByKey: ReadonlyMap<string, Hub>
  /** Open ones: all, and those of the address that asks. */
  connections: number
  connectionsOfAddress: number
  limits: Limits
}

/**
 * Who may connect (protocol sections "WebSocket connection" and "Error codes"). A refused client is still upgraded and
 * then closed with the code: a browser cannot see the status of a refused upgrade.
 */
export function admit(request: Pick<IncomingMessage, 'url' | 'headers'>, occupancy: Occupancy): Admission {
  const { path, query } = parseTarget(request.url)
  const protocol = readProtocol(query.get('protocol'))
  const refused = (code: number, reason: string): Admission => ({ code, reason, protocol: protocol ?? newestProtocol })

  const [, key] = /^\/app\/([^/]+)$/.exec(path) ?? []
  if (key === undefined) return refused(closeCodes.pathNotFound, 'Path not found')
  if (!query.has('protocol')) return refused(closeCodes.noProtocol, 'No protocol version supplied')
  if (protocol === null) return refused(closeCodes.unsupportedProtocol, 'Unsupported protocol version')
  if (!isVersion(query.get('version'))) return refused(closeCodes.invalidVersion, 'Invalid version string format')
  const hub = occupancy.hubsByKey.get(key)
  if (!hub) return refused(closeCodes.unknownApp, 'Application does not exist')
  if (!hub.app.enabled) return refused(closeCodes.appDisabled, 'Application disabled')
  if (!isAllowedOrigin(hub, request.headers.origin)) return refused(closeCodes.unauthorized, 'Origin not allowed')
  const { maxConnections } = hub.app
  if (maxConnections > 0 && hub.sessions.size >= maxConnections) {
    return refused(closeCodes.overQuota, 'Application is over connection quota')
  }
  const { limits, connections, connectionsOfAddress } = occupancy
  if (connections >= limits.connections) return refused(closeCodes.overCapacity, 'Over capacity')
  if (limits.connectionsPerAddress > 0 && connectionsOfAddress >= limits.connectionsPerAddress) {
    return refused(closeCodes.overCapacity, overAddressLimit)
  }
  return { hub, protocol }
}

function readProtocol(text: string | null): number | null {
  if (text === null || !/^\d{1,3}$/.test(text)) return null
  const version = Number(text)
  return version >= oldestProtocol && version <= newestProtocol ? version : null
}

/** Libraries number themselves in many ways ("8.6.0", "7.0.0-rc.1", "1.2"); only what cannot be a version is refused. */
function isVersion(text: string | null): boolean {
  return text === null || /^\d[\w.+-]{0,63}$/.test(text)
}

/** Browsers always name their origin; other clients send none and cannot be told apart by it, so they pass. */
function isAllowedOrigin({ app }: Hub, origin: string | undefined): boolean {
  if (app.allowedOrigins.length === 0 || origin === undefined) return true
  return app.allowedOrigins.includes('*') || app.allowedOrigins.includes(origin.toLowerCase())
}
