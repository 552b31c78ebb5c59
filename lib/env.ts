import 'server-only'
import { describeProblems, isLocalMode, isLoopback, settingsProblems, withoutBlanks } from '@/environment/rules.mjs'

/** The checked environment. README "Environment" documents each name. */
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
}

/** `url`: where the provider is, without a slash at the end. */
export type ProviderEnv = { clientId: string; clientSecret: string; url: string }

/** Where Pusher's protocol is spoken. `host` is null for Pusher's own clusters. */
export type RealtimeEnv = {
  appId: string
  key: string
  secret: string
  cluster: string
  host: string | null
  /** The same server as browsers reach it. */
  browserHost: string | null
  port: number
  useTls: boolean
}

/** Names every wrong value and what is expected, a line each; the start stops with it. */
export class EnvError extends Error {
  constructor(readonly problems: string[]) {
    super(describeProblems(problems))
    this.name = 'EnvError'
  }
}

/** The names that are read here, as text; `environment/rules.mjs` says what each may be. */
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
  const useTls = values.PUSHER_USE_TLS ? isOn(values.PUSHER_USE_TLS) : !values.PUSHER_HOST
  const host = values.PUSHER_HOST ?? null
  // A loopback name means something else on every machine: who reaches the app by another name reaches it by that too.
  const isBeside = host !== null && isLoopback(host)
  return {
    appId: values.PUSHER_APP_ID ?? '',
    key: values.PUSHER_KEY ?? '',
    secret: values.PUSHER_SECRET ?? '',
    cluster: values.PUSHER_CLUSTER ?? '',
    host,
    browserHost: isBeside && !isLoopback(appUrl.hostname) ? appUrl.hostname : host,
    port: Number(values.PUSHER_PORT ?? (useTls ? 443 : 80)),
    useTls,
  }
}

const isOn = (flag: string) => flag === 'true' || flag === '1'

function mailOf(values: Variables, appUrl: URL): Env['mail'] {
  const from = values.MAIL_FROM ?? `VirtualCafe <cafe@${appUrl.hostname}>`
  return values.RESEND_API_KEY ? { via: 'resend', apiKey: values.RESEND_API_KEY, from } : { via: 'outbox', from }
}

const googleIssuer = 'https://accounts.google.com'
const gitHubUrl = 'https://github.com'

function provider(id: string | undefined, clientSecret: string | undefined, address: string): ProviderEnv | null {
  return id && clientSecret ? { clientId: id, clientSecret, url: address.replace(/\/+$/, '') } : null
}
