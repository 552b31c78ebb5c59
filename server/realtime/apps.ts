import { type ClientEventRule, clientEventRules } from './client-event-rules'
import { isRecord, readBoolean, readCount, readList, readPathPart, readText } from './config-values'
import { readWebhook, type WebhookTarget } from './webhook-event'

/** One app in Pusher's sense: credentials, and what its clients may do. */
export type App = {
  id: string
  key: string
  secret: string
  /** A disabled app refuses connections with 4003 and its API with 403. */
  enabled: boolean
  /** Which `client-` events clients may trigger: all, none, or those that are named. */
  clientEvents: boolean | ClientEventRule[]
  /** Send `pusher_internal:subscription_count` to clients and to webhooks? Off at Pusher as well until asked for. */
  subscriptionCount: boolean
  /** Connections at once; one more is refused with 4004. 0: no quota. */
  maxConnections: number
  /** Origins browsers may connect from; empty: any. */
  allowedOrigins: string[]
  webhooks: WebhookTarget[]
}

export type AppInput = Pick<App, 'id' | 'key' | 'secret'> & Partial<App>

export function createApp(input: AppInput): App {
  return {
    enabled: true,
    clientEvents: true,
    subscriptionCount: false,
    maxConnections: 0,
    webhooks: [],
    ...input,
    allowedOrigins: (input.allowedOrigins ?? []).map(asOrigin).filter((origin) => origin !== ''),
  }
}

/** As browsers write it: lower case, without the slash that people copy along. */
function asOrigin(text: string): string {
  return text.trim().toLowerCase().replace(/\/$/, '')
}

/**
 * Reads a config file: `{ "apps": [{ "id", "key", "secret", … }] }`. Throws an Error whose text names the place of the
 * first mistake; an unknown field is a mistake, because it is usually a misspelt one.
 */
export function parseApps(text: string): App[] {
  const config: unknown = JSON.parse(text)
  if (!isRecord(config) || !Array.isArray(config.apps) || config.apps.length === 0) {
    throw new Error('expected {"apps": [ … ]} with at least one app')
  }
  const apps = config.apps.map((value, index) => parseApp(value, `apps[${index}]`))
  for (const name of ['id', 'key'] as const) {
    const values = apps.map((app) => app[name])
    const twice = values.find((value, index) => values.indexOf(value) !== index)
    if (twice !== undefined) throw new Error(`two apps have the ${name} "${twice}"`)
  }
  return apps
}

const appFields = new Set<string>([
  ...['id', 'key', 'secret', 'enabled', 'clientEvents', 'subscriptionCount'],
  ...['maxConnections', 'allowedOrigins', 'webhooks'],
])

function parseApp(value: unknown, at: string): App {
  if (!isRecord(value)) throw new Error(`${at} must be an object`)
  const unknown = Object.keys(value).find((name) => !appFields.has(name))
  if (unknown !== undefined) throw new Error(`${at} has an unknown field "${unknown}"`)
  return createApp({
    id: readPathPart(value, 'id', at),
    key: readPathPart(value, 'key', at),
    secret: readText(value, 'secret', at),
    enabled: readBoolean(value, 'enabled', at, true),
    clientEvents: readClientEvents(value, at),
    subscriptionCount: readBoolean(value, 'subscriptionCount', at, false),
    maxConnections: readCount(value, 'maxConnections', at, 0),
    allowedOrigins: readList(value, 'allowedOrigins', at),
    webhooks: readWebhooks(value.webhooks, at),
  })
}

function readClientEvents(value: Record<string, unknown>, at: string): boolean | ClientEventRule[] {
  if (!Array.isArray(value.clientEvents)) return readBoolean(value, 'clientEvents', at, true)
  return clientEventRules(readList(value, 'clientEvents', at), `${at}.clientEvents`)
}

function readWebhooks(value: unknown, at: string): WebhookTarget[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new Error(`${at}.webhooks must be a list`)
  return value.map((entry, index) => readWebhook(entry, `${at}.webhooks[${index}]`))
}
