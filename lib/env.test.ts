import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { EnvError, parseEnv, type SocketAddress } from './env'
import { hasTestPasswordCost, settingsProblems, settingsWarnings } from './environment/rules.mjs'
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
  ['PUSHER_HOST', 'https://ws.cafe.example', /^PUSHER_HOST: .*without scheme or port/],
  ['PUSHER_HOST', 'ws.cafe.example:6001', /^PUSHER_HOST/],
  ['PUSHER_HOST', "x; script-src 'unsafe-inline'", /^PUSHER_HOST/],
  ['PUSHER_CLUSTER', 'eu.pusher.com/', /^PUSHER_CLUSTER: .*such as eu/],
  ['REALTIME_PUBLIC_URL', 'cafe.example', /^REALTIME_PUBLIC_URL: .*such as wss:/],
  ['REALTIME_PUBLIC_URL', 'https://cafe.example', /^REALTIME_PUBLIC_URL: .*such as wss:/],
  ['REALTIME_PUBLIC_URL', 'ws://cafe.example', /^REALTIME_PUBLIC_URL: .*wss:.* https address/],
  ['REALTIME_PUBLIC_URL', 'wss://me:pw@cafe.example', /^REALTIME_PUBLIC_URL: .*without/],
  ['REALTIME_PUBLIC_URL', 'wss://cafe.example/?a=b', /^REALTIME_PUBLIC_URL: .*without/],
  ['PUSHER_HOST', 'wss://ws.cafe.example', /^PUSHER_HOST: .*without scheme or port/],
  ['PUSHER_CLUSTER', 'ws-eu.pusher.com', /^PUSHER_CLUSTER: .*such as eu/],
  ['PUSHER_USE_TLS', 'maybe', /^PUSHER_USE_TLS: .*true or false/],
  ['CRON_SECRET', 'short', /^CRON_SECRET/],
  ['GITHUB_URL', 'github', /^GITHUB_URL/],
  ['GEMINI_BASE_URL', 'generativelanguage.googleapis.com', /^GEMINI_BASE_URL: .*such as https:/],
  ['GEMINI_BASE_URL', 'https://cafe.example/?key=1', /^GEMINI_BASE_URL: .*without/],
  ['GEMINI_BASE_URL', 'https://me:pw@cafe.example', /^GEMINI_BASE_URL: .*without/],
  ['GEMINI_MODEL', 'gemini flash', /^GEMINI_MODEL: .*such as gemini-flash-latest/],
  ['GEMINI_MODEL', 'models/../../x', /^GEMINI_MODEL/],
  ['TUTOR_PROVIDER', 'openai', /^TUTOR_PROVIDER: .*gemini or gemini-rest/],
  ['TUTOR_DAILY_QUESTIONS', 'many', /^TUTOR_DAILY_QUESTIONS/],
  ['TUTOR_DAILY_TOKENS', '-1', /^TUTOR_DAILY_TOKENS/],
  ['TEST_PASSWORD_COST', '1', /^TEST_PASSWORD_COST: .*for tests only/],
  ['HSTS_SCOPE', 'everybody', /^HSTS_SCOPE: .*host, subdomains or preload/],
  ['OUTBOX_KEY', 'short', /^OUTBOX_KEY/],
  ['LOCAL_MODE_HOSTS', 'https://cafe.example', /^LOCAL_MODE_HOSTS: .*names of hosts/],
  ['DATABASE_POOL_SIZE', 'many', /^DATABASE_POOL_SIZE/],
  ['DATABASE_URL', 'file:', /^DATABASE_URL/],
  ['DATABASE_URL', 'file:/no/such/place/cafe.db', /^DATABASE_URL: .*\/no\/such\/place/],
  ['DATABASE_URL', `file:${tmpdir()}`, new RegExp(`^DATABASE_URL: .*${tmpdir()} is a folder`)],
  ['DATABASE_URL', `file://${import.meta.filename}`, /^DATABASE_URL: .*env\.test\.ts is no SQLite database/],
  ['DATABASE_URL', `file:${import.meta.filename}/cafe.db`, /^DATABASE_URL: .*env\.test\.ts/],
  ['DATABASE_URL', 'file:/proc/cafe/cafe.db', /^DATABASE_URL: .*\/proc/],
  ['MAIL_FROM', 'hello', /^MAIL_FROM: .*such as "VirtualCafe <hello@cafe\.example>"/],
  ['MAIL_FROM', 'VirtualCafe hello@cafe.test', /^MAIL_FROM/],
  ['MAIL_FROM', 'VirtualCafe <hello>', /^MAIL_FROM/],
  ['MAIL_FROM', 'VirtualCafe <hello@cafe>', /^MAIL_FROM/],
  ['MAIL_FROM', 'VirtualCafe <hello@cafe.test', /^MAIL_FROM/],
  ['MAIL_FROM', 'a@cafe.test, b@cafe.test', /^MAIL_FROM/],
  ['MAIL_FROM', 'VirtualCafe\n<hello@cafe.test>', /^MAIL_FROM/],
  ['RESEND_API_KEY', 'garbage', /^RESEND_API_KEY: .*re_/],
  ['RESEND_API_KEY', 're_ 1', /^RESEND_API_KEY/],
  ['NEXTAUTH_URL', 'https://*.cafe.test', /^NEXTAUTH_URL: .*name of one host/],
  ['NEXTAUTH_URL', 'https://cafe..test', /^NEXTAUTH_URL: .*name of one host/],
  ['NEXTAUTH_URL', 'https://a,b.test', /^NEXTAUTH_URL: .*name of one host/],
  ['NEXTAUTH_URL', 'https://0.0.0.0', /^NEXTAUTH_URL: .*every address/],
  ['NEXTAUTH_URL', 'http://0:3000', /^NEXTAUTH_URL: .*every address/],
  ['NEXTAUTH_URL', 'https://[::]', /^NEXTAUTH_URL: .*every address/],
  ['NEXTAUTH_URL', 'https://cafe.test:0', /^NEXTAUTH_URL: .*port/],
  ['REALTIME_PUBLIC_URL', 'wss://*.cafe.test', /^REALTIME_PUBLIC_URL: .*name of one host/],
  ['REALTIME_PUBLIC_URL', 'wss://0.0.0.0', /^REALTIME_PUBLIC_URL: .*every address/],
  ['PUSHER_HOST', '0.0.0.0', /^PUSHER_HOST: .*every address/],
  ['PUSHER_HOST', '::', /^PUSHER_HOST: .*every address/],
  ['PUSHER_KEY', 'a key', /^PUSHER_KEY/],
  ['GOOGLE_ISSUER', 'https://*.google.com', /^GOOGLE_ISSUER: .*name of one host/],
  ['LOCAL_MODE_HOSTS', '*.lan', /^LOCAL_MODE_HOSTS/],
  ['CLIENT_IP_HEADER', 'X-Forwarded-Host', /^CLIENT_IP_HEADER: .*address/],
  ['CLIENT_IP_HEADER', 'authorization', /^CLIENT_IP_HEADER: .*address/],
  ['CLIENT_IP_HEADER', 'Cookie', /^CLIENT_IP_HEADER: .*address/],
  ['CLIENT_IP_HEADER', 'Set-Cookie', /^CLIENT_IP_HEADER: .*address/],
  ['CLIENT_IP_HEADER', 'host', /^CLIENT_IP_HEADER: .*address/],
  ['CLIENT_IP_HEADER', 'Sec-Fetch-Site', /^CLIENT_IP_HEADER: .*address/],
  ['CLIENT_IP_HEADER', 'Forwarded', /^CLIENT_IP_HEADER: .*address/],
  ['REALTIME_CLIENT_IP_HEADER', 'Cookie', /^REALTIME_CLIENT_IP_HEADER: .*address/],
  ['REALTIME_ACTIVITY_TIMEOUT', '0', /^REALTIME_ACTIVITY_TIMEOUT/],
  ['REALTIME_CONNECTIONS_PER_ADDRESS', 'many', /^REALTIME_CONNECTIONS_PER_ADDRESS/],
  ['REALTIME_METRICS_PORT', 'x', /^REALTIME_METRICS_PORT/],
  ['REALTIME_LOG_LEVEL', 'loud', /^REALTIME_LOG_LEVEL/],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL: .*debug, info/],
  ['CRON_MAIL_SECONDS', '0', /^CRON_MAIL_SECONDS/],
  ['NEXT_SERVER_ACTIONS_ENCRYPTION_KEY', 'not base64!', /^NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: .*openssl/],
])('a wrong %s (%s) is named with what is expected', (name, value, sentence) => {
  const problems = problemsOf({ ...publicEnv, [name]: value })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(sentence)
})

