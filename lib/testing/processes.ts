/** Several processes on one database, as behind a load balancer or on serverless hosting. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

/** An embedded database belongs to one process; races need a file or a server. */
export const canRunProcesses = () => process.env.DATABASE_URL !== 'postgres://embedded'

/** A process that has loaded its script and waits for work. */
export type Worker = {
  /** Hands it one piece of work and answers its result. */
  run<Result>(work: unknown): Promise<Result>
  end(): Promise<void>
}

/** Starts `count` processes of a script that ends with `serveWork(…)`; answers when all are ready. */
export async function startWorkers(script: string, count: number): Promise<Worker[]> {
  return Promise.all(Array.from({ length: count }, () => startWorker(script)))
}

async function startWorker(script: string): Promise<Worker> {
  const args = ['--import', 'tsx', '--import', './server/act-as-server.mjs', script]
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  await nextMessage(child)
  return {
    run: async <Result>(work: unknown) => {
      const reply = nextMessage(child)
      child.send({ work })
      const { result, error } = (await reply) as { result?: Result; error?: string }
      if (error) throw new Error(error)
      return result as Result
    },
    end: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.disconnect()
      }),
  }
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`A worker ended (exit code ${code}).`))
    child.once('exit', onExit)
    child.once('message', (message) => {
      child.off('exit', onExit)
      resolve(message)
    })
  })
}

/** The worker's side: does each piece of work that arrives, until the other side lets go. */
export function serveWork(doWork: (work: never) => Promise<unknown>, atEnd: () => Promise<void>): void {
  process.on('message', async ({ work }: { work: never }) => {
    try {
      process.send?.({ result: await doWork(work) })
    } catch (error) {
      process.send?.({ error: error instanceof Error ? error.stack : String(error) })
    }
  })
  process.once('disconnect', () => void atEnd())
  process.send?.('ready')
}
