import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { handleApi } from './api'
import { parseTarget } from './api-request'
import { type AppInput, createApp } from './apps'
import { Connections } from './connections'
import type { HeartbeatOptions } from './heartbeat'
import { Hub } from './hub'
import { defaultLimits, type Limits } from './limits'
import { createLogger, type Logger } from './log'
import { Metrics } from './metrics'
import { startMetricsServer } from './metrics-server'
import { defaultWebhookTiming, Webhooks, type WebhookTiming } from './webhooks'

export type RealtimeServerOptions = Partial<HeartbeatOptions> & {
  apps: AppInput[]
  /** Loopback unless told otherwise. */
  host?: string
  /** 0 takes any free port. */
  port?: number
  /** Where Prometheus text is served, on loopback; absent: nowhere. */
  metricsPort?: number
  /** The header in which a trusted proxy states the visitor's address; absent: the connection's own address counts. */
  clientIpHeader?: string | null
  limits?: Partial<Limits>
  webhookTiming?: Partial<WebhookTiming>
  /** How long a stopping server still answers those it told to reconnect. */
  lingerMs?: number
  logger?: Logger
}

export type RealtimeServer = {
  port: number
  url: string
  metricsPort: number | null
  /** Tells clients to reconnect elsewhere (4200), sends what webhooks are left, and resolves when everything stopped. */
  close(): Promise<void>
}

/**
 * On every answer, as on the app's (docs/decisions/003). Strict-Transport-Security is for whoever speaks TLS: the proxy.
 */
const noSniffing = ['x-content-type-options', 'nosniff'] as const

/** Enough for the round trip of a client that reconnects the moment it was closed. */
const defaultLingerMs = 250
const webhookGraceMs = 2_000
/**
 * Kept connections live longer than the idle time of common HTTP clients, so that none ends just as it is used. Node looks
 * for late requests every half minute unless told otherwise, which would more than triple the ten seconds.
 */
const httpTimeouts = {
  requestTimeout: 15_000,
  headersTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000,
}
/** Sockets besides the counted connections: the API, and clients on their way in or being turned away. */
const spareSockets = 1_000
/** Half a minute of silence, then a quarter to answer: a lost network is noticed within a minute. */
const defaultHeartbeat: HeartbeatOptions = { activityTimeoutMs: 30_000, pongTimeoutMs: 15_000 }

/** Starts our own server of the Pusher Channels protocol; rejects when a port cannot be had. */
export async function startRealtimeServer(options: RealtimeServerOptions): Promise<RealtimeServer> {
  const { host = '127.0.0.1', port = 0, logger = createLogger('warn') } = options
  const limits = { ...defaultLimits, ...options.limits }
  const metrics = new Metrics()
  const around = { timing: { ...defaultWebhookTiming, ...options.webhookTiming }, logger, metrics }
  const parts = options.apps.map(createApp).map((app) => {
    const webhooks = new Webhooks(app, around)
    return { webhooks, hub: new Hub(app, limits, metrics, (event) => webhooks.announce(event)) }
  })
  const hubs = new Map(parts.map(({ hub }) => [hub.app.id, hub]))
  const heartbeat = {
    activityTimeoutMs: options.activityTimeoutMs ?? defaultHeartbeat.activityTimeoutMs,
    pongTimeoutMs: options.pongTimeoutMs ?? defaultHeartbeat.pongTimeoutMs,
  }
  const { clientIpHeader = null } = options
  const connections = new Connections([...hubs.values()], limits, heartbeat, metrics, logger, clientIpHeader)

  const http = createServer(httpTimeouts, (request, response) => {
    const { path } = parseTarget(request.url)
    response.setHeader(...noSniffing)
    if (path.startsWith('/apps/')) void handleApi({ hubs, metrics, logger }, request, response)
    else answerHealth(path, connections.isClosing, request, response)
  })
  http.maxConnections = limits.connections + spareSockets
  http.on('upgrade', (request, socket, head) => connections.accept(request, socket, head))
  const address = await listen(http, port, host)
  const metricsServer = await startMetricsServer(options.metricsPort, () => metrics.render(hubs.values())).catch(
    (thrown) => {
      http.close()
      throw thrown
    },
  )

  return {
    port: address.port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    metricsPort: metricsServer?.port ?? null,
    async close() {
      await connections.close(options.lingerMs ?? defaultLingerMs)
      http.close()
      http.closeAllConnections()
      for (const { hub } of parts) hub.counts.stop()
      await Promise.all(parts.map(({ webhooks }) => webhooks.close(webhookGraceMs)))
      await metricsServer?.close()
    },
  }
}

/** `GET /health`: 200 while clients are welcome, 503 while the server stops, for supervisors and load balancers. */
function answerHealth(path: string, isClosing: boolean, request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('cache-control', 'no-store')
  if (path !== '/health' || (request.method !== 'GET' && request.method !== 'HEAD')) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
    return
  }
  const status = isClosing ? 'stopping' : 'ok'
  response.writeHead(isClosing ? 503 : 200, { 'content-type': 'application/json' }).end(JSON.stringify({ status }))
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, backlog: 1_024 }, () => {
      server.off('error', reject)
      resolve(server.address() as AddressInfo)
    })
  })
}
