import { parseArgs } from 'node:util'
import { isLoopback } from '../../lib/environment/loopback.mjs'
import { headerProblem } from '../../lib/environment/rules.mjs'
import { type App, createApp, parseApps } from './apps'
import { clientEventRules } from './client-event-rules'
import { isPathPart } from './config-values'
import { defaultLimits, type Limits } from './limits'
import { isLogLevel, type LogLevel } from './log'
import { type WebhookTarget, webhookNames, webhookTo } from './webhook-event'

/** What the command line and the environment ask for. */
export type CommandOptions = {
  host: string
  port: number
  metricsPort: number | undefined
  logLevel: LogLevel
  activityTimeoutMs: number
  clientIpHeader: string | null
  limits: Pick<Limits, 'connectionsPerAddress'>
  apps: App[]
}

type Environment = Record<string, string | undefined>

export const usage = `usage: npm run realtime -- [flags]          (or the environment variable in brackets)

  --app-id ID           app id                                      [PUSHER_APP_ID]
  --key KEY             app key, public                             [PUSHER_KEY]
  --secret SECRET       app secret; better in the environment       [PUSHER_SECRET]
  --config FILE         several apps from a JSON file instead       [REALTIME_CONFIG]
  --host HOST           where to listen, default 127.0.0.1          [REALTIME_HOST]
  --port PORT           default 6001                                [REALTIME_PORT]
  --webhook-url URL     where webhooks go                           [REALTIME_WEBHOOK_URL]
  --webhook-events A,B  which events they tell, default all         [REALTIME_WEBHOOK_EVENTS]
  --client-events A,B   which clients may trigger, default all;
                        "client-typing:empty": without data     [REALTIME_CLIENT_EVENTS]
  --allow-origin ORIGIN may be repeated; default any                [REALTIME_ALLOW_ORIGIN, commas]
  --activity-timeout S  seconds of silence before a ping, 30        [REALTIME_ACTIVITY_TIMEOUT]
  --client-ip-header H  in which a proxy states the visitor's
                        address   [REALTIME_CLIENT_IP_HEADER, CLIENT_IP_HEADER]
  --connections-per-address N   default 500, 0: no limit
                                       [REALTIME_CONNECTIONS_PER_ADDRESS]
  --metrics-port PORT   Prometheus text on 127.0.0.1                [REALTIME_METRICS_PORT]
  --log-level LEVEL     debug, info, warn, error, silent            [REALTIME_LOG_LEVEL]
  --allow-production    listen on a public address with NODE_ENV=production
  --help`

/**
 * Reads flags, then the environment for what no flag named. Throws an Error with a sentence for the person at the
 * terminal. `readFile` is passed in so that only `main` touches the disk.
 */
export function readOptions(args: string[], env: Environment, readFile: (path: string) => string): CommandOptions {
  const { values } = parseArgs({
    args,
    options: {
      'app-id': { type: 'string' },
      key: { type: 'string' },
      secret: { type: 'string' },
      config: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
      'webhook-url': { type: 'string' },
      'webhook-events': { type: 'string' },
      'client-events': { type: 'string' },
      'allow-origin': { type: 'string', multiple: true },
      'activity-timeout': { type: 'string' },
      'client-ip-header': { type: 'string' },
      'connections-per-address': { type: 'string' },
      'metrics-port': { type: 'string' },
      'log-level': { type: 'string' },
      'allow-production': { type: 'boolean' },
    },
  })
  const host = (values.host || named(env, 'REALTIME_HOST')) ?? '127.0.0.1'
  if (env.NODE_ENV === 'production' && !isLoopback(host) && values['allow-production'] !== true) {
    throw new Error(`NODE_ENV is production and ${host} is not a loopback address: add --allow-production to mean it`)
  }
  const config = values.config ?? named(env, 'REALTIME_CONFIG')
  const metricsPort = values['metrics-port'] ?? named(env, 'REALTIME_METRICS_PORT')
  const perAddress = values['connections-per-address'] ?? named(env, 'REALTIME_CONNECTIONS_PER_ADDRESS')
  return {
    host,
    port: toPort(values.port ?? named(env, 'REALTIME_PORT') ?? '6001', '--port'),
    metricsPort: metricsPort === undefined ? undefined : toPort(metricsPort, '--metrics-port'),
    logLevel: toLogLevel(values['log-level'] ?? named(env, 'REALTIME_LOG_LEVEL') ?? 'info'),
    activityTimeoutMs: toSeconds(values['activity-timeout'] ?? named(env, 'REALTIME_ACTIVITY_TIMEOUT') ?? '30') * 1000,
    clientIpHeader: toHeader(
      values['client-ip-header'] ?? named(env, 'REALTIME_CLIENT_IP_HEADER') ?? named(env, 'CLIENT_IP_HEADER') ?? null,
    ),
    limits: {
      connectionsPerAddress: perAddress === undefined ? defaultLimits.connectionsPerAddress : toCount(perAddress),
    },
    apps: config === undefined ? [oneApp(values, env)] : appsFromFile(config, readFile),
  }
}

