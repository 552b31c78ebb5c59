import 'server-only'
import type { AuthOptions, Profile } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import GitHubProvider from 'next-auth/providers/github'
import GoogleProvider from 'next-auth/providers/google'
import { env, type ProviderEnv } from '@/lib/env'
import { AppError, toAppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { requestInfo } from '@/lib/request'
import { routes, safeReturnTo } from '@/lib/routes'
import { type LogInOutcome, logIn } from './commands/log-in'
import { logInWithProvider } from './commands/providers'
import { passSecondFactor } from './commands/second-factor'
import { endSessionById } from './commands/sessions'
import { getDevice, setDeviceCookie, setPendingLogInCookie } from './cookies'
import { logInSchema } from './schemas'
import { openSessionToken, sessionCookie, sessionCookieOptions, sessionLengthMs } from './session-token'
import { findViewerOf } from './viewer'

/** The answer that a failure of ours deserves, for the route: next-auth has no words for it. */
export type Trouble = { error?: AppError }

/**
 * next-auth's own endpoints (`/api/auth/*`): the same commands check, the same cookie is set, and the session row decides
 * here too.
 * @param trouble is told what was thrown by something of ours that next-auth takes for a wrong password or an old cookie
 */
export function authOptions(trouble: Trouble = {}): AuthOptions {
  return {
    secret: env().authSecret,
    session: { strategy: 'jwt', maxAge: sessionLengthMs / 1000 },
    cookies: { sessionToken: { name: sessionCookie(), options: sessionCookieOptions() } },
    pages: { signIn: routes.login(), error: routes.login() },
    providers: [credentials(trouble), ...providers()],
    jwt: {
      decode: ({ token }) =>
        openToken(token).catch((thrown: unknown) => {
          // Nobody is logged out because the database is down for a moment.
          trouble.error = new AppError('unavailable', undefined, { cause: thrown })
          throw thrown
        }),
    },
    callbacks: {
      redirect: ({ url, baseUrl }) => Promise.resolve(baseUrl + safeReturnTo(pathWithin(url, baseUrl))),
      signIn: async ({ user, account, profile }) => {
        if (account?.type !== 'oauth') return true
        return admitFromProvider(user, account, profile)
      },
      // Who and which session; nothing that could grow old.
      jwt: ({ token, user }) => ({
        sub: user?.id ?? token.sub,
        sid: user && 'sid' in user ? user.sid : token.sid,
        name: token.name,
      }),
      session: ({ session, token }) => ({ expires: session.expires, user: { name: token.name } }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === 'string') await endSessionById(token.sid)
      },
    },
    logger: {
      error: (code, metadata) => {
        // A cookie that does not stand any more is daily life.
        if (code !== 'JWT_SESSION_ERROR') log.warn('next-auth', { code, error: metadata })
      },
      warn: (code) => log.debug('next-auth', { code }),
      debug: () => {},
    },
  }
}

/** The token in a cookie, if its session still stands. */
async function openToken(value: string | undefined) {
  const token = await openSessionToken(value)
  const viewer = token && (await findViewerOf(token, new Date()))
  return viewer && { ...token.claims, sub: viewer.id, sid: viewer.sessionId, name: viewer.username }
}

/** The path of an address of ours; empty for anything else, however it is written. */
function pathWithin(url: string, baseUrl: string): string {
  if (url.startsWith('/')) return url
  if (!URL.canParse(url)) return ''
  const { origin, pathname, search } = new URL(url)
  return origin === new URL(baseUrl).origin ? pathname + search : ''
}

