import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { isAlive } from './children'
import { restartDelayMs } from './supervisor'

describe('restartDelayMs', () => {
  it('doubles with each failure of the last minute', () => {
    expect([1, 2, 3, 4, 5].map((n) => restartDelayMs(Array(n).fill(0), 1000))).toEqual([250, 500, 1000, 2000, 4000])
  })

  it('gives up after five failures in a minute', () => {
    expect(restartDelayMs(Array(6).fill(0), 1000)).toBeNull()
  })

  it('forgets what is older than a minute', () => {
    expect(restartDelayMs([0, 0, 0, 0, 0, 60_500], 61_000)).toBe(250)
  })
})

type Supervisor = ChildProcessByStdio<null, Readable, Readable>

/** Starts the fake café and answers it with the ids of its programs and of what those started. */
async function startFake(
  onTestFinished: (undo: () => void) => void,
  ...args: string[]
): Promise<{ supervisor: Supervisor; ids: number[]; output: () => string }> {
  const script = fileURLToPath(new URL('./fake-stack.fixture.ts', import.meta.url))
  const supervisor = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void supervisor.kill('SIGKILL'))
  let output = ''
  for (const stream of [supervisor.stdout, supervisor.stderr]) stream.on('data', (part) => (output += part))
  const ids = await idsFrom(supervisor.stdout)
  return { supervisor, ids, output: () => output }
}

/** The ids that a fake stack says once everybody runs. */
async function idsFrom(stdout: Readable): Promise<number[]> {
  let output = ''
  stdout.on('data', (part) => (output += part))
  await vi.waitFor(() => expect(output).toMatch(/^ids .*\n/m), { timeout: 30_000 })
  return (/^ids (.*)$/m.exec(output)?.[1] ?? '').split(' ').map(Number)
}

const nobodyIsLeft = (ids: number[]) =>
  vi.waitFor(() => expect(ids.filter(isAlive), 'processes that are still there').toEqual([]), { timeout: 15_000 })

describe.concurrent('a supervisor with its programs', { timeout: 60_000 }, () => {
  it.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s stops everybody and ends well',
    async (signal, { onTestFinished }) => {
      const { supervisor, ids } = await startFake(onTestFinished)
      expect(ids).toHaveLength(4)
      expect(ids.every(isAlive)).toBe(true)
      supervisor.kill(signal)
      expect(await once(supervisor, 'exit')).toEqual([0, null])
      await nobodyIsLeft(ids)
    },
  )

  it('kill -9 leaves nobody, grandchildren included', async ({ onTestFinished }) => {
    const { supervisor, ids } = await startFake(onTestFinished)
    supervisor.kill('SIGKILL')
    await nobodyIsLeft(ids)
  })

  it('kill -9 leaves nobody, even if they ignore being asked', async ({ onTestFinished }) => {
    const { supervisor, ids } = await startFake(onTestFinished, 'stubborn')
    supervisor.kill('SIGKILL')
    await nobodyIsLeft(ids)
  })

  // Some shells put the program in their own place, others stay between npm and it.
  it.for([
    ['directly', 'exec '],
    ['behind a shell', ''],
  ] as const)('kill -9 of the npm that started it %s leaves nobody', async ([, how], { onTestFinished }) => {
    const script = fileURLToPath(new URL('./fake-stack.fixture.ts', import.meta.url))
    const command = `${how}"${process.execPath}" --import tsx "${script}"; exit $?`
    const program = `require('node:child_process').spawn('sh', ['-c', ${JSON.stringify(command)}], { stdio: 'inherit' })`
    const npm = spawn(process.execPath, ['-e', program], {
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void npm.kill('SIGKILL'))
    const ids = await idsFrom(npm.stdout)
    npm.kill('SIGKILL')
    await nobodyIsLeft(ids)
  })

  it('a second signal does not wait for a program that ignores the first', async ({ onTestFinished }) => {
    const { supervisor, ids, output } = await startFake(onTestFinished, 'stubborn')
    supervisor.kill('SIGINT')
    await vi.waitFor(() => expect(output()).toContain('Stopping'))
    supervisor.kill('SIGINT')
    expect(await once(supervisor, 'exit')).toEqual([0, null])
    await nobodyIsLeft(ids)
  })

  it('a program that is killed is started again, without its old grandchild', async ({ onTestFinished }) => {
    const { ids, output } = await startFake(onTestFinished)
    const [first = 0, grandchild = 0] = ids
    process.kill(first, 'SIGKILL')
    await vi.waitFor(() => expect(output()).toContain('The first ended (signal SIGKILL); starting it again in 250 ms.'))
    await nobodyIsLeft([first, grandchild])
  })

  it('a program that says its settings are wrong is not started again, and its code is passed on', async ({
    onTestFinished,
  }) => {
    const { supervisor, output } = await startFake(onTestFinished, 'wrong-settings')
    expect(await once(supervisor, 'exit')).toEqual([78, null])
    expect(output()).not.toContain('starting it again')
  })

  it('a program that keeps failing ends everything with a sentence and code 1', async ({ onTestFinished }) => {
    const { supervisor, output } = await startFake(onTestFinished, 'failing')
    expect(await once(supervisor, 'exit')).toEqual([1, null])
    expect(output()).toMatch(/The (first|second) keeps ending \(exit code 3\), so everything was stopped\./)
  })
})
