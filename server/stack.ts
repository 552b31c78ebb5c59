import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isLoopback } from '../lib/environment/loopback.mjs'
import { isLocalMode } from '../lib/environment/rules.mjs'
import { describeExit, launch, type Program, projectFile, tsx } from './children'
import { acquireFileLock } from './file-lock'
import { untilHealthy } from './health'
import type { Options, Settings } from './options'
import { CliError, logError, say } from './output'
import { freePort, namedPort } from './ports'
import type { LocalSecrets } from './secrets'
import type { Realtime, RealtimeKeys } from './settings'
import type { Supervisor } from './supervisor'

/** What runs, and where. */
export type Stack = {
  /** What a person opens. */
  url: string
  /** The app on this machine, past any proxy. */
  origin: string
  env: NodeJS.ProcessEnv
  /** Was the public address set, rather than made up for local mode? */
  isAddressChosen: boolean
}

export type Plan = {
  root: string
  options: Options
  settings: Settings
  realtime: Realtime
  secrets: LocalSecrets
  dataDir: string
  /** Null in development, where Next compiles what is asked for. */
  distDir: string | null
}

/** Where both listen on this machine; `realtime` null: somebody else speaks the protocol. */
export type Ports = { app: number; realtime: number | null }

/** The environment of everything that runs here, apart from the ports. */
export function sharedEnv(plan: Omit<Plan, 'distDir'>): NodeJS.ProcessEnv {
  const { settings, secrets, realtime, dataDir } = plan
  return {
    ...settings,
    NODE_ENV: plan.options.isDev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATA_DIR: dataDir,
    DATABASE_URL: settings.DATABASE_URL ?? `file:${join(dataDir, 'virtualcafe.db')}`,
    NEXTAUTH_SECRET: settings.NEXTAUTH_SECRET ?? secrets.NEXTAUTH_SECRET,
    CRON_SECRET: settings.CRON_SECRET ?? secrets.CRON_SECRET,
    OUTBOX_KEY: settings.OUTBOX_KEY ?? secrets.OUTBOX_KEY,
    ...(realtime.kind === 'embedded' ? keyVariables(realtime.keys, secrets) : {}),
  }
}

/** Brings the database to the newest schema; throws a CliError when that fails. */
export async function migrate(root: string, env: NodeJS.ProcessEnv): Promise<void> {
  const program = {
    name: 'database',
    args: ['--import', tsx, '--import', projectFile('server/act-as-server.mjs'), projectFile('db/migrate.ts')],
    env,
    cwd: root,
  }
  const lines: string[] = []
  const exit = await launch(program, (line) => (line.startsWith('Waiting ') ? say(line) : lines.push(line))).exited
  if (exit.code === 0) return
  const why = lines.join('\n') || `it ended with ${describeExit(exit)}`
  throw new CliError(why.includes('migrated') ? why : `The database could not be migrated: ${why}`)
}

/**
 * Starts the app and, unless somebody else speaks the Pusher protocol, the realtime server; answers when both do.
 * Two starts at once must not be promised the same port: one chooses and listens after the other.
 */
export async function startStack(plan: Plan, supervisor: Supervisor): Promise<Stack> {
  const release = await acquireFileLock(join(tmpdir(), `virtualcafe-${process.getuid?.() ?? 'one'}.ports`), () =>
    say('Waiting for another start that is choosing its ports …'),
  )
  try {
    return await startAll(plan, await choosePorts(plan), supervisor)
  } finally {
    release()
  }
}

/**
 * Where both will listen. In local mode a usual port that is taken is replaced by the next free one; a public site has a
 * proxy, a firewall or links that know its ports, so there they are had or refused, like one that was asked for by name.
 * Throws a CliError.
 * @param tell hears of each port that is replaced
 */
export async function choosePorts(
  { options, settings, realtime }: Pick<Plan, 'options' | 'settings' | 'realtime'>,
  tell: (line: string) => void = say,
): Promise<Ports> {
  const site = isPublic(settings) ? settings.NEXTAUTH_URL : undefined
  const how = (where: string) => (site ? `${where} and tell the proxy before ${site}` : where)
  const isFixed = options.isPortNamed || site !== undefined
  const app = isFixed ? await namedPort(options.port, 'the app', how('--port')) : await freePort(options.port)
  if (app !== options.port) tell(`Port ${options.port} is taken: the app uses ${app} instead.`)
  if (realtime.kind === 'external') return { app, realtime: null }
  const beside =
    realtime.isPortNamed || site !== undefined
      ? await namedPort(realtime.port, 'the realtime server', how('PUSHER_PORT'), [app])
      : await freePort(realtime.port, [app])
  if (beside !== realtime.port) tell(`Port ${realtime.port} is taken: the realtime server uses ${beside} instead.`)
  return { app, realtime: beside }
}

/** Do other people come, by the address that was set? */
const isPublic = (settings: Settings) => Boolean(settings.NEXTAUTH_URL) && !isLocalMode(settings)