const credentials = (trouble: Trouble) =>
  CredentialsProvider({
    name: 'VirtualCafe',
    credentials: { identifier: {}, password: {}, code: {} },
    authorize: async (sent) => {
      const input = logInSchema.safeParse(sent)
      if (!input.success) return null
      const now = new Date()
      const context = { request: await requestInfo(), device: await getDevice() }
      try {
        let outcome = await logIn({ ...input.data, ...context }, now)
        if (outcome.step === 'second-factor')
          outcome = { step: 'done', ...(await passSecondFactor(outcome, String(sent?.code ?? ''), context, now)) }
        return await welcome(outcome)
      } catch (thrown) {
        const error = toAppError(thrown)
        // What the person can do nothing about is no wrong password. next-auth puts the name into the address it goes to.
        if (error.code === 'internal') log.error('next-auth.authorize', { error: thrown })
        else if (error.code !== 'too-many' && error.code !== 'unavailable') return null
        trouble.error = error.code === 'too-many' ? error : new AppError('unavailable', undefined, { cause: thrown })
        throw new Error(trouble.error.code)
      }
    },
  })

async function welcome(outcome: Extract<LogInOutcome, { step: 'done' }>) {
  await setDeviceCookie(outcome)
  return { id: outcome.userId, sid: outcome.sessionId }
}

function providers(): AuthOptions['providers'] {
  const { google, github } = env()
  return [...(google ? [atGoogle(google)] : []), ...(github ? [atGitHub(github)] : [])]
}

const atGoogle = ({ url, ...client }: ProviderEnv) =>
  GoogleProvider({ ...client, issuer: url, wellKnown: `${url}/.well-known/openid-configuration` })

function atGitHub({ url, ...client }: ProviderEnv) {
  // GitHub keeps its API at a host of its own, a company's own GitHub below its address.
  const api = url === 'https://github.com' ? 'https://api.github.com' : `${url}/api/v3`
  return GitHubProvider({
    ...client,
    authorization: { url: `${url}/login/oauth/authorize`, params: { scope: 'read:user user:email' } },
    token: `${url}/login/oauth/access_token`,
    userinfo: { request: (request: GitHubRequest) => gitHubProfile(api, request) },
  })
}

type GitHubRequest = { tokens: { access_token?: string | undefined } }

/** GitHub's profile with the primary address and whether GitHub has verified it: the public one does not say. */
async function gitHubProfile(api: string, { tokens }: GitHubRequest): Promise<Profile> {
  const read = async (path: string): Promise<unknown> => {
    const reply = await fetch(api + path, {
      headers: { Authorization: `Bearer ${tokens.access_token}`, Accept: 'application/vnd.github+json' },
      signal: AbortSignal.timeout(10_000),
    })
    if (!reply.ok) throw new Error(`GitHub answered ${reply.status}.`)
    return reply.json()
  }
  const [person, emails] = await Promise.all([read('/user'), read('/user/emails')])
  const primary = (emails as { email: string; primary: boolean; verified: boolean }[]).find((email) => email.primary)
  return { ...(person as Profile), email: primary?.email, email_verified: primary?.verified ?? false } as Profile
}

type OauthAccount = { provider: string; providerAccountId: string }

/** True and signed in; or the address to go to instead: the second step, or the log-in page with a reason. */
async function admitFromProvider(user: object, account: OauthAccount, profile: Profile | undefined) {
  const { provider, providerAccountId } = account
  if (provider !== 'google' && provider !== 'github') return false
  const isEmailVerified = profile !== undefined && 'email_verified' in profile && profile.email_verified === true
  const theirs = {
    provider,
    providerAccountId,
    email: profile?.email ?? null,
    isEmailVerified,
    name: profile?.name ?? null,
  }
  const context = { request: await requestInfo(), device: await getDevice() }
  try {
    const outcome = await logInWithProvider(theirs as Parameters<typeof logInWithProvider>[0], context, new Date())
    if (outcome.step === 'second-factor') {
      await setPendingLogInCookie(outcome)
      return routes.secondFactor()
    }
    Object.assign(user, await welcome(outcome))
    return true
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code === 'internal') log.error('next-auth.provider', { provider, error: thrown })
    return `${routes.login()}?error=${error.code}`
  }
}
