import 'server-only'
import { isLoopback } from '@/lib/environment/loopback.mjs'
import { describeProblems, isLocalMode, settingsProblems, withoutBlanks } from '@/lib/environment/rules.mjs'

/** The checked environment. `docs/operating.md` documents each name. */
export type Env = {
  /** The public origin: links in mails, cookies and checks of origin are made from it, never from a request. */
  appUrl: URL
  /** One person's own machine: the app answers on a loopback address. Opens the outbox, allows plain http. */
  isLocal: boolean
  /** Further names under which local mode may be reached, also through a proxy; the operator said so. */
  localModeHosts: string[]
  /** Opens the outbox; null: it stays closed. */
  outboxKey: string | null
  authSecret: string
  realtime: RealtimeEnv
  mail: { via: 'resend'; apiKey: string; from: string } | { via: 'outbox'; from: string }
  cronSecret: string | null
  /** The header in which a trusted proxy states the visitor's address; without one there is none to trust. */
  clientIpHeader: string | null
  /** Whom `Strict-Transport-Security` binds: this host, those below it too, or the browsers' own list as well. */
  hstsScope: 'host' | 'subdomains' | 'preload'
  google: ProviderEnv | null
  github: ProviderEnv | null
  tutor: TutorEnv
}

/** How the tutor's model is asked, and how much a day (UTC). */
export type TutorEnv = {
  via: 'gemini' | 'gemini-rest' | 'scripted'
  /** Null: none is set. Whether it is a key at all is known when it is used. */
  apiKey: string | null
  model: string
  /** Without a slash at the end. */
  baseUrl: string
  /** Of one person. */
  dailyQuestions: number
  /** Of the whole site; 0 switches the tutor off. */
  dailyTokens: number
}

/** `url`: where the provider is, without a slash at the end. */
export type ProviderEnv = { clientId: string; clientSecret: string; url: string }

/** Where Pusher's protocol is spoken: `host`, `port` and `useTls` are the app's own way there, to trigger events. */
export type RealtimeEnv = {
  appId: string
  key: string
  secret: string
  cluster: string
  /** Null for Pusher's own clusters. */
  host: string | null
  port: number
  useTls: boolean
  /** The same server as browsers reach it. */
  browser: SocketAddress
}

/** Where pages open their socket. `host` is null for Pusher's own clusters; `path` stands before `/app/<key>`. */
export type SocketAddress = { host: string | null; port: number; useTls: boolean; path: string }

/** Names every wrong value and what is expected, a line each; the start stops with it. */
export class EnvError extends Error {
  constructor(readonly problems: string[]) {
    super(describeProblems(problems))
    this.name = 'EnvError'
  }
}

/** The names that are read here, as text; `lib/environment/rules.mjs` says what each may be. */
type Variables = Record<string, string | undefined>

/**
 * Checks a set of variables and shapes them.
 * @throws EnvError that names each wrong one.
 */
export function parseEnv(source: Variables): Env {
  const problems = settingsProblems(source, 'app')
  if (problems.length > 0) throw new EnvError(problems)
  const values = withoutBlanks(source)
  const text = (name: string) => values[name] ?? ''
  const appUrl = new URL(text('NEXTAUTH_URL'))
  return {
    appUrl,
    isLocal: isLocalMode(values),
    localModeHosts: text('LOCAL_MODE_HOSTS')
      .toLowerCase()
      .split(',')
      .map((host) => host.trim())
      .filter(Boolean),
    outboxKey: values.OUTBOX_KEY ?? null,
    authSecret: text('NEXTAUTH_SECRET'),
    realtime: realtimeOf(values, appUrl),
    mail: mailOf(values, appUrl),
    cronSecret: values.CRON_SECRET ?? null,
    clientIpHeader: values.CLIENT_IP_HEADER?.toLowerCase() ?? (values.VERCEL ? 'x-real-ip' : null),
    hstsScope: (values.HSTS_SCOPE ?? 'host') as Env['hstsScope'],
    google: provider(values.GOOGLE_CLIENT_ID, values.GOOGLE_CLIENT_SECRET, values.GOOGLE_ISSUER ?? googleIssuer),
    github: provider(values.GITHUB_CLIENT_ID, values.GITHUB_CLIENT_SECRET, values.GITHUB_URL ?? gitHubUrl),
    tutor: tutorOf(values),
  }
}

