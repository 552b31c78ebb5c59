import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { startProblems } from '../options'
import { readOptions } from './options'

const credentials = ['--app-id', '123456', '--key', 'app-key', '--secret', 'app-secret']
const noFile = () => {
  throw new Error('no such file')
}
const read = (args: string[], env = {}, readFile: (path: string) => string = noFile) => readOptions(args, env, readFile)

describe('readOptions', () => {
  it('listens on loopback, port 6001, unless told otherwise', () => {
    expect(read(credentials)).toMatchObject({
      host: '127.0.0.1',
      port: 6001,
      metricsPort: undefined,
      logLevel: 'info',
      activityTimeoutMs: 30_000,
      apps: [{ id: '123456', key: 'app-key', secret: 'app-secret', webhooks: [], allowedOrigins: [] }],
    })
  })

  it('takes the environment where no flag speaks', () => {
    const env = {
      PUSHER_APP_ID: '7',
      PUSHER_KEY: 'env-key',
      PUSHER_SECRET: 'env-secret',
      REALTIME_HOST: '::1',
      REALTIME_PORT: '7001',
      REALTIME_METRICS_PORT: '9001',
      REALTIME_WEBHOOK_URL: 'http://127.0.0.1/hook',
      REALTIME_ALLOW_ORIGIN: 'https://A.example, https://b.example',
      REALTIME_LOG_LEVEL: 'warn',
      REALTIME_ACTIVITY_TIMEOUT: '60',
    }
    const options = read(['--key', 'flag-key', '--port', '0'], env)
    expect(options).toMatchObject({
      host: '::1',
      port: 0,
      metricsPort: 9001,
      logLevel: 'warn',
      activityTimeoutMs: 60_000,
    })
    expect(options.apps[0]).toMatchObject({
      id: '7',
      key: 'flag-key',
      secret: 'env-secret',
      allowedOrigins: ['https://a.example', 'https://b.example'],
      webhooks: [{ url: 'http://127.0.0.1/hook' }],
    })
  })

  it('sends webhooks for all events, or for those that are named', () => {
    const webhooks = (args: string[], env = {}) =>
      read([...credentials, '--webhook-url', 'http://127.0.0.1/hook', ...args], env).apps[0]?.webhooks
    expect(webhooks([])?.[0]?.events).toContain('client_event')
    const few = [{ url: 'http://127.0.0.1/hook', events: ['member_added', 'member_removed'] }]
    expect(webhooks(['--webhook-events', 'member_removed, member_added'])).toEqual(few)
    expect(webhooks([], { REALTIME_WEBHOOK_EVENTS: 'member_added,member_removed' })).toEqual(few)
    expect(() => webhooks(['--webhook-events', 'member_left'])).toThrow(
      '--webhook-events has an unknown name "member_left"',
    )
  })

  it('allows all client events, or those that are named', () => {
    const allowed = (args: string[], env = {}) => read([...credentials, ...args], env).apps[0]?.clientEvents
    expect(allowed([])).toBe(true)
    expect(allowed(['--client-events', 'none'])).toBe(false)
    const typing = [{ name: 'client-typing', isEmpty: true }]
    expect(allowed(['--client-events', 'client-typing:empty'])).toEqual(typing)
    expect(allowed([], { REALTIME_CLIENT_EVENTS: 'client-typing:empty' })).toEqual(typing)
    expect(() => allowed(['--client-events', 'typing'])).toThrow(/^--client-events has "typing": expected/)
  })

  it('knows whose address counts, and how often', () => {
    const chosen = (args: string[], env = {}) => {
      const { clientIpHeader, limits } = read([...credentials, ...args], env)
      return [clientIpHeader, limits.connectionsPerAddress]
    }
    expect(chosen([])).toEqual([null, 500])
    expect(chosen([], { CLIENT_IP_HEADER: 'X-Real-IP' })).toEqual(['X-Real-IP', 500])
    expect(
      chosen([], {
        CLIENT_IP_HEADER: 'X-Real-IP',
        REALTIME_CLIENT_IP_HEADER: 'CF-Connecting-IP',
        REALTIME_CONNECTIONS_PER_ADDRESS: '50',
      }),
    ).toEqual(['CF-Connecting-IP', 50])
    expect(chosen(['--client-ip-header', 'x-b', '--connections-per-address', '0'])).toEqual(['x-b', 0])
  })

  it('reads several apps from a file', () => {
    const file = JSON.stringify({
      apps: [
        { id: 1, key: 'a', secret: 's' },
        { id: 2, key: 'b', secret: 's' },
      ],
    })
    expect(read(['--config', 'apps.json'], {}, () => file).apps.map((app) => app.id)).toEqual(['1', '2'])
    expect(() => read(['--config', 'apps.json'], {}, () => '{}')).toThrow(/^apps\.json: expected/)
    expect(() => read(['--config', 'apps.json'])).toThrow(/^apps\.json: no such file/)
  })

  it('refuses a public address in production until that is meant', () => {
    const production = { NODE_ENV: 'production' }
    const publicly = [...credentials, '--host', '0.0.0.0']
    expect(() => read(publicly, production)).toThrow(/--allow-production/)
    expect(read([...publicly, '--allow-production'], production).host).toBe('0.0.0.0')
    expect(read(credentials, production).host).toBe('127.0.0.1')
    expect(read(publicly).host).toBe('0.0.0.0')
    expect(read([...credentials, '--host', '']).host).toBe('127.0.0.1')
  })

  it.each([
    ['no credentials', [], /--app-id, --key and --secret/],
    ['half of them', ['--key', 'k'], /--app-id, --key and --secret/],
    ['a key that is no path', ['--app-id', '1', '--key', 'a/b', '--secret', 's'], /--key/],
    ['an unknown flag', [...credentials, '--prot', '1'], /--prot/],
    ['a port that is none', [...credentials, '--port', '70000'], /--port/],
    ['a port with letters', [...credentials, '--port', '0x50'], /--port/],
    ['an unknown log level', [...credentials, '--log-level', 'loud'], /--log-level/],
    ['a wrong webhook address', [...credentials, '--webhook-url', 'localhost'], /--webhook-url/],
    ['a header with a blank', [...credentials, '--client-ip-header', 'a b'], /--client-ip-header/],
    ['a number that is none', [...credentials, '--connections-per-address', '-1'], /--connections-per-address/],
    ['no time at all', [...credentials, '--activity-timeout', '0'], /--activity-timeout/],
  ])('says what is wrong: %s', (_, args, message) => expect(() => read(args)).toThrow(message))
})

