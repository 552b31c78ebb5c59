import { createRequire } from 'node:module'
import PusherJs, { type Channel, type Options } from 'pusher-js'
import { onTestFinished } from 'vitest'
import { startTestServer, type TestServer, testApp } from './server'

type Person = {
  userId: string
  info?: Record<string, string>
  watchlist?: string[]
}

// pusher-js takes the cryptography of encrypted channels from outside; the copy it was tested with is its own dependency.
const nacl = createRequire(createRequire(import.meta.url).resolve('pusher-js'))('tweetnacl')

/** pusher-js against `server`, with auth endpoints answered by the official server library in this process. */
export function officialClient(server: TestServer, person: Person, options: Partial<Options> = {}): PusherJs {
  const { userId, info, watchlist } = person
  const client = new PusherJs(testApp.key, {
    cluster: 'local',
    wsHost: '127.0.0.1',
    wsPort: server.port,
    forceTLS: false,
    enabledTransports: ['ws'],
    enableStats: false,
    nacl,
    channelAuthorization: {
      transport: 'ajax',
      endpoint: '',
      customHandler: ({ socketId, channelName }, callback) => {
        const member = channelName.startsWith('presence-') ? { user_id: userId, user_info: info } : undefined
        callback(null, server.api.authorizeChannel(socketId, channelName, member))
      },
    },
    userAuthentication: {
      transport: 'ajax',
      endpoint: '',
      customHandler: ({ socketId }, callback) => {
        const user = { id: userId, user_info: info, ...(watchlist ? { watchlist } : {}) }
        callback(null, server.api.authenticateUser(socketId, user))
      },
    },
    ...options,
  })
  onTestFinished(() => client.disconnect())
  return client
}

/** Subscribes and waits for the server's yes. */
export function subscribed<T extends Channel = Channel>(client: PusherJs, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const channel = client.subscribe(name)
    channel.bind('pusher:subscription_succeeded', () => resolve(channel as T))
    channel.bind('pusher:subscription_error', (error: unknown) => reject(new Error(JSON.stringify(error))))
  })
}

/** The data of the next `event` on anything that has pusher-js's `bind`. */
export function nextEvent<T = unknown>(
  target: { bind(event: string, callback: (data: T, metadata: { user_id?: string }) => void): unknown },
  event: string,
): Promise<{ data: T; userId: string | undefined }> {
  return new Promise((resolve) => {
    target.bind(event, (data, metadata) => resolve({ data, userId: metadata?.user_id }))
  })
}

/** Waits until `client` reached a connection state. */
export function reached(client: PusherJs, state: string): Promise<void> {
  if (client.connection.state === state) return Promise.resolve()
  return new Promise((resolve) => client.connection.bind(state, () => resolve()))
}

/** Everything the server sent to `client` before it answered a ping. */
export async function settled(client: PusherJs): Promise<void> {
  const pong = new Promise<void>((resolve) => {
    client.connection.bind('message', (message: { event: string }) => message.event === 'pusher:pong' && resolve())
  })
  client.send_event('pusher:ping', {})
  await pong
}

/** A server and two people connected to it. */
export async function annaAndBen() {
  const server = await startTestServer()
  const anna = officialClient(server, { userId: 'anna', info: { name: 'Anna' } })
  const ben = officialClient(server, { userId: 'ben', info: { name: 'Ben' } })
  await Promise.all([reached(anna, 'connected'), reached(ben, 'connected')])
  return { server, api: server.api, anna, ben }
}
