/**
 * The specs' hands in the database: people, rooms and rows are made by the product's own code. Runs as a process of its
 * own, with the environment of the stack, because the schema chooses its dialect once a process.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { projectFile, tsx } from '../server/children'
import type { Stack } from './stacks'
import type { TestApi as Tasks } from './test-api-functions'

export type { SeededPerson } from './test-api-functions'

type Reply = { id: number; value?: unknown; error?: string }

/** The tasks of `testApi-tasks.ts`, called as if they stood here. */
export type TestApi = { [Name in keyof Tasks]: Tasks[Name] } & { close(): Promise<void> }

/** Opens the testApi of a stack; close it when the worker ends. */
export function openTestApi(stack: Stack): TestApi {
  const child = spawn(
    process.execPath,
    ['--import', tsx, '--import', projectFile('server/act-as-server.mjs'), projectFile('e2e/test-api-process.ts')],
    { env: stack.env as NodeJS.ProcessEnv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], cwd: projectFile('.') },
  )
  const call = callerOf(child)
  return new Proxy({} as TestApi, {
    get: (_, name) => (name === 'close' ? () => close(child) : (...input: unknown[]) => call(String(name), input)),
  })
}

function callerOf(child: ChildProcess) {
  const waiting = new Map<number, (reply: Reply) => void>()
  let last = 0
  child.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  child.once('exit', (code) => {
    for (const [id, settle] of waiting) settle({ id, error: `The testApi ended (exit code ${code}).` })
  })
  return (task: string, input: unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++last
      waiting.set(id, ({ value, error }) => (error ? reject(new Error(error)) : resolve(value)))
      child.send({ id, task, input })
    })
}

async function close(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.disconnect()
  await ended
}
