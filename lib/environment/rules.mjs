/**
 * What the environment may say: the one list of rules. `server/prepare.mjs` asks it before anything is installed, the
 * supervisor before anything is built or migrated, the app when it starts. So this is plain Node without dependencies, in
 * syntax that Node 14 can parse. No sentence repeats a value, which may be a secret; the path of a database file is none.
 */
import { addressProblem, apiProblem, listenerProblem, originProblem, socketProblem } from './addresses.mjs'
import { databaseFileProblem } from './database-file.mjs'
import { isLoopback, parseUrl } from './loopback.mjs'

/** The exit code of a wrong environment (EX_CONFIG of sysexits.h): starting again would not help. */
export const wrongConfiguration = 78

const keyNames = ['PUSHER_APP_ID', 'PUSHER_KEY', 'PUSHER_SECRET']

/** An empty variable is an absent one: that is how hosting consoles and copied .env files leave them. */
export function withoutBlanks(source) {
  return Object.fromEntries(Object.entries(source).filter((entry) => Boolean(entry[1]?.trim())))
}

/**
 * Every problem of a set of variables, a line each that begins with the name; none: they will do.
 * @param {Record<string, string | undefined>} source
 * @param {'app' | 'machine'} place `machine`: `npm start`, which fills in what is missing; `app`: the app on its own
 * @param {string} [dataDir] the folder that a start makes; unknown before its flags are read
 * @returns {string[]}
 */
export function settingsProblems(source, place, dataDir) {
  const values = withoutBlanks(source)
  const wrong = wrongValues(values).concat(databaseProblems(values, place, dataDir))
  const missing = place === 'app' ? missingValues(values) : []
  return wrong.concat(missing, realtimeProblems(values, place), brokenPairs(values), publicProblems(values, place))
}

/**
 * What is allowed and yet hardly meant, a line each that begins with the name; a start goes on.
 * @param {Record<string, string | undefined>} source
 * @returns {string[]}
 */
export function settingsWarnings(source) {
  const values = withoutBlanks(source)
  const ofTests = testWarnings(values)
  if (ofTests.length > 0) return ofTests
  if (!values.NEXTAUTH_URL || isLocalMode(values) || values.VERCEL || values.CLIENT_IP_HEADER) return []
  return [
    "CLIENT_IP_HEADER: missing; name the header in which your proxy states the visitor's address. Until then all strangers share one limit.",
  ]
}

function testWarnings(values) {
  const warnings = []
  if (hasTestPasswordCost(values))
    warnings.push(
      'TEST_PASSWORD_COST: passwords are hashed as cheaply as tests want it; never keep real ones like that.',
    )
  if (values.TUTOR_PROVIDER === 'scripted')
    warnings.push('TUTOR_PROVIDER: the tutor gives the fixed answers of the tests, and teaches nobody.')
  return warnings
}

/**
 * What is wrong with the realtime settings as a whole, for a start that brings a realtime server along; null: nothing.
 * @param {Record<string, string | undefined>} values without blanks
 */
function realtimeProblem(values) {
  const missing = keyNames.filter((name) => !values[name])
  // Ours has no clusters: whoever names one has another server, also when it answers at a port of this machine.
  const isElsewhere = Boolean(values.PUSHER_CLUSTER || (values.PUSHER_HOST && !isLoopback(values.PUSHER_HOST)))
  if (missing.length === keyNames.length && !isElsewhere) return null
  if (missing.length > 0)
    return `The realtime settings are half set: ${missing.join(', ')} missing (set all of ${keyNames.join(', ')}, or none of the PUSHER_ variables to use the built-in server).`
  if (isElsewhere || values.PUSHER_HOST) return null
  return 'The realtime settings are half set: with PUSHER_KEY also set PUSHER_CLUSTER (Pusher Channels) or PUSHER_HOST (another server of its protocol).'
}

/** The problems as one text for a terminal. */
export function describeProblems(problems) {
  return `The environment is not right:\n${problems.map((problem) => `  ${problem}`).join('\n')}`
}

/** Is the app one person's own machine, by its public address? Serverless hosting never is. */
export function isLocalMode(values) {
  if (values.VERCEL) return false
  const url = parseUrl(values.NEXTAUTH_URL || '')
  return url !== null && isLoopback(url.hostname)
}

/**
 * Are passwords hashed at the cost of tests? Only in local mode, whatever is set: a public address refuses to start with
 * the variable (`publicProblems`), and a hash made so is renewed at the next log-in elsewhere.
 * @param {Record<string, string | undefined>} values
 */
export function hasTestPasswordCost(values) {
  return values.TEST_PASSWORD_COST === 'low' && isLocalMode(values)
}