let checked: Env | undefined

export { isLoopback }

/** The environment of this process, checked at its first use (and at boot, by `instrumentation.ts`). */
export function env(): Env {
  checked ??= parseEnv(process.env)
  return checked
}

function realtimeOf(values: Variables, appUrl: URL): RealtimeEnv {
  const host = values.PUSHER_HOST ? inBrackets(values.PUSHER_HOST) : null
  const useTls = values.PUSHER_USE_TLS ? isOn(values.PUSHER_USE_TLS) : !host || values.PUSHER_PORT === '443'
  const trigger = { host, port: Number(values.PUSHER_PORT ?? (useTls ? 443 : 80)), useTls }
  return {
    appId: values.PUSHER_APP_ID ?? '',
    key: values.PUSHER_KEY ?? '',
    secret: values.PUSHER_SECRET ?? '',
    cluster: values.PUSHER_CLUSTER ?? '',
    ...trigger,
    browser: values.REALTIME_PUBLIC_URL ? socketAt(values.REALTIME_PUBLIC_URL) : browserSide(trigger, appUrl),
  }
}

/** How browsers reach what the app triggers at, when nobody has said it. See `docs/decisions/001`. */
function browserSide({ host, port, useTls }: Omit<SocketAddress, 'path'>, appUrl: URL): SocketAddress {
  const needsTls = appUrl.protocol === 'https:'
  if (host === null) return { host, port: 443, useTls: useTls || needsTls, path: '' }
  // Only the app's way there is plain: whoever put TLS before the app passes its sockets on as well.
  if (needsTls && !useTls) return socketAt(appUrl.origin)
  // A loopback name means something else on every machine: who reaches the app by another name reaches it by that too.
  const isBeside = isLoopback(host) && !isLoopback(appUrl.hostname)
  return { host: isBeside ? appUrl.hostname : host, port, useTls, path: '' }
}

/** A socket's address from its URL. The protocol's own `/app` may be named in it or not. */
function socketAt(text: string): SocketAddress {
  const url = new URL(text)
  const useTls = isHttps(text)
  const path = url.pathname.replace(/\/+$/, '').replace(/\/app$/, '')
  return { host: url.hostname, port: Number(url.port) || (useTls ? 443 : 80), useTls, path }
}

const isHttps = (url: string) => /^(https|wss):/i.test(url)

/** IPv6 addresses stand in brackets wherever a port may follow. */
const inBrackets = (host: string) => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host)

const isOn = (flag: string) => flag === 'true' || flag === '1'

function mailOf(values: Variables, appUrl: URL): Env['mail'] {
  const from = values.MAIL_FROM ?? `VirtualCafe <cafe@${appUrl.hostname}>`
  return values.RESEND_API_KEY ? { via: 'resend', apiKey: values.RESEND_API_KEY, from } : { via: 'outbox', from }
}

function tutorOf(values: Variables): TutorEnv {
  return {
    via: (values.TUTOR_PROVIDER ?? 'gemini') as TutorEnv['via'],
    apiKey: values.GEMINI_API_KEY ?? null,
    model: values.GEMINI_MODEL ?? 'gemini-flash-latest',
    baseUrl: (values.GEMINI_BASE_URL ?? geminiUrl).replace(/\/+$/, ''),
    dailyQuestions: Number(values.TUTOR_DAILY_QUESTIONS ?? 40),
    dailyTokens: Number(values.TUTOR_DAILY_TOKENS ?? 2_000_000),
  }
}

const geminiUrl = 'https://generativelanguage.googleapis.com'
const googleIssuer = 'https://accounts.google.com'
const gitHubUrl = 'https://github.com'

function provider(id: string | undefined, clientSecret: string | undefined, address: string): ProviderEnv | null {
  return id && clientSecret ? { clientId: id, clientSecret, url: address.replace(/\/+$/, '') } : null
}