async function startAll(plan: Plan, ports: Ports, supervisor: Supervisor): Promise<Stack> {
  const { options } = plan
  const origin = `http://${hereFor(options.host)}:${ports.app}`
  const env = envFor(plan, ports, origin)
  sayWhatProxiesPass(env, ports)
  const programs = [{ program: appProgram(plan, env, ports.app), url: `${origin}/api/health` }]
  if (ports.realtime) {
    const url = `http://${hereFor(options.host)}:${ports.realtime}/health`
    programs.unshift({ program: realtimeProgram(plan, env, ports.realtime), url })
  }
  const starting = programs.map(async ({ program, url }) => ({
    program,
    child: await supervisor.start(program, (signal) => untilHealthy(program.name, url, signal)),
  }))
  for (const { program, child } of await Promise.all(starting)) supervisor.keepAlive(program, child)
  return { url: env.NEXTAUTH_URL ?? origin, origin, env, isAddressChosen: Boolean(plan.settings.NEXTAUTH_URL) }
}

/**
 * The environment of the app and of the realtime server beside it.
 * @param origin the app on this machine
 */
export function envFor(plan: Plan, ports: Ports, origin: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...sharedEnv(plan), PORT: String(ports.app) }
  env.NEXTAUTH_URL ??= `http://localhost:${ports.app}`
  warnAboutAddress(env.NEXTAUTH_URL, ports.app)
  // Who names an address to listen on means that name; every address of the machine is no name.
  const { host } = plan.options
  if (!isLoopback(host) && host !== '0.0.0.0' && host !== '::') env.LOCAL_MODE_HOSTS ??= hereFor(host)
  if (ports.realtime) {
    env.PUSHER_HOST ??= '127.0.0.1'
    env.PUSHER_PORT = String(ports.realtime)
    env.PUSHER_USE_TLS = 'false'
    env.REALTIME_WEBHOOK_URL = `${origin}/api/realtime/webhook`
    env.REALTIME_WEBHOOK_EVENTS = 'member_added,member_removed'
    // What our pages say to each other past the app, which therefore cannot ask who may speak: that somebody types.
    env.REALTIME_CLIENT_EVENTS ??= 'client-typing:empty'
    if (isBehindUnnamedProxy(plan, env.NEXTAUTH_URL)) env.REALTIME_CONNECTIONS_PER_ADDRESS ??= '0'
  }
  if (plan.distDir) env.NEXT_DIST_DIR = plan.distDir
  return env
}

/** Whoever ends TLS before this has to know both ports: pages open their socket at the site's own address. */
function sayWhatProxiesPass({ NEXTAUTH_URL, REALTIME_PUBLIC_URL }: NodeJS.ProcessEnv, { app, realtime }: Ports): void {
  if (realtime && !REALTIME_PUBLIC_URL && NEXTAUTH_URL?.startsWith('https:'))
    say(`The proxy before ${NEXTAUTH_URL} passes /app/ to port ${realtime} and everything else to port ${app}.`)
}

/** A public site on a loopback port has a proxy before it; unless that states addresses, all visitors seem to be one. */
function isBehindUnnamedProxy({ options, settings }: Plan, address: string): boolean {
  const isNamed = Boolean(settings.CLIENT_IP_HEADER ?? settings.REALTIME_CLIENT_IP_HEADER)
  return !isNamed && isLoopback(options.host) && URL.canParse(address) && !isLoopback(new URL(address).hostname)
}

/** A local address with another port in it makes dead links in mails and refused forms. */
function warnAboutAddress(address: string, port: number): void {
  if (!URL.canParse(address)) return
  const url = new URL(address)
  if (isLoopback(url.hostname) && Number(url.port || 80) !== port)
    logError(`NEXTAUTH_URL says ${address} but the app listens on port ${port}: links and log-in will miss it.`)
}

function appProgram({ root, options }: Plan, env: NodeJS.ProcessEnv, port: number): Program {
  const next = projectFile('node_modules/next/dist/bin/next')
  const mode = options.isDev ? 'dev' : 'start'
  const server = [next, mode, '--port', String(port), '--hostname', options.host]
  const several = ['--import', tsx, projectFile('server/app-processes.ts'), String(options.processes)]
  const isAlone = options.isDev || options.processes === 1
  return { name: 'app', args: isAlone ? server : [...several, ...server], env, cwd: root }
}

function realtimeProgram({ root, options }: Plan, env: NodeJS.ProcessEnv, port: number): Program {
  const main = projectFile('server/realtime/main.ts')
  // It refuses to be reached from elsewhere unless that is meant; who wrote --host meant it.
  const meant = isLoopback(options.host) ? [] : ['--allow-production']
  return {
    name: 'realtime',
    args: ['--import', tsx, main, '--host', options.host, '--port', String(port), ...meant],
    env,
    cwd: root,
  }
}

function keyVariables(keys: RealtimeKeys | null, secrets: LocalSecrets) {
  return {
    PUSHER_APP_ID: keys?.appId ?? secrets.PUSHER_APP_ID,
    PUSHER_KEY: keys?.key ?? secrets.PUSHER_KEY,
    PUSHER_SECRET: keys?.secret ?? secrets.PUSHER_SECRET,
  }
}

/** Where to reach, from this machine, a server that listens on `host`. */
function hereFor(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
