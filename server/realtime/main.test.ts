import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { credentials, firstLog, runCommand } from './testing/command'
import { connectRaw } from './testing/raw-client'
import { officialApi } from './testing/server'

describe('npm run realtime', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'serves until %s, then says goodbye (4200) and exits with 0',
    async (signal) => {
      const command = runCommand(['--port', '0', ...credentials])
      const { event, url } = await firstLog(command)
      expect(event).toBe('listening')
      const port = Number(new URL(String(url)).port)
      const client = await connectRaw(port)
      await client.subscribe('a')
      await officialApi(port).trigger('a', 'x', {})
      await client.next('x')
      command.child.kill(signal)
      expect((await client.closed).code).toBe(4200)
      expect(await command.exited).toEqual([0, null])
    },
    15_000,
  )

  it('takes its credentials from the environment', async () => {
    const env = { PUSHER_APP_ID: '123456', PUSHER_KEY: 'app-key', PUSHER_SECRET: 'app-secret', REALTIME_PORT: '0' }
    const { url } = await firstLog(runCommand([], env))
    expect((await fetch(`${url}/health`)).status).toBe(200)
  }, 15_000)

  it.each([
    [
      { NODE_ENV: 'production' },
      ['--host', '0.0.0.0', '--port', '0', ...credentials],
      /NODE_ENV is production.*--allow-production/,
    ],
    [{}, ['--port', '0'], /--app-id, --key and --secret/],
  ])(
    'explains in one line why it cannot start %#',
    async (env, args, reason) => {
      const { child, exited } = runCommand(args, env)
      const [text] = await once(child.stderr, 'data')
      expect(String(text)).toMatch(/^realtime: [^\n]+\n$/)
      expect(String(text)).toMatch(reason)
      expect(await exited).toEqual([1, null])
    },
    15_000,
  )

  it('says when its port is taken', async () => {
    const { url } = await firstLog(runCommand(['--port', '0', ...credentials]))
    const { child, exited } = runCommand(['--port', new URL(String(url)).port, ...credentials])
    const [text] = await once(child.stderr, 'data')
    expect(String(text)).toMatch(/^realtime: .*EADDRINUSE/)
    expect(await exited).toEqual([1, null])
  }, 15_000)
})