test.each([
  ['MAIL_FROM', 'hello@cafe.test'],
  ['MAIL_FROM', '"Cafe, the virtual one" <hello+study@post.cafe.test>'],
  ['MAIL_FROM', 'Café am Eck <hallo@café.test>'],
  ['RESEND_API_KEY', 're_Ab3_Cd9Ef'],
  ['NEXTAUTH_URL', 'https://café.test'],
  ['NEXTAUTH_URL', 'https://my_cafe.test:8443'],
  ['CLIENT_IP_HEADER', 'X-Forwarded-For'],
  ['CLIENT_IP_HEADER', 'CF-Connecting-IP'],
  ['CLIENT_IP_HEADER', 'X-Azure-ClientIP'],
  ['REALTIME_CONNECTIONS_PER_ADDRESS', '0'],
  ['REALTIME_LOG_LEVEL', 'silent'],
  ['DATABASE_URL', `file:${tmpdir()}/not-yet-there.db`],
])('%s may be %s', (name, value) => {
  expect(problemsOf({ ...publicEnv, [name]: value })).toEqual([])
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

test('further hosts of local mode are names, also IPv6 addresses', () => {
  const env = parseEnv({ ...localTestEnv, LOCAL_MODE_HOSTS: 'Cafe.lan, 192.168.1.20,[fd00::1]' })
  expect(env.localModeHosts).toEqual(['cafe.lan', '192.168.1.20', '[fd00::1]'])
  for (const wrong of ['cafe.lan:3000', 'a,,b', 'fd00::1', 'a b'])
    expect(problemsOf({ ...localTestEnv, LOCAL_MODE_HOSTS: wrong })).toHaveLength(1)
})

test('every problem is told at once', () => {
  const names = problemsOf({}).map((problem) => problem.split(':')[0])
  expect(names).toEqual([
    'NEXTAUTH_URL',
    'NEXTAUTH_SECRET',
    'PUSHER_APP_ID',
    'PUSHER_KEY',
    'PUSHER_SECRET',
    'PUSHER_CLUSTER or PUSHER_HOST',
    'RESEND_API_KEY',
    'MAIL_FROM',
    'CRON_SECRET',
  ])
  const half = { ...publicEnv, DATABASE_URL: 'mysql://db', CRON_SECRET: 'short', RESEND_API_KEY: '', VERCEL: '1' }
  expect(problemsOf(half)).toHaveLength(4)
})

test.each([
  'https://cafe.example/app',
  'https://cafe.example/?a',
  'https://me:pass@cafe.example',
  'https://cafe.example/#a',
])('NEXTAUTH_URL is an origin and nothing more: %s', (NEXTAUTH_URL) => {
  expect(problemsOf({ ...publicEnv, NEXTAUTH_URL }).join()).toMatch(/^NEXTAUTH_URL: expected only the origin/)
})

test('http is for names that only one house knows', () => {
  for (const host of [
    'cafe.example',
    '8.8.8.8',
    '172.32.0.1',
    '[2001:db8::1]',
    'local.example',
    '192.168.1.20.evil.example',
  ])
    expect(problemsOf({ ...publicEnv, NEXTAUTH_URL: `http://${host}` }).join()).toMatch(/^NEXTAUTH_URL: expected https/)
  for (const host of [
    'cafe',
    'cafe.local:3000',
    'cafe.internal',
    '192.168.1.20:3000',
    '10.1.2.3',
    '172.16.0.1',
    '[fd00::1]',
  ])
    expect(problemsOf({ ...publicEnv, NEXTAUTH_URL: `http://${host}` })).toEqual([])
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
  expect(parseEnv(beside).realtime).toMatchObject({
    host: '127.0.0.1',
    browser: { host: '192.168.1.20', port: 1, useTls: false, path: '' },
  })
  expect(parseEnv(localTestEnv).realtime.browser.host).toBe('127.0.0.1')
  expect(parseEnv({ ...localTestEnv, PUSHER_HOST: '::1' }).realtime).toMatchObject({
    host: '[::1]',
    browser: { host: '[::1]' },
  })
})

test.each<[string, Record<string, string | undefined>, SocketAddress]>([
  [
    'the built-in server of an https site: its own origin',
    { PUSHER_HOST: '127.0.0.1', PUSHER_PORT: '6001' },
    { host: 'cafe.example', port: 443, useTls: true, path: '' },
  ],
  [
    'an https site on a port of its own',
    { NEXTAUTH_URL: 'https://cafe.example:8443', PUSHER_HOST: '127.0.0.1' },
    { host: 'cafe.example', port: 8443, useTls: true, path: '' },
  ],
  [
    "a server that the app reaches by an inner name: the site's origin too, for a page over https can open nothing plain",
    { PUSHER_HOST: 'realtime', PUSHER_PORT: '6001' },
    { host: 'cafe.example', port: 443, useTls: true, path: '' },
  ],
  [
    'a server elsewhere over TLS: where the app triggers',
    { PUSHER_HOST: 'ws.cafe.example', PUSHER_PORT: '8443', PUSHER_USE_TLS: 'true' },
    { host: 'ws.cafe.example', port: 8443, useTls: true, path: '' },
  ],
  [
    'port 443 is TLS unless it is said not to be',
    { PUSHER_HOST: 'ws.cafe.example', PUSHER_PORT: '443' },
    { host: 'ws.cafe.example', port: 443, useTls: true, path: '' },
  ],
  [
    'Pusher Channels: the cluster',
    { PUSHER_HOST: undefined, PUSHER_PORT: undefined, PUSHER_CLUSTER: 'eu' },
    { host: null, port: 443, useTls: true, path: '' },
  ],
  [
    'Pusher Channels without TLS for the app: pages of an https site use it nevertheless',
    { PUSHER_HOST: undefined, PUSHER_CLUSTER: 'eu', PUSHER_USE_TLS: 'false' },
    { host: null, port: 443, useTls: true, path: '' },
  ],
  [
    'an address that is said wins over an inner host',
    { PUSHER_HOST: '127.0.0.1', PUSHER_PORT: '6001', REALTIME_PUBLIC_URL: 'wss://live.cafe.example' },
    { host: 'live.cafe.example', port: 443, useTls: true, path: '' },
  ],
  [
    'an address that is said wins over a cluster',
    { PUSHER_HOST: undefined, PUSHER_CLUSTER: 'eu', REALTIME_PUBLIC_URL: 'wss://relay.example:8443' },
    { host: 'relay.example', port: 8443, useTls: true, path: '' },
  ],
  [
    'its path stands before the one of the protocol',
    { REALTIME_PUBLIC_URL: 'wss://cafe.example/live/' },
    { host: 'cafe.example', port: 443, useTls: true, path: '/live' },
  ],
  [
    'which may be named or not',
    { REALTIME_PUBLIC_URL: 'wss://cafe.example/app/' },
    { host: 'cafe.example', port: 443, useTls: true, path: '' },
  ],
])('browsers open their socket at: %s', (_, settings, browser) => {
  const { realtime } = parseEnv({ ...publicEnv, PUSHER_PORT: undefined, PUSHER_USE_TLS: undefined, ...settings })
  expect(realtime.browser).toEqual(browser)
})

test('plain pages may be told a plain address, and one over TLS', () => {
  const browserOf = (REALTIME_PUBLIC_URL: string) => parseEnv({ ...localTestEnv, REALTIME_PUBLIC_URL }).realtime.browser
  expect(browserOf('ws://192.168.1.20:6001')).toEqual({ host: '192.168.1.20', port: 6001, useTls: false, path: '' })
  expect(browserOf('ws://cafe.lan')).toEqual({ host: 'cafe.lan', port: 80, useTls: false, path: '' })
  expect(browserOf('wss://cafe.lan')).toEqual({ host: 'cafe.lan', port: 443, useTls: true, path: '' })
})

test('online, a missing name of the address header is said at the start; nothing is said on one machine', () => {
  expect(settingsWarnings(publicEnv)).toEqual([expect.stringMatching(/^CLIENT_IP_HEADER: /)])
  expect(settingsWarnings({ ...publicEnv, CLIENT_IP_HEADER: 'X-Real-IP' })).toEqual([])
  expect(settingsWarnings({ ...publicEnv, VERCEL: '1', DATABASE_URL: 'postgres://x' })).toEqual([])
  expect(settingsWarnings(localTestEnv)).toEqual([])
})

test('passwords are hashed cheaply in local mode alone, and only when a test asks for it', () => {
  const cheap = { TEST_PASSWORD_COST: 'low' }
  expect(problemsOf({ ...localTestEnv, ...cheap })).toEqual([])
  expect(settingsWarnings({ ...localTestEnv, ...cheap })).toEqual([expect.stringMatching(/^TEST_PASSWORD_COST: /)])
  expect(problemsOf({ ...publicEnv, ...cheap })).toEqual([expect.stringMatching(/^TEST_PASSWORD_COST: for tests only/)])
  expect(settingsProblems({ ...publicEnv, ...cheap }, 'machine')).toHaveLength(1)
  expect(hasTestPasswordCost({ ...localTestEnv, ...cheap })).toBe(true)
  for (const elsewhere of [localTestEnv, { ...publicEnv, ...cheap }, { ...localTestEnv, ...cheap, VERCEL: '1' }, cheap])
    expect(hasTestPasswordCost(elsewhere)).toBe(false)
})

test('the tutor asks Gemini, and has no key until one is set', () => {
  expect(parseEnv({ ...localTestEnv, GEMINI_API_KEY: '  ' }).tutor).toEqual({
    via: 'gemini',
    apiKey: null,
    model: 'gemini-flash-latest',
    baseUrl: 'https://generativelanguage.googleapis.com',
    dailyQuestions: 40,
    dailyTokens: 2_000_000,
  })
})

test('the tutor is asked elsewhere, otherwise and less when the settings say so', () => {
  const settings = {
    TUTOR_PROVIDER: 'gemini-rest',
    GEMINI_MODEL: 'models/gemini-3-flash',
    GEMINI_BASE_URL: 'http://127.0.0.1:9000/gemini/',
    TUTOR_DAILY_QUESTIONS: '3',
    TUTOR_DAILY_TOKENS: '0',
  }
  expect(parseEnv({ ...publicEnv, ...settings }).tutor).toMatchObject({
    via: 'gemini-rest',
    model: 'models/gemini-3-flash',
    baseUrl: 'http://127.0.0.1:9000/gemini',
    dailyQuestions: 3,
    dailyTokens: 0,
  })
})

test.each(['kéy', 'two\nlines', 'x', '日本'])('an odd key of the tutor stops no start: %j', (GEMINI_API_KEY) => {
  expect(parseEnv({ ...publicEnv, GEMINI_API_KEY }).tutor.apiKey).toBe(GEMINI_API_KEY)
})

test('the answers of the tests are given in local mode alone, and it is said', () => {
  const scripted = { TUTOR_PROVIDER: 'scripted' }
  expect(parseEnv({ ...localTestEnv, ...scripted }).tutor.via).toBe('scripted')
  expect(settingsWarnings({ ...localTestEnv, ...scripted })).toEqual([expect.stringMatching(/^TUTOR_PROVIDER: /)])
  expect(problemsOf({ ...publicEnv, ...scripted })).toEqual([expect.stringMatching(/^TUTOR_PROVIDER: .*tests only/)])
  expect(settingsProblems({ ...publicEnv, ...scripted }, 'machine')).toHaveLength(1)
})
