import 'server-only'
import { z } from 'zod'
import { dialectOf } from '@/db/dialect/choice'

/** The checked environment. README "Environment" documents each name. */
export type Env = {
  /** The public origin: links in mails, cookies and checks of origin are made from it, never from a request. */
  appUrl: URL
  /** One person's own machine: the app answers on a loopback address. Opens the outbox, allows plain http. */
  isLocal: boolean
  authSecret: string
  realtime: RealtimeEnv
  mail: { via: 'resend'; apiKey: string; from: string } | { via: 'outbox'; from: string }
  cronSecret: string | null
  /** The header in which a trusted proxy states the visitor's address; without one there is none to trust. */
  clientIpHeader: string | null
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
    super(`The environment is not right:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.name = 'EnvError'
  }
}

const flag = z.enum(['true', 'false', '1', '0'], 'expected true or false').transform((v) => v === 'true' || v === '1')
const secret = (length: number) => z.string().min(length, `expected at least ${length} characters`)

const address = z.url({ protocol: /^https?$/, error: 'expected an address such as https://cafe.example' })

const variables = z.object({
  NEXTAUTH_URL: address,
  NEXTAUTH_SECRET: secret(32),
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, 'expected file:<path> or postgres://…')
    .optional(),
  PUSHER_APP_ID: z.string().min(1),
  PUSHER_KEY: z.string().min(1),
  PUSHER_SECRET: z.string().min(1),
  PUSHER_CLUSTER: z.string().optional(),
  PUSHER_HOST: z.string().optional(),
  PUSHER_PORT: z.coerce.number('expected a port').int().min(1).max(65535).optional(),
  PUSHER_USE_TLS: flag.optional(),
  RESEND_API_KEY: z.string().optional(),
  MAIL_FROM: z.string().optional(),
  CRON_SECRET: secret(16).optional(),
  CLIENT_IP_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, 'expected the name of a header')
    .optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  GOOGLE_ISSUER: address.optional(),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  GITHUB_URL: address.optional(),
  VERCEL: z.string().optional(),
})

type Variables = z.infer<typeof variables>

/**
 * Checks a set of variables and shapes them.
 * @throws EnvError that names each wrong one.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = variables.safeParse(withoutBlanks(source))
  if (!parsed.success) throw new EnvError(parsed.error.issues.map((issue) => describe(issue, source)))
  const values = parsed.data
  const appUrl = new URL(values.NEXTAUTH_URL)
  const isLocal = !values.VERCEL && isLoopback(appUrl.hostname)
  const problems = inconsistencies(values, isLocal)
  if (problems.length > 0) throw new EnvError(problems)
  return {
    appUrl,
    isLocal,
    authSecret: values.NEXTAUTH_SECRET,
    realtime: realtimeOf(values, appUrl),
    mail: mailOf(values, appUrl),
    cronSecret: values.CRON_SECRET ?? null,
    clientIpHeader: values.CLIENT_IP_HEADER?.toLowerCase() ?? (values.VERCEL ? 'x-real-ip' : null),
    google: provider(values.GOOGLE_CLIENT_ID, values.GOOGLE_CLIENT_SECRET, values.GOOGLE_ISSUER ?? googleIssuer),
    github: provider(values.GITHUB_CLIENT_ID, values.GITHUB_CLIENT_SECRET, values.GITHUB_URL ?? gitHubUrl),
  }
}

/** What is allowed and yet hardly meant, a sentence each; the start goes on. */
export function warningsOf({ isLocal, clientIpHeader }: Env): string[] {
  if (isLocal || clientIpHeader) return []
  return [
    "CLIENT_IP_HEADER: missing; name the header in which your proxy states the visitor's address. Until then all strangers share one limit.",
  ]
}

let checked: Env | undefined

/** The environment of this process, checked at its first use (and at boot, by `instrumentation.ts`). */
export function env(): Env {
  checked ??= parseEnv(process.env)
  return checked
}

/** Is this the name of the machine itself? */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

/** What is right a value at a time, but wrong together. */
function inconsistencies(values: Variables, isLocal: boolean): string[] {
  const problems: string[] = []
  const together = (first: keyof Variables, second: keyof Variables) => {
    if (Boolean(values[first]) !== Boolean(values[second]))
      problems.push(`${values[first] ? second : first}: missing; ${first} and ${second} go together`)
  }
  together('GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET')
  together('GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET')
  if (!values.PUSHER_CLUSTER && !values.PUSHER_HOST)
    problems.push('PUSHER_CLUSTER or PUSHER_HOST: missing; name a Pusher cluster such as eu, or the host of a server')
  if (values.RESEND_API_KEY && !values.MAIL_FROM)
    problems.push('MAIL_FROM: missing; expected the sender of mails, such as "VirtualCafe <hello@cafe.example>"')
  if (isLocal) return problems
  if (!values.RESEND_API_KEY)
    problems.push('RESEND_API_KEY: missing; a public address needs it to send mail (the outbox is for one machine)')
  if (!values.CRON_SECRET) problems.push('CRON_SECRET: missing; the cron routes refuse everybody without it')
  if (values.VERCEL && dialectOf(values.DATABASE_URL) === 'sqlite')
    problems.push('DATABASE_URL: serverless hosting keeps no files; expected postgres://…')
  return problems
}

function realtimeOf(values: Variables, appUrl: URL): RealtimeEnv {
  const useTls = values.PUSHER_USE_TLS ?? !values.PUSHER_HOST
  const host = values.PUSHER_HOST ?? null
  // A loopback name means something else on every machine: who reaches the app by another name reaches it by that too.
  const isBeside = host !== null && isLoopback(host)
  return {
    appId: values.PUSHER_APP_ID,
    key: values.PUSHER_KEY,
    secret: values.PUSHER_SECRET,
    cluster: values.PUSHER_CLUSTER ?? '',
    host,
    browserHost: isBeside && !isLoopback(appUrl.hostname) ? appUrl.hostname : host,
    port: values.PUSHER_PORT ?? (useTls ? 443 : 80),
    useTls,
  }
}

function mailOf(values: Variables, appUrl: URL): Env['mail'] {
  const from = values.MAIL_FROM ?? `VirtualCafe <cafe@${appUrl.hostname}>`
  return values.RESEND_API_KEY ? { via: 'resend', apiKey: values.RESEND_API_KEY, from } : { via: 'outbox', from }
}

const googleIssuer = 'https://accounts.google.com'
const gitHubUrl = 'https://github.com'

function provider(id: string | undefined, clientSecret: string | undefined, address: string): ProviderEnv | null {
  return id && clientSecret ? { clientId: id, clientSecret, url: address.replace(/\/+$/, '') } : null
}

/** An empty variable is an absent one: that is how hosting consoles and .env files leave them. */
function withoutBlanks(source: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()))
}

/** Says what is wrong without ever repeating the value, which may be a secret. */
function describe(issue: z.core.$ZodIssue, source: Record<string, string | undefined>): string {
  const name = String(issue.path[0])
  return source[name]?.trim() ? `${name}: ${issue.message}` : `${name}: missing`
}
