import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, describeExit, launch, projectFile, tsx } from '../server/children'
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

type Opened = { type: 'open'; url: string; env: Record<string, string> }

/** Far from the ports a person uses, so that tests run beside a running `npm start`. */
const firstPorts: Record<StackName, number> = { sqlite: 4100, postgres: 4200, https: 4700, hosted: 4800 }

/** A stack that this process started. `pid` is its supervisor's. */
export type OwnStack = Stack & { pid: number; stop(): Promise<void> }

/**
 * Starts the product the way a person does, on the build that exists and with a data folder of its own.
 * @param port the first one to try; a taken port is replaced by the next free one
 * @param more further variables of its environment
 */
export async function startStack(
  name: StackName,
  databaseUrl: string | null,
  port: number = firstPorts[name],
  more: Record<string, string> = {},
): Promise<OwnStack> {
  const dataDir = mkdtempSync(join(tmpdir(), `cafe-e2e-${name}-`))
  const options = ['--no-build', '--port', String(port), '--data-dir', dataDir]
  const lines: string[] = []
  const child = launch(
    {
      name,
      args: ['--import', tsx, projectFile('server/start.ts'), ...options],
      env: {
        ...bareEnvironment(),
        PUSHER_PORT: String(port + 50),
        ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
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
