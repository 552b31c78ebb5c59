const counters = {
  connections_total: 'Connections accepted',
  refused_total: 'Connections refused with a close code',
  unused_total: 'Connections closed because they neither subscribed nor signed in',
  slow_readers_total: 'Connections cut because they read too slowly',
  messages_received_total: 'Frames received from clients',
  messages_sent_total: 'Event deliveries to clients',
  client_events_rejected_total: 'Client events refused by the rate limit',
  api_requests_total: 'HTTP API requests that were answered with success',
  api_errors_total: 'HTTP API requests that were refused',
  webhooks_delivered_total: 'Webhook events delivered',
  webhooks_retried_total: 'Webhook requests that failed and were tried again',
  webhooks_dropped_total: 'Webhook events given up',
} as const

export type Counter = keyof typeof counters

/** What is open in one app, to be counted when somebody asks. `Hub` is one. */
type Gauged = {
  app: { id: string }
  sessions: { size: number }
  channels: { size: number }
  users: { size: number }
}

/** What the server counts, rendered in the Prometheus text format (version 0.0.4). */
export class Metrics {
  private readonly counts = new Map<Counter, number>()

  add(counter: Counter, by = 1): void {
    this.counts.set(counter, (this.counts.get(counter) ?? 0) + by)
  }

  get(counter: Counter): number {
    return this.counts.get(counter) ?? 0
  }

  render(hubs: Iterable<Gauged>): string {
    const lines = (Object.keys(counters) as Counter[]).flatMap((name) => [
      `# HELP realtime_${name} ${counters[name]}`,
      `# TYPE realtime_${name} counter`,
      `realtime_${name} ${this.get(name)}`,
    ])
    const all = [...hubs]
    lines.push(...gauge('connections', 'Open connections', all, (hub) => hub.sessions.size))
    lines.push(...gauge('channels', 'Occupied channels', all, (hub) => hub.channels.size))
    lines.push(...gauge('users', 'Signed-in users', all, (hub) => hub.users.size))
    const { rss, heapUsed } = process.memoryUsage()
    lines.push('# HELP realtime_memory_bytes Memory of the process', '# TYPE realtime_memory_bytes gauge')
    lines.push(`realtime_memory_bytes{kind="rss"} ${rss}`, `realtime_memory_bytes{kind="heap_used"} ${heapUsed}`)
    const { user, system } = process.cpuUsage()
    lines.push('# HELP realtime_cpu_seconds_total Processor time used', '# TYPE realtime_cpu_seconds_total counter')
    lines.push(`realtime_cpu_seconds_total ${(user + system) / 1e6}`)
    return `${lines.join('\n')}\n`
  }
}

/** App ids are letters, digits, "_" and "-" only, so they need no escaping in a label. */
function gauge(name: string, help: string, hubs: Gauged[], value: (hub: Gauged) => number): string[] {
  const head = [`# HELP realtime_${name} ${help}`, `# TYPE realtime_${name} gauge`]
  return [...head, ...hubs.map((hub) => `realtime_${name}{app="${hub.app.id}"} ${value(hub)}`)]
}