const matches = (pattern, expected) => (value) => (pattern.test(value) ? null : expected)
const atLeast = (length) => (value) => (value.length >= length ? null : `expected at least ${length} characters`)
const integer = (from, to, what) => (value) =>
  /^\d{1,9}$/.test(value) && Number(value) >= from && Number(value) <= to
    ? null
    : `expected ${what} between ${from} and ${to}`
const port = integer(1, 65535, 'a port')

const header = (value) => headerProblem(value)
const pathPart = matches(/^[\w-]{1,64}$/, 'expected up to 64 letters, digits, "_" and "-"')
const sender = 'expected the sender of emails, such as "VirtualCafe <hello@cafe.example>"'
const mailAddress = '[^\\s<>@,;:"()]+@[^\\s<>@,;:"().]+(\\.[^\\s<>@,;:"().]+)+'

/** Each value by itself: what is expected instead, or null. */
const rules = {
  NEXTAUTH_URL: originProblem,
  NEXTAUTH_SECRET: atLeast(32),
  DATABASE_URL: matches(/^(file:.|postgres(ql)?:\/\/.)/, 'expected file:<path> or postgres://…'),
  DATABASE_POOL_SIZE: integer(1, 1000, 'a number of connections'),
  PUSHER_APP_ID: pathPart,
  PUSHER_KEY: pathPart,
  PUSHER_CLUSTER: matches(/^[A-Za-z0-9-]+$/, 'expected the name of a cluster, such as eu'),
  // Both stand in the policy of every page, so their shape is checked as well.
  PUSHER_HOST: (value) =>
    /^([A-Za-z0-9._-]+|\[?[0-9A-Fa-f:.]+\]?)$/.test(value)
      ? listenerProblem(value)
      : 'expected a host without scheme or port, such as ws.cafe.example',
  PUSHER_PORT: port,
  PUSHER_USE_TLS: matches(/^(true|false|1|0)$/, 'expected true or false'),
  REALTIME_PUBLIC_URL: socketProblem,
  CRON_SECRET: atLeast(16),
  OUTBOX_KEY: atLeast(16),
  RESEND_API_KEY: matches(/^re_[\w-]+$/, 'expected a key of Resend, which begins with re_'),
  MAIL_FROM: matches(new RegExp(`^(${mailAddress}|[^<>\\r\\n]*<${mailAddress}>)$`), sender),
  CLIENT_IP_HEADER: header,
  REALTIME_CLIENT_IP_HEADER: header,
  REALTIME_ACTIVITY_TIMEOUT: integer(1, 600, 'seconds'),
  REALTIME_CONNECTIONS_PER_ADDRESS: integer(0, 999999, 'a number of connections'),
  REALTIME_METRICS_PORT: integer(0, 65535, 'a port'),
  REALTIME_LOG_LEVEL: matches(/^(debug|info|warn|error|silent)$/, 'expected debug, info, warn, error or silent'),
  LOCAL_MODE_HOSTS: matches(
    /^(\[[\da-f:.]+\]|[^\s,/:@*[\]]+)(\s*,\s*(\[[\da-f:.]+\]|[^\s,/:@*[\]]+))*$/i,
    'expected names of hosts, with commas between them and without ports',
  ),
  HSTS_SCOPE: matches(/^(host|subdomains|preload)$/, 'expected host, subdomains or preload'),
  GOOGLE_ISSUER: addressProblem,
  GITHUB_URL: addressProblem,
  // No rule for GEMINI_API_KEY: with an odd one the tutor alone is out of order, and says so where it stands.
  GEMINI_MODEL: matches(/^([a-zA-Z]+\/)?[\w.-]{1,100}$/, 'expected the name of a model, such as gemini-flash-latest'),
  GEMINI_BASE_URL: apiProblem,
  TUTOR_PROVIDER: matches(/^(gemini|gemini-rest|scripted)$/, 'expected gemini or gemini-rest'),
  TUTOR_DAILY_QUESTIONS: integer(0, 999999, 'a number of questions'),
  TUTOR_DAILY_TOKENS: integer(0, 999999999, 'a number of tokens'),
  LOG_LEVEL: matches(/^(debug|info|warn|error)$/, 'expected debug, info, warn or error'),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: (value) =>
    /^[A-Za-z0-9+/]+={0,2}$/.test(value) && [16, 24, 32].includes(Buffer.from(value, 'base64').length)
      ? null
      : 'expected 32 bytes in base64, as "openssl rand -base64 32" makes them',
  TEST_PASSWORD_COST: matches(/^low$/, 'expected low, and for tests only'),
  WEB_CONCURRENCY: integer(1, 64, 'a number of processes'),
  PORT: port,
}

/**
 * What is expected instead of a value of one of the variables with a rule, or null. A flag of `npm start` that stands for a
 * variable is judged by it too.
 */
export function valueProblem(name, value) {
  return (rules[name] || secondsProblem)(value)
}

