import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

/** Runs a program of the project and answers its exit code. */
export type RunProgram = (script: string, args: string[], extra?: Record<string, string>) => Promise<number>

export type TestPrograms = {
  /** Its output goes to the terminal, as it comes. */
  show: RunProgram
  /** Its output is kept: the second of the two answers what there is so far. */
  keep(): { run: RunProgram; output(): string }
  /** Ends whatever runs, and lets nothing begin any more. */
  stop(signal: NodeJS.Signals): void
}

/** The programs of one test run, all from the folder `root`. */
export function createTestPrograms(root: string): TestPrograms {
  const running = new Set<ChildProcess>()
  let isStopped = false

  const runWith =
    (onOutput: ((text: string) => void) | null): RunProgram =>
    (script, args, extra = {}) => {
      if (isStopped) return Promise.resolve(1)
      const { NODE_ENV: _, ...inherited } = process.env
      // Next's types want a NODE_ENV, which each program is to choose itself.
      const env = { ...inherited, ...extra, NEXT_TELEMETRY_DISABLED: '1' } as unknown as NodeJS.ProcessEnv
      const command = [...compiler(script), join(root, script), ...args]
      const child = spawn(process.execPath, command, {
        cwd: root,
        stdio: onOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit',
        env,
      })
      for (const stream of [child.stdout, child.stderr]) if (onOutput) stream?.setEncoding('utf8').on('data', onOutput)
      running.add(child)
      return new Promise((resolve) => {
        child.once('close', (code) => {
          running.delete(child)
          resolve(code ?? 1)
        })
      })
    }

  return {
    show: runWith(null),
    keep() {
      let kept = ''
      const run = runWith((text) => {
        kept += text
      })
      return { run, output: () => kept }
    },
    stop(signal) {
      isStopped = true
      for (const child of running) child.kill(signal)
    },
  }
}

/** What Node needs to run a script. */
const compiler = (script: string): string[] => (script.endsWith('.ts') ? ['--import', 'tsx'] : [])
