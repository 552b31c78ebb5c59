import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { projectFile } from './children'
import { readOptions, type Settings } from './options'
import { freePort } from './ports'
import { bareEnvironment, chooseRealtime } from './settings'
import { choosePorts, envFor } from './stack'

const secrets = {
  NEXTAUTH_SECRET: 'a',
  CRON_SECRET: 'b',
  PUSHER_APP_ID: '1',
  PUSHER_KEY: 'k',
  PUSHER_SECRET: 's',
  OUTBOX_KEY: 'o',
}

function planFor(settings: Settings, args: string[] = []) {
  const realtime = chooseRealtime(settings)
  const options = readOptions(args, settings)
  return { root: '/', options, settings, realtime, secrets, dataDir: '/data', distDir: null }
}

/** What the app and the realtime server beside it get to know. */
function envWith(settings: Settings, args: string[] = []) {
  const plan = planFor(settings, args)
  const ports = { app: 3000, realtime: plan.realtime.kind === 'embedded' ? 6001 : null }
  return envFor(plan, ports, 'http://127.0.0.1:3000')
}

test('the server beside the app lets through what pages of the app say to each other, and nothing else', () => {
  expect(envWith({}).REALTIME_CLIENT_EVENTS).toBe('client-typing:empty')
  expect(envWith({ REALTIME_CLIENT_EVENTS: 'none' }).REALTIME_CLIENT_EVENTS).toBe('none')
})

test('visitors are limited by address, unless all of them come from a proxy that states none', () => {
  const limitOf = (settings: Settings, args: string[] = []) => envWith(settings, args).REALTIME_CONNECTIONS_PER_ADDRESS
  const site = { NEXTAUTH_URL: 'https://cafe.example' }
  expect(limitOf({})).toBeUndefined()
  expect(limitOf({ NEXTAUTH_URL: 'http://localhost:3000' })).toBeUndefined()
  expect(limitOf(site)).toBe('0')
  expect(limitOf({ ...site, CLIENT_IP_HEADER: 'X-Real-IP' })).toBeUndefined()
  expect(limitOf({ ...site, REALTIME_CLIENT_IP_HEADER: 'X-Real-IP' })).toBeUndefined()
  expect(limitOf({ ...site, REALTIME_CONNECTIONS_PER_ADDRESS: '50' })).toBe('50')
  expect(limitOf(site, ['--host', '0.0.0.0'])).toBeUndefined()
})

test('the app reaches the server beside it without TLS, wherever browsers go', () => {
  const settings = { NEXTAUTH_URL: 'https://cafe.example', REALTIME_PUBLIC_URL: 'wss://live.example' }
  expect(envWith(settings)).toMatchObject({
    PUSHER_HOST: '127.0.0.1',
    PUSHER_PORT: '6001',
    PUSHER_USE_TLS: 'false',
    REALTIME_PUBLIC_URL: 'wss://live.example',
  })
})

/** Somebody else's server, on a port from `from` on that is then nobody's usual one. */
async function takenPort(from: number): Promise<number> {
  const port = await freePort(from)
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return port
}

test('a public site never moves to a port that its proxy does not know: a usual port is had or refused', async () => {
  const [app, realtime] = [await takenPort(23_000), await takenPort(26_000)]
  const usual = (NEXTAUTH_URL: string, ports: { app: number; realtime: number }) => {
    const plan = planFor({ NEXTAUTH_URL })
    if (plan.realtime.kind === 'embedded') plan.realtime.port = ports.realtime
    plan.options.port = ports.app
    return choosePorts(plan)
  }
  const free = { app: await freePort(24_000), realtime: await freePort(27_000) }
  for (const site of ['https://cafe.example', 'http://192.168.1.20']) {
    await expect(usual(site, { ...free, app })).rejects.toThrow(
      `Port ${app} for the app is taken: end what uses it, or choose another one with --port and tell the proxy before ${site}.`,
    )
    await expect(usual(site, { ...free, realtime })).rejects.toThrow(
      `Port ${realtime} for the realtime server is taken: end what uses it, or choose another one with PUSHER_PORT and tell`,
    )
    expect(await usual(site, free)).toEqual(free)
  }
  const moved = await usual('http://localhost:3000', { app, realtime })
  expect(moved.app).toBeGreaterThan(app)
  expect(moved.realtime).toBeGreaterThan(realtime)
})

test('a port that is taken is named before anything is migrated or built', async () => {
  const taken = await takenPort(28_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'cafe-taken-port-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))
  const start = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'server/start.ts', '--port', String(taken), '--data-dir', dataDir],
    { cwd: projectFile('.'), env: bareEnvironment(), encoding: 'utf8' },
  )
  expect([start.stderr, start.status, start.stdout]).toEqual([
    expect.stringContaining(`Port ${taken} for the app`),
    1,
    '',
  ])
  expect(readdirSync(dataDir)).not.toContain('virtualcafe.db')
}, 60_000)
