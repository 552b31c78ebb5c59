import { expect, test } from 'vitest'
import { envFor } from './cafe'
import { readOptions, type Settings } from './options'
import { chooseRealtime } from './settings'

const secrets = {
  NEXTAUTH_SECRET: 'a',
  CRON_SECRET: 'b',
  PUSHER_APP_ID: '1',
  PUSHER_KEY: 'k',
  PUSHER_SECRET: 's',
}

/** What the app and the realtime server beside it get to know. */
function envWith(settings: Settings, args: string[] = []) {
  const realtime = chooseRealtime(settings)
  const options = readOptions(args, settings)
  const plan = { root: '/', options, settings, realtime, secrets, dataDir: '/data', distDir: null }
  const ports = { app: 3000, realtime: realtime.kind === 'embedded' ? 6001 : null }
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
