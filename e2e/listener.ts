/** Somebody who listens without our pages: the Pusher protocol by hand, with a person's cookie for the signatures. */
import { expect } from 'playwright/test'
import { WebSocket } from 'ws'
import type { Stack } from './stacks'
import type { SeededPerson } from './test-api'

type Frame = { event: string; channel?: string; data?: string | object }

/** What the app signed, to be handed to the realtime server. */
export type Signed = { auth: string; channel_data?: string }

/** Asks the app for the right to listen, as pusher-js does; the status when it refuses. */
export async function signFor(
  stack: Stack,
  person: SeededPerson | null,
  { channel, socketId, origin = stack.url }: { channel: string; socketId: string; origin?: string },
): Promise<Signed | number> {
  const response = await fetch(`${stack.url}/api/realtime/auth`, {
    method: 'POST',
    headers: { origin, ...(person && { cookie: `${person.cookie.name}=${person.cookie.value}` }) },
    body: new URLSearchParams({ socket_id: socketId, channel_name: channel }),
  })
  return response.ok ? ((await response.json()) as Signed) : response.status
}

export class Listener {
  readonly frames: Frame[] = []

  private constructor(
    private readonly socket: WebSocket,
    readonly socketId: string,
  ) {
    socket.on('message', (text) => this.frames.push(JSON.parse(String(text)) as Frame))
  }

  /** Connected, and subscribed to nothing. */
  static async open(stack: Stack): Promise<Listener> {
    const { PUSHER_HOST, PUSHER_PORT, PUSHER_KEY } = stack.env
    const socket = new WebSocket(`ws://${PUSHER_HOST}:${PUSHER_PORT}/app/${PUSHER_KEY}?protocol=7&client=test`)
    const hello = await new Promise<string>((resolve, reject) => {
      socket.once('message', (text) => resolve(String(text)))
      socket.once('error', reject)
    })
    const { socket_id } = JSON.parse((JSON.parse(hello) as { data: string }).data) as { socket_id: string }
    return new Listener(socket, socket_id)
  }

  send(event: string, data: object, channel?: string): void {
    this.socket.send(JSON.stringify({ event, data, ...(channel && { channel }) }))
  }

  /** Subscribes, and answers whether the realtime server took the signature. */
  async subscribe(channel: string, signed: Signed): Promise<boolean> {
    const from = this.frames.length
    this.send('pusher:subscribe', { channel, ...signed })
    await this.hearEverything()
    return this.frames.slice(from).some(({ event }) => event === 'pusher_internal:subscription_succeeded')
  }

  /** Waits until whatever the server has sent so far has arrived: its answer to a ping comes after all of it. */
  async hearEverything(): Promise<void> {
    const pongs = () => this.frames.filter(({ event }) => event === 'pusher:pong').length
    const before = pongs()
    this.send('pusher:ping', {})
    await expect.poll(pongs, { intervals: [20] }).toBeGreaterThan(before)
  }

  /** Everything heard since then, as text. */
  async textSince(at: number): Promise<string> {
    await this.hearEverything()
    return JSON.stringify(this.frames.slice(at))
  }

  close(): void {
    this.socket.close()
  }
}
