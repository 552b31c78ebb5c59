/** A supervisor with two fake programs, for `supervisor.test.ts`. Says `ids <pid…>` of everybody when all run. */
import { runUntilStopped } from './lifecycle'
import { say } from './output'
import { createSupervisor } from './supervisor'

const supervisor = createSupervisor()
const [kind] = process.argv.slice(2)

/** Each starts a grandchild, says its own id and the grandchild's, and goes on for ever. */
const lasting = `
  const { spawn } = require('node:child_process')
  const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  ${kind === 'stubborn' ? "process.on('SIGTERM', () => {})" : ''}
  process.send([process.pid, grandchild.pid])
  setInterval(() => {}, 1000)
`
const failing = (code: number) => `process.send([process.pid]); setTimeout(() => process.exit(${code}), 20)`
const scripts: Record<string, string> = { failing: failing(3), 'wrong-settings': failing(78) }

async function open(): Promise<void> {
  const ids: number[] = []
  for (const name of ['first', 'second']) {
    const program = { name, args: ['-e', scripts[kind ?? ''] ?? lasting], env: process.env, cwd: process.cwd() }
    const child = await supervisor.start(program, async () => {})
    supervisor.keepAlive(program, child)
    ids.push(...(await new Promise<number[]>((resolve) => child.onMessage((message) => resolve(message as number[])))))
  }
  say(`ids ${ids.join(' ')}`)
  await supervisor.gaveUp
}

runUntilStopped(open, supervisor.stop)
