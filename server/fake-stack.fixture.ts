/** A supervisor with two fake programs, for `supervisor.test.ts`. Says `ids <pid…>` of everybody when all run. */
import { failing, lasting } from './fake-programs.fixture'
import { runUntilStopped } from './lifecycle'
import { say } from './output'
import { createSupervisor } from './supervisor'

const supervisor = createSupervisor()
const [kind] = process.argv.slice(2)

const script = kind === 'wrong-settings' ? failing(78) : lasting(kind === 'stubborn')

async function open(): Promise<void> {
  const ids: number[] = []
  for (const name of ['first', 'second']) {
    const program = { name, args: ['-e', script], env: process.env, cwd: process.cwd() }
    const child = await supervisor.start(program, async () => {})
    supervisor.keepAlive(program, child)
    ids.push(...(await new Promise<number[]>((resolve) => child.onMessage((message) => resolve(message as number[])))))
  }
  say(`ids ${ids.join(' ')}`)
  await supervisor.gaveUp
}

runUntilStopped(open, supervisor.stop)
