import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { credentials, firstLog, runCommand } from './testing/command'
import { connectRaw } from './testing/raw-client'
import { officialApi } from './testing/server'

// Every case starts a program or two, so there are few of them: what may be set is tested in `options.test.ts`.
describe('npm run realtime', { timeout: 60_000 }, () => {
  it('serves until SIGTERM, then says goodbye (4200) and exits with 0; a second one says that the port is taken', async () => {
    const command = runCommand(['--port', '0', ...credentials])
    const { event, url } = await firstLog(command)
    expect(event).toBe('listening')
    const port = Number(new URL(String(url)).port)

    const second = runCommand(['--port', String(port), ...credentials])
    const [text] = await once(second.child.stderr, 'data')
    expect(String(text)).toMatch(/^realtime: [^\n]*EADDRINUSE[^\n]*\n$/)
    expect(await second.exited).toEqual([1, null])

    const client = await connectRaw(port)
    await client.subscribe('a')
    await officialApi(port).trigger('a', 'x', {})
    await client.next('x')
    command.child.kill('SIGTERM')
    expect((await client.closed).code).toBe(4200)
    expect(await command.exited).toEqual([0, null])
  })

  it('takes its credentials from the environment, and serves until SIGINT', async () => {
    const env = { PUSHER_APP_ID: '123456', PUSHER_KEY: 'app-key', PUSHER_SECRET: 'app-secret', REALTIME_PORT: '0' }
    const command = runCommand([], env)
    const { url } = await firstLog(command)
    expect((await fetch(`${url}/health`)).status).toBe(200)
    command.child.kill('SIGINT')
    expect(await command.exited).toEqual([0, null])
  })

  it('explains in one line why it cannot start', async () => {
    const { child, exited } = runCommand(['--host', '0.0.0.0', '--port', '0', ...credentials], {
      NODE_ENV: 'production',
    })
    const [text] = await once(child.stderr, 'data')
    expect(String(text)).toMatch(/^realtime: NODE_ENV is production[^\n]*--allow-production[^\n]*\n$/)
    expect(await exited).toEqual([1, null])
  })
})