it('takes every way to write this machine for loopback in production, and nothing else', () => {
  const listen = (host: string) => () => read([...credentials, '--host', host], { NODE_ENV: 'production' })
  for (const host of ['127.9.9.9', 'localhost', '::1', '[::1]', '::ffff:127.0.0.1']) expect(listen(host)).not.toThrow()
  for (const host of ['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.com', '::ffff:10.0.0.1'])
    expect(listen(host)).toThrow(/--allow-production/)
})

/** The commands of docs/realtime.md, with what stands before them. */
function documentedCommands(): { env: Record<string, string>; program: string; args: string[] }[] {
  const docs = readFileSync(new URL('../../docs/realtime.md', import.meta.url), 'utf8')
  const blocks = docs.split(/^```/m).filter((_, index) => index % 2 === 1)
  return blocks
    .flatMap((block) => block.replace(/\\\n\s*/g, ' ').split('\n'))
    .flatMap((line) => {
      const [, before = '', program = '', rest = ''] =
        /^((?:[A-Z_]+=\S+ )*)(npm start|npm run realtime)(?: -- (.*))?$/.exec(line) ?? []
      const env = Object.fromEntries(
        before
          .trim()
          .split(' ')
          .filter(Boolean)
          .map((pair) => pair.split('=') as [string, string]),
      )
      return program ? [{ env, program, args: rest.split(' ').filter(Boolean) }] : []
    })
}

it('the commands in docs/realtime.md run as they stand there', () => {
  const commands = documentedCommands()
  expect(commands.map(({ program }) => program)).toEqual(['npm run realtime', 'npm run realtime', 'npm start'])
  for (const { program, env, args } of commands) {
    if (program === 'npm start') expect(startProblems(args, env)).toEqual([])
    else expect(readOptions(args, env, () => '').apps).toMatchObject([{ id: '123456', key: 'app-key' }])
  }
  const [service, site] = commands.slice(1)
  expect(service?.env.PUSHER_SECRET).toBe(site?.env.PUSHER_SECRET)
})