function wrongValues(values) {
  const intervals = Object.keys(values).filter((name) => /^CRON_[A-Z]+_SECONDS$/.test(name))
  const names = Object.keys(rules).concat(intervals)
  return names.flatMap((name) => {
    const expected = values[name] && valueProblem(name, values[name])
    return expected ? [`${name}: ${expected}`] : []
  })
}

function secondsProblem(value) {
  return Number(value) > 0 && Number(value) <= 86400 ? null : 'expected seconds, more than 0'
}

function missingValues(values) {
  const names = ['NEXTAUTH_URL', 'NEXTAUTH_SECRET'].concat(keyNames)
  return names.filter((name) => !values[name]).map((name) => `${name}: missing`)
}

function realtimeProblems(values, place) {
  if (place === 'machine') {
    const problem = realtimeProblem(values)
    return problem ? [problem] : []
  }
  if (values.PUSHER_CLUSTER || values.PUSHER_HOST) return []
  return ['PUSHER_CLUSTER or PUSHER_HOST: missing; name a Pusher cluster such as eu, or the host of a server']
}

/** What goes together. */
function brokenPairs(values) {
  const pairs = [
    ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
    ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ]
  const broken = pairs
    .filter((pair) => Boolean(values[pair[0]]) !== Boolean(values[pair[1]]))
    .map((pair) => `${values[pair[0]] ? pair[1] : pair[0]}: missing; ${pair[0]} and ${pair[1]} go together`)
  // pusher-js asks for TLS on every https page, and browsers would refuse anything else there.
  if (/^https:/i.test(values.NEXTAUTH_URL || '') && /^ws:/i.test(values.REALTIME_PUBLIC_URL || ''))
    broken.push('REALTIME_PUBLIC_URL: expected wss://…; the pages of an https address open no other socket')
  if (values.RESEND_API_KEY && !values.MAIL_FROM) broken.push(`MAIL_FROM: missing; ${sender}`)
  return broken
}

/** What a public address needs. Without any address the app is taken for public, `npm start` for one machine. */
function publicProblems(values, place) {
  if (isLocalMode(values) || (place === 'machine' && !values.VERCEL && !values.NEXTAUTH_URL)) return []
  const problems = []
  if (values.TEST_PASSWORD_COST === 'low')
    problems.push('TEST_PASSWORD_COST: for tests only; a public address hashes passwords at their full cost')
  if (values.TUTOR_PROVIDER === 'scripted')
    problems.push('TUTOR_PROVIDER: scripted is for tests only; expected gemini or gemini-rest')
  if (!values.RESEND_API_KEY)
    problems.push('RESEND_API_KEY: missing; a public address needs it to send email (the outbox is for one machine)')
  // With a key it is missed above, whatever the address.
  if (!values.RESEND_API_KEY && !values.MAIL_FROM) problems.push(`MAIL_FROM: missing; ${sender}`)
  if (!values.CRON_SECRET && place === 'app')
    problems.push('CRON_SECRET: missing; the cron routes refuse everybody without it')
  if (values.VERCEL && !/^postgres(ql)?:\/\//.test(values.DATABASE_URL || ''))
    problems.push('DATABASE_URL: serverless hosting keeps no files; expected postgres://…')
  return problems
}

function databaseProblems(values, place, dataDir) {
  const url = values.DATABASE_URL
  if (!url || !/^file:./.test(url) || values.VERCEL) return []
  const problem = databaseFileProblem(url, place === 'app' ? null : dataDir)
  return problem ? [`DATABASE_URL: ${problem}`] : []
}

/** Headers of HTTP and of proxies that state something else than an address. */
const otherHeaders = new RegExp(
  `^(${[
    'cookie2?|set-cookie2?|.*authorization|.*-authenticate|host|origin|referer|user-agent|from|via|date|age|server',
    'accept.*|content-.*|if-.*|sec-.*|access-control-.*|cache-control|pragma|expires|etag|last-modified|vary|location',
    'connection|keep-alive|upgrade.*|te|trailer|transfer-encoding|expect|range|dnt|priority|link|allow|max-forwards',
    'strict-transport-security|x-content-type-options|x-frame-options|x-powered-by|x-requested-with|x-.*-(id|token|key)',
    'forwarded|x-forwarded-(host|proto|port|server|prefix|path|uri|method|scheme|ssl)|x-pusher-.*|next-.*|rsc',
  ].join('|')})$`,
  'i',
)

/** What is expected of a header in which a proxy states the visitor's address, and nothing else; or null. */
export function headerProblem(name) {
  if (!/^[A-Za-z0-9-]+$/.test(name)) return 'expected the name of a header'
  return otherHeaders.test(name)
    ? "expected a header that holds the visitor's address and nothing else, such as X-Real-IP"
    : null
}

/** The names of the settings whose value is checked by itself; `settings.ts` describes each. */
export const settingNames = Object.keys(rules)
