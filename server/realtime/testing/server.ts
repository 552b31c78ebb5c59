import Pusher from 'pusher'
import { onTestFinished } from 'vitest'
import { createLogger } from '../log'
import { type RealtimeServer, type RealtimeServerOptions, startRealtimeServer } from '../server'

export const testApp = { id: '123456', key: 'app-key', secret: 'app-secret' }
export const quietLogger = createLogger('silent')

export type TestServer = RealtimeServer & {
  /** The official server library, pointed at this server. */
  api: Pusher
}

/** A server on a free port that stops with the test. */
export async function startTestServer(
  options: Partial<RealtimeServerOptions> & { app?: object } = {},
): Promise<TestServer> {
  const { app, ...rest } = options
  const server = await startRealtimeServer({
    apps: [{ ...testApp, ...app }],
    logger: quietLogger,
    lingerMs: 0,
    ...rest,
  })
  onTestFinished(() => server.close())
  return { ...server, api: officialApi(server.port) }
}

export function officialApi(port: number, options: object = {}): Pusher {
  return new Pusher({
    appId: testApp.id,
    key: testApp.key,
    secret: testApp.secret,
    host: '127.0.0.1',
    port: String(port),
    useTLS: false,
    encryptionMasterKeyBase64: Buffer.alloc(32, 7).toString('base64'),
    ...options,
  })
}
