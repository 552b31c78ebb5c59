import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const credentials = ['--app-id', '123456', '--key', 'app-key', '--secret', 'app-secret']

type Command = {
  child: ChildProcessByStdio<null, Readable, Readable>
  exited: Promise<[number | null, string | null]>
}

/** `npm run realtime` as a process of its own, killed at the latest when the test ends. */
export function runCommand(args: string[], env: Record<string, string> = {}, nodeFlags: string[] = []): Command {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url))
  const { PATH } = process.env
  const child = spawn(process.execPath, [...nodeFlags, '--import', 'tsx', main, ...args], {
    env: { PATH, NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, exited: once(child, 'exit') as Command['exited'] }
}

export async function firstLog({ child }: Command): Promise<Record<string, unknown>> {
  for await (const line of createInterface(child.stdout)) {
    child.stdout.resume()
    return JSON.parse(line)
  }
  throw new Error('the command ended without a log line')
}
