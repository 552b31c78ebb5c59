import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, describeExit, launch, projectFile, tsx } from '../server/children'
import { freePort } from '../server/ports'
import { bareEnvironment } from '../server/settings'

/** One machine on either database. */
export const databaseStacks = ['sqlite', 'postgres'] as const
/** Public deployments behind TLS (`secure-stacks.ts`). */
export const secureStacks = ['https', 'hosted'] as const
export type StackName = (typeof databaseStacks)[number] | (typeof secureStacks)[number]

/** A running VirtualCafe, as the specs see it. */
export type Stack = {
  name: StackName
  url: string
  /** The environment of its app: seeds and scripts that join it run with the same. */
  env: Record<string, string>
  /** Where the mails of a public deployment end (`mail-stand-in.ts`); null: in its outbox. */
  mailbox: string | null
}

/** What every stack of the browser tests is told beside what a person's start is told. The one place for it. */
const testEnvironment: Record<string, string> = { TEST_PASSWORD_COST: 'low', TUTOR_PROVIDER: 'scripted' }

type Opened = { type: 'open'; url: string; env: Record<string, string> }

/** Far from the ports a person uses, so that tests run beside a running `npm start`. The first ones to try. */
const firstPorts: Record<StackName, number> = { sqlite: 4100, postgres: 4200, https: 4700, hosted: 4800 }

/** A stack that this process started. `pid` is its supervisor's. */
export type OwnStack = Stack & { pid: number; stop(): Promise<void> }

/**
 * Starts the product the way a person does, on the build that exists and with a data folder of its own.
 * @param firstPort the first one to try: a port that is asked for by name is had or refused, so a free one is chosen first
 * @param more further variables of its environment
 */
export async function startStack(
  name: StackName,
  databaseUrl: string | null,
  firstPort: number = firstPorts[name],
  more: Record<string, string> = {},
): Promise<OwnStack> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(firstPort)
    const realtimePort = await freePort(firstPort + 50, [port])
    try {
      return await startStackOn(name, databaseUrl, { app: port, realtime: realtimePort }, more)
    } catch (error) {
      // Another run may take a port between the question and the start.
      if (attempt === 3 || !(error instanceof Error && /^Port \d+ .* is taken/m.test(error.message))) throw error
    }
  }
}

async function startStackOn(
  name: StackName,
  databaseUrl: string | null,
  ports: { app: number; realtime: number },
  more: Record<string, string>,
): Promise<OwnStack> {
  const dataDir = mkdtempSync(join(tmpdir(), `cafe-e2e-${name}-`))
  const options = ['--no-build', '--port', String(ports.app), '--data-dir', dataDir]
  const lines: string[] = []
  const child = launch(
    {
      name,
      args: ['--import', tsx, projectFile('server/start.ts'), ...options],
      env: {
        ...bareEnvironment(),
        PUSHER_PORT: String(ports.realtime),
        ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
        // A public site refuses them.
        ...(more.NEXTAUTH_URL ? {} : testEnvironment),
        ...more,
      },
      cwd: projectFile('.'),
    },
    (line) => {
      lines.push(line)
      if (process.env.E2E_LOG) process.stdout.write(`[${name}] ${line}\n`)
    },
  )
  const stop = async () => {
    await child.stop(15_000)
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const { url, env } = await untilOpen(child, lines)
    return { name, url, env, mailbox: null, pid: child.pid, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function untilOpen(child: Child, lines: string[]): Promise<Opened> {
  const opened = new Promise<Opened>((resolve) => child.onMessage((message) => resolve(message as Opened)))
  const ended = child.exited.then((exit) => {
    throw new Error(`The ${child.name} stack did not start (${describeExit(exit)}):\n${lines.join('\n')}`)
  })
  return await Promise.race([opened, ended])
}

/** The process that a stack's supervisor runs under such a command line, or null while it is gone. */
export function childOf(own: OwnStack, command: RegExp): number | null {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
  const rows = table.split('\n').map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
  const child = rows.find((row) => row && Number(row[2]) === own.pid && command.test(row[3] ?? ''))
  return child ? Number(child[1]) : null
}

/** How the specs' own processes learn what the global setup started: through the environment they inherit. */
export function publishStack({ name, url, env, mailbox }: Stack): void {
  process.env[variableOf(name)] = JSON.stringify({ name, url, env, mailbox })
}

/** The stack of a project, inside a spec's process. */
export function readStack(name: string): Stack {
  const text = process.env[variableOf(name)]
  if (!text) throw new Error(`The ${name} stack is not running: start the specs with npm run test:e2e.`)
  return JSON.parse(text) as Stack
}

function variableOf(name: string): string {
  return `E2E_STACK_${name.toUpperCase()}`
}
