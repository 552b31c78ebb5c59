/**
 * Public deployments in the small: https before everything, by a certificate of their own, at names that are this machine
 * for their processes and browsers alone. `https` is `npm start` behind a proxy. `hosted` has the realtime server
 * somewhere else, as with Pusher Channels: its own name, and every word to and from it over TLS.
 */
import { type Certificate, makeCertificate } from '../lib/testing/certificate'
import { startTlsProxy } from '../lib/testing/tls-proxy'
import { launch, projectFile, tsx } from '../server/children'
import { bareEnvironment } from '../server/settings'
import { startMailStandIn } from './mail-stand-in'
import { type OwnStack, type Stack, type secureStacks, startStack } from './stacks'

type SecureName = (typeof secureStacks)[number]
type Undo = () => Promise<void>

const siteName = 'cafe.test'
const realtimeName = 'realtime.test'
const names = [siteName, realtimeName]

/** What the stacks share: a certificate, and how their processes get to trust it and find the names. */
export type Secured = { certificate: Certificate; env: Record<string, string> }

export async function secure(): Promise<Secured> {
  const certificate = await makeCertificate(names)
  const env = {
    NODE_EXTRA_CA_CERTS: certificate.certFile,
    NODE_OPTIONS: [process.env.NODE_OPTIONS, `--import ${projectFile('lib/testing/names-on-loopback.mjs')}`]
      .filter(Boolean)
      .join(' '),
    NAMES_ON_LOOPBACK: names.join(),
  }
  return { certificate, env }
}

/** How Chromium trusts this one certificate and finds the names. */
export function browserArguments(publicKeyHash: string): string[] {
  const rules = names.map((name) => `MAP ${name} 127.0.0.1`).join(', ')
  return [`--host-resolver-rules=${rules}`, `--ignore-certificate-errors-spki-list=${publicKeyHash}`]
}

/** Starts one of them. Whatever has to be ended again is added to `undos`, also when the start fails. */
export async function startSecureStack(name: SecureName, secured: Secured, undos: Undo[]): Promise<Stack> {
  const mail = await startMailStandIn()
  undos.push(mail.close)
  const inner: { app: number | null; realtime: number | null } = { app: null, realtime: null }
  const site = await startTlsProxy(secured.certificate, (path) =>
    name === 'https' && path.startsWith('/app/') ? inner.realtime : inner.app,
  )
  undos.push(site.close)
  const url = `https://${siteName}:${site.port}`
  const realtime = name === 'hosted' ? await startRealtime(url, secured, undos) : {}
  const stack: OwnStack = await startStack(name, null, undefined, {
    ...secured.env,
    NEXTAUTH_URL: url,
    RESEND_API_KEY: 're_stand_in',
    RESEND_BASE_URL: mail.url,
    MAIL_FROM: `VirtualCafe <hello@${siteName}>`,
    CLIENT_IP_HEADER: 'X-Forwarded-For',
    ...realtime,
  })
  undos.push(stack.stop)
  inner.app = Number(stack.env.PORT)
  inner.realtime = Number(stack.env.PUSHER_PORT)
  return { ...stack, mailbox: mail.url }
}

const keys = { PUSHER_APP_ID: '4711', PUSHER_KEY: 'hosted-key', PUSHER_SECRET: 'hosted-secret' }

/** The realtime server alone, as `npm run realtime` runs it, behind TLS; answers how an app is told of it. */
async function startRealtime(site: string, { certificate, env }: Secured, undos: Undo[]) {
  const program = {
    name: 'realtime',
    args: ['--import', tsx, projectFile('server/realtime/main.ts')],
    env: {
      ...bareEnvironment(),
      ...env,
      ...keys,
      REALTIME_PORT: '0',
      REALTIME_WEBHOOK_URL: `${site}/api/realtime/webhook`,
      REALTIME_WEBHOOK_EVENTS: 'member_added,member_removed',
      REALTIME_ALLOW_ORIGIN: site,
      REALTIME_CLIENT_EVENTS: 'client-typing:empty',
      CLIENT_IP_HEADER: 'X-Forwarded-For',
    },
    cwd: projectFile('.'),
  }
  const lines: string[] = []
  const port = await new Promise<number>((resolve, reject) => {
    const child = launch(program, (line) => {
      lines.push(line)
      const [, found] = /"url":"http:[^"]*:(\d+)"/.exec(line) ?? []
      if (found) resolve(Number(found))
    })
    undos.push(() => child.stop())
    child.exited.then(() => reject(new Error(`The realtime server did not start:\n${lines.join('\n')}`)))
  })
  const proxy = await startTlsProxy(certificate, (path) => (/^\/apps?\//.test(path) ? port : null))
  undos.push(proxy.close)
  return {
    ...keys,
    PUSHER_CLUSTER: 'eu',
    PUSHER_HOST: realtimeName,
    PUSHER_PORT: String(proxy.port),
    PUSHER_USE_TLS: 'true',
  }
}