type AppFlags = {
  'app-id'?: string
  key?: string
  secret?: string
  'webhook-url'?: string
  'webhook-events'?: string
  'client-events'?: string
  'allow-origin'?: string[]
}

function oneApp(flags: AppFlags, env: Environment): App {
  const id = flags['app-id'] ?? named(env, 'PUSHER_APP_ID')
  const key = flags.key ?? named(env, 'PUSHER_KEY')
  const secret = flags.secret ?? named(env, 'PUSHER_SECRET')
  if (id === undefined || key === undefined || secret === undefined) {
    throw new Error('an app needs --app-id, --key and --secret (or PUSHER_APP_ID, PUSHER_KEY and PUSHER_SECRET)')
  }
  for (const [name, value] of [
    ['--app-id', id],
    ['--key', key],
  ] as const) {
    if (!isPathPart(value)) throw new Error(`${name} must have 1 to 64 letters, digits, "_" and "-"`)
  }
  const origins = flags['allow-origin'] ?? named(env, 'REALTIME_ALLOW_ORIGIN')?.split(',') ?? []
  const clientEvents = clientEventsOf(flags, env)
  return createApp({ id, key, secret, clientEvents, allowedOrigins: origins, webhooks: webhooksOf(flags, env) })
}

function webhooksOf(flags: AppFlags, env: Environment): WebhookTarget[] {
  const url = flags['webhook-url'] ?? named(env, 'REALTIME_WEBHOOK_URL')
  if (url === undefined) return []
  const list = flags['webhook-events'] ?? named(env, 'REALTIME_WEBHOOK_EVENTS') ?? ''
  return [webhookTo(url, '--webhook-url', webhookNames(namesIn(list), '--webhook-events'))]
}

/** All unless some are named; `none` names none. */
function clientEventsOf(flags: AppFlags, env: Environment): App['clientEvents'] {
  const list = flags['client-events'] ?? named(env, 'REALTIME_CLIENT_EVENTS')
  if (list === undefined) return true
  return list.trim() === 'none' ? false : clientEventRules(namesIn(list), '--client-events')
}

function namesIn(list: string): string[] {
  return list.split(',').flatMap((name) => name.trim() || [])
}

function appsFromFile(path: string, readFile: (path: string) => string): App[] {
  try {
    return parseApps(readFile(path))
  } catch (cause) {
    throw new Error(`${path}: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

/** An environment variable that is set but empty counts as not set. */
function named(env: Environment, name: string): string | undefined {
  return env[name] || undefined
}

function toPort(text: string, name: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`${name} must be a port number, not "${text}"`)
  return port
}

function toHeader(text: string | null): string | null {
  const problem = text === null ? null : headerProblem(text)
  if (problem === null) return text
  throw new Error(`--client-ip-header: ${problem}, not "${text}"`)
}

function toCount(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new Error(`--connections-per-address must be a number of connections, 0 or more, not "${text}"`)
}

function toSeconds(text: string): number {
  const seconds = Number(text)
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 600) {
    throw new Error('--activity-timeout must be 1 to 600 seconds')
  }
  return seconds
}

function toLogLevel(text: string): LogLevel {
  if (isLogLevel(text)) return text
  throw new Error(`--log-level must be debug, info, warn, error or silent, not "${text}"`)
}
