import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import { hmacHex } from '../signature'
import { testApp } from './server'

export type Received = {
  event: string
  channel?: string
  data?: unknown
  user_id?: string
}

/** A bare WebSocket that speaks the protocol by hand, for what official clients would never send. */
export class RawClient {
  readonly received: Received[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  socketId = ''
  private wakeUps: (() => void)[] = []

  constructor(readonly webSocket: WebSocket) {
    this.closed = new Promise((resolve) => {
      webSocket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() })
        this.wake()
      })
    })
    webSocket.on('error', () => {})
    webSocket.on('message', (bytes) => {
      this.received.push(JSON.parse(bytes.toString()))
      this.wake()
    })
  }

  send(message: object | string | Buffer): void {
    this.webSocket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message))
  }

  /** The first event, already received or still to come, that is called `event` (and is on `channel`). */
  async next(event: string, channel?: string): Promise<Received> {
    for (;;) {
      const found = this.all(event, channel)[0]
      if (found) return found
      if (this.webSocket.readyState === WebSocket.CLOSED) throw new Error(`closed while waiting for ${event}`)
      await new Promise<void>((resolve) => this.wakeUps.push(resolve))
    }
  }

  all(event: string, channel?: string): Received[] {
    return this.received.filter((got) => got.event === event && (channel === undefined || got.channel === channel))
  }

  /** Everything the server had to say before it answered this; instead of waiting for what must not arrive. */
  async settle(): Promise<void> {
    const pongs = this.all('pusher:pong').length
    this.send({ event: 'pusher:ping', data: {} })
    while (this.all('pusher:pong').length === pongs) {
      if (this.webSocket.readyState === WebSocket.CLOSED) throw new Error('closed while settling')
      await new Promise<void>((resolve) => this.wakeUps.push(resolve))
    }
  }

  async subscribe(channel: string, member?: object): Promise<Received> {
    this.send({ event: 'pusher:subscribe', data: this.authorized(channel, member && JSON.stringify(member)) })
    return this.next('pusher_internal:subscription_succeeded', channel)
  }

  authorized(channel: string, channelData?: string): object {
    const signed = [this.socketId, channel, ...(channelData === undefined ? [] : [channelData])].join(':')
    return { channel, auth: `${testApp.key}:${hmacHex(testApp.secret, signed)}`, channel_data: channelData }
  }

  async signIn(user: object): Promise<void> {
    const user_data = JSON.stringify(user)
    const auth = `${testApp.key}:${hmacHex(testApp.secret, `${this.socketId}::user::${user_data}`)}`
    this.send({ event: 'pusher:signin', data: { auth, user_data } })
    await this.next('pusher:signin_success')
  }

  private wake(): void {
    const waiting = this.wakeUps
    this.wakeUps = []
    for (const resolve of waiting) resolve()
  }
}

export const standardPath = `/app/${testApp.key}?protocol=7&client=test&version=1.0.0`

/** Opens a connection to any path without expecting a welcome. */
export async function openRaw(port: number, path = standardPath, options: ClientOptions = {}): Promise<RawClient> {
  const webSocket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options)
  const client = new RawClient(webSocket)
  onTestFinished(() => webSocket.terminate())
  await once(webSocket, 'open')
  return client
}

/** Opens a connection and waits for its socket id. */
export async function connectRaw(port: number, path = standardPath, options?: ClientOptions): Promise<RawClient> {
  const client = await openRaw(port, path, options)
  const { data } = await client.next('pusher:connection_established')
  client.socketId = JSON.parse(String(data)).socket_id
  return client
}
