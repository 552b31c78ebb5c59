import { isRecord, readList, readText } from './config-values'

/** What webhooks report (Pusher docs: "Webhooks", section "Events"), exactly as it appears in the `events` array. */
export type WebhookEvent =
  | { name: 'channel_occupied' | 'channel_vacated' | 'cache_miss'; channel: string }
  | { name: 'member_added' | 'member_removed'; channel: string; user_id: string }
  | { name: 'subscription_count'; channel: string; subscription_count: number }
  | { name: 'client_event'; channel: string; event: string; data?: string; socket_id: string; user_id?: string }

export type WebhookName = WebhookEvent['name']

export type WebhookTarget = {
  url: string
  events: WebhookName[]
}

export const allWebhookNames: readonly WebhookName[] = [
  'channel_occupied',
  'channel_vacated',
  'member_added',
  'member_removed',
  'client_event',
  'cache_miss',
  'subscription_count',
]

/** A target for `url` that wants everything, or throws an Error when the address is not http(s). */
export function webhookTo(url: string, at: string, events: readonly WebhookName[] = allWebhookNames): WebhookTarget {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Error(`${at} must be an http or https address`)
  }
  return { url, events: [...events] }
}

/** The events called `named`, in our order; all of them when the list is empty. */
export function webhookNames(named: readonly string[], at: string): WebhookName[] {
  const unknown = named.find((name) => !allWebhookNames.some((known) => known === name))
  if (unknown !== undefined) throw new Error(`${at} has an unknown name "${unknown}"`)
  return allWebhookNames.filter((known) => named.length === 0 || named.includes(known))
}

/** One entry of `webhooks` in a config file: `{ "url": …, "events": [ … ] }`. */
export function readWebhook(value: unknown, at: string): WebhookTarget {
  if (!isRecord(value)) throw new Error(`${at} must be an object`)
  const events = webhookNames(readList(value, 'events', at), `${at}.events`)
  return webhookTo(readText(value, 'url', at), `${at}.url`, events)
}
