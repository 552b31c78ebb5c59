import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { errorCode } from './output'

/** A Node program that runs beside us. */
export type Program = {
  /** Stands before each of its lines. */
  name: string
  /** What follows `node`: flags, the script, its arguments. */
  args: string[]
  env: NodeJS.ProcessEnv
  cwd: string
}

export type Exit = { code: number | null; signal: NodeJS.Signals | null }

export type Child = {
  name: string
  pid: number
  exited: Promise<Exit>
  /** What the program sends over its message channel. */
  onMessage(listener: (message: unknown) => void): void
  /** Asks politely, and ends it and whatever it started after `graceMs`. Resolves when nothing is left. */
  stop(graceMs?: number): Promise<void>
  /** Ends it and whatever it started, now. */
  kill(): void
}

const exitWithParent = new URL('./exit-with-parent.mjs', import.meta.url).href
/** Compiles TypeScript as it is loaded; found from the program's working folder, the root of the project. */
export const tsx = 'tsx'
const alive = new Set<Child>()

// Whatever ends us, short of kill -9 (for which the children have exit-with-parent.mjs), ends the children too.
process.on('exit', () => {
  for (const child of alive) child.kill()
})

/**
 * Starts a program in a process group of its own: Ctrl-C reaches only us, who know the order in which to stop, and
 * what the program starts itself can be ended with it.
 */
export function launch(program: Program, onLine: (line: string) => void): Child {
  const handle = spawn(process.execPath, ['--import', exitWithParent, ...program.args], {
    cwd: program.cwd,
    env: { ...program.env, VIRTUALCAFE_SUPERVISOR_PID: String(process.pid) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  })
  relayLines(handle, onLine)
  const child: Child = {
    name: program.name,
    pid: handle.pid ?? 0,
    exited: exitOf(handle),
    onMessage: (listener) => handle.on('message', listener),
    kill: () => signalGroup(handle, 'SIGKILL'),
    stop: async (graceMs = 5000) => {
      handle.kill('SIGTERM')
      const timer = setTimeout(child.kill, graceMs)
      await child.exited
      clearTimeout(timer)
    },
  }
  alive.add(child)
  child.exited.then(() => alive.delete(child))
  return child
}

/** The absolute path of a file of this project, from a path relative to its root. */
export function projectFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}

function exitOf(handle: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    handle.once('error', () => resolve({ code: null, signal: null }))
    handle.once('exit', (code, signal) => {
      // What the program started itself and did not take along.
      signalGroup(handle, 'SIGKILL')
      resolve({ code, signal })
    })
  })
}

function signalGroup(handle: ChildProcess, signal: NodeJS.Signals): void {
  if (!handle.pid) return
  try {
    process.kill(-handle.pid, signal)
  } catch {
    // The group is already empty.
  }
}

function relayLines(handle: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [handle.stdout, handle.stderr]) {
    if (stream) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine)
  }
}

/** How a child ended, for a person: "exit code 1", "signal SIGKILL". */
export function describeExit({ code, signal }: Exit): string {
  if (signal) return `signal ${signal}`
  return code === null ? 'it could not be started' : `exit code ${code}`
}

/** Does a process with this id exist? */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}
