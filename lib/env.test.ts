import { expect, test } from 'vitest'
import { EnvError, parseEnv, warningsOf } from './env'
import { localTestEnv } from './testing/test-env'

const publicEnv = {
  ...localTestEnv,
  NEXTAUTH_URL: 'https://cafe.example',
  RESEND_API_KEY: 're_1',
  MAIL_FROM: 'VirtualCafe <hello@cafe.example>',
  PUSHER_HOST: 'ws.cafe.example',
}

function problemsOf(source: Record<string, string | undefined>): string[] {
  try {
    parseEnv(source)
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.problems
    throw error
  }
}

test('one machine needs nothing from outside', () => {
  const env = parseEnv(localTestEnv)
  expect(env.isLocal).toBe(true)
  expect(env.mail).toEqual({ via: 'outbox', from: 'VirtualCafe <cafe@localhost>' })
  expect(env.google).toBeNull()
})

test.each([
  ['NEXTAUTH_URL', 'cafe.example', /^NEXTAUTH_URL: .*expected an address such as https:/],
  ['NEXTAUTH_URL', 'ftp://cafe.example', /^NEXTAUTH_URL/],
  ['NEXTAUTH_SECRET', 'short', /^NEXTAUTH_SECRET: .*at least 32 characters/],
  ['DATABASE_URL', 'mysql://db', /^DATABASE_URL: .*file:<path> or postgres:/],
  ['PUSHER_PORT', 'eighty', /^PUSHER_PORT/],
  ['PUSHER_PORT', '70000', /^PUSHER_PORT/],
  ['PUSHER_USE_TLS', 'maybe', /^PUSHER_USE_TLS: .*true or false/],
  ['CRON_SECRET', 'short', /^CRON_SECRET/],
  ['GITHUB_URL', 'github', /^GITHUB_URL/],
])('a wrong %s (%s) is named with what is expected', (name, value, sentence) => {
  const problems = problemsOf({ ...publicEnv, [name]: value })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(sentence)
})

test('no sentence repeats a secret', () => {
  expect(problemsOf({ ...publicEnv, NEXTAUTH_SECRET: 'hunter2', CRON_SECRET: 'hunter2' }).join()).not.toContain(
    'hunter2',
  )
})

test.each([
  ['RESEND_API_KEY', { RESEND_API_KEY: undefined }],
  ['MAIL_FROM', { MAIL_FROM: ' ' }],
  ['CRON_SECRET', { CRON_SECRET: '' }],
  ['PUSHER_CLUSTER or PUSHER_HOST', { PUSHER_HOST: undefined }],
  ['GOOGLE_CLIENT_SECRET', { GOOGLE_CLIENT_ID: 'id' }],
  ['GITHUB_CLIENT_ID', { GITHUB_CLIENT_SECRET: 'secret' }],
  ['DATABASE_URL', { VERCEL: '1' }],
])('a public address does not start without %s', (name, change) => {
  const problems = problemsOf({ ...publicEnv, ...change })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(new RegExp(`^${name}: `))
})

test('every problem is told at once', () => {
  expect(problemsOf({})).toHaveLength(5)
})

test('providers are where they are, unless another address is given', () => {
  const keys = { GOOGLE_CLIENT_ID: 'a', GOOGLE_CLIENT_SECRET: 'b', GITHUB_CLIENT_ID: 'c', GITHUB_CLIENT_SECRET: 'd' }
  expect(parseEnv({ ...publicEnv, ...keys })).toMatchObject({
    google: { clientId: 'a', url: 'https://accounts.google.com' },
    github: { clientId: 'c', url: 'https://github.com' },
  })
  expect(parseEnv({ ...publicEnv, ...keys, GITHUB_URL: 'https://git.example/' }).github?.url).toBe(
    'https://git.example',
  )
})

test('browsers elsewhere reach the server beside the app by the name of the app', () => {
  const beside = { ...publicEnv, PUSHER_HOST: '127.0.0.1', NEXTAUTH_URL: 'http://192.168.1.20:3000' }
  expect(parseEnv(beside).realtime).toMatchObject({ host: '127.0.0.1', browserHost: '192.168.1.20' })
  expect(parseEnv(localTestEnv).realtime.browserHost).toBe('127.0.0.1')
  expect(parseEnv(publicEnv).realtime.browserHost).toBe('ws.cafe.example')
  expect(parseEnv({ ...publicEnv, PUSHER_HOST: undefined, PUSHER_CLUSTER: 'eu' }).realtime.browserHost).toBeNull()
})

test('online, a missing name of the address header is said at the start; nothing is said on one machine', () => {
  expect(warningsOf(parseEnv(publicEnv))).toEqual([expect.stringMatching(/^CLIENT_IP_HEADER: /)])
  expect(warningsOf(parseEnv({ ...publicEnv, CLIENT_IP_HEADER: 'X-Real-IP' }))).toEqual([])
  expect(warningsOf(parseEnv({ ...publicEnv, VERCEL: '1', DATABASE_URL: 'postgres://x' }))).toEqual([])
  expect(warningsOf(parseEnv(localTestEnv))).toEqual([])
})
