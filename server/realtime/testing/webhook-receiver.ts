import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { WebhookEvent } from '../webhook-event'

type Delivery = {
  headers: IncomingHttpHeaders
  rawBody: string
  events: WebhookEvent[]
}

/** Stands for a status: the endpoint takes the request and never answers. */
export const neverAnswer = 0

/** An app's webhook endpoint: keeps what it got and answers with the given status codes in turn, then 200. */
export class WebhookReceiver {
  readonly deliveries: Delivery[] = []
  readonly arrivedAtMs: number[] = []
  url = ''
  private wakeUps: (() => void)[] = []

  static async start(statuses: number[] = []): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver()
    const server = createServer(async (request, response) => {
      let rawBody = ''
      for await (const chunk of request) rawBody += chunk
      receiver.arrivedAtMs.push(performance.now())
      const status = statuses.shift() ?? 200
      if (status === 200) receiver.accept({ headers: request.headers, rawBody, events: JSON.parse(rawBody).events })
      if (status !== neverAnswer) response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
      receiver.wake()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.close()
      server.closeAllConnections()
    })
    receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`
    return receiver
  }

  get events(): WebhookEvent[] {
    return this.deliveries.flatMap((delivery) => delivery.events)
  }

  async until(isDone: (receiver: WebhookReceiver) => boolean): Promise<void> {
    while (!isDone(this)) await new Promise<void>((resolve) => this.wakeUps.push(resolve))
  }

  private accept(delivery: Delivery): void {
    this.deliveries.push(delivery)
  }

  private wake(): void {
    const waiting = this.wakeUps
    this.wakeUps = []
    for (const resolve of waiting) resolve()
  }
}
