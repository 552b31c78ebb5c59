import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isAlive } from './children'
import { lasting } from './fake-programs.fixture'
import { logLine, prefixed } from './output'
import { createSupervisor, restartDelayMs, type Supervisor as Supervision } from './supervisor'

vi.mock('./output', { spy: true })

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
  await vi.waitFor(() => expect(output).toMatch(/^ids .*\n/m), patiently)
  return (/^ids (.*)$/m.exec(output)?.[1] ?? '').split(' ').map(Number)
}

/** What must come, however busy the machine is. */
const patiently = { timeout: 45_000 }

const nobodyIsLeft = (ids: number[]) =>
  vi.waitFor(() => expect(ids.filter(isAlive), 'processes that are still there').toEqual([]), patiently)

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
    await vi.waitFor(() => expect(output()).toContain('Stopping'), patiently)
    supervisor.kill('SIGINT')
    expect(await once(supervisor, 'exit')).toEqual([0, null])
    await nobodyIsLeft(ids)
  })

  it('the code of wrong settings is passed on', async ({ onTestFinished }) => {
    const { supervisor, output } = await startFake(onTestFinished, 'wrong-settings')
    expect(await once(supervisor, 'exit')).toEqual([78, null])
    expect(output()).not.toContain('starting it again')
  })
})

describe('a supervisor of programs that end by themselves', { timeout: 60_000 }, () => {
  /** What the program prints, each time that it is started. */
  const printed: string[] = []
  let supervisor: Supervision

  /** Starts a program of one line and keeps it alive. */
  async function keep(script: string): Promise<void> {
    const program = { name: 'first', args: ['-e', script], env: process.env, cwd: process.cwd() }
    const child = await supervisor.start(program, async () => {})
    supervisor.keepAlive(program, child)
  }

  const idsAtStart = async (start: number) =>
    (await vi.waitUntil(() => printed[start], patiently)).split(' ').map(Number)

  beforeEach(() => {
    printed.length = 0
    vi.mocked(logLine).mockClear()
    vi.mocked(prefixed).mockReturnValue((line) => void printed.push(line))
    supervisor = createSupervisor(1)
  })
  afterEach(() => supervisor.stop())

  it('starts one that was killed again, without its old grandchild', async () => {
    await keep(lasting(false))
    const [first = 0, grandchild = 0] = await idsAtStart(0)
    process.kill(first, 'SIGKILL')
    const [second = 0] = await idsAtStart(1)
    expect(logLine).toHaveBeenCalledWith('error', 'program.ended', {
      program: 'first',
      message: 'The first ended (signal SIGKILL); starting it again in 1 ms.',
    })
    await nobodyIsLeft([first, grandchild])
    expect(isAlive(second)).toBe(true)
  })

  it('gives up one that keeps failing, with a sentence and code 1', async () => {
    await keep('process.exit(3)')
    await expect(supervisor.gaveUp).rejects.toMatchObject({
      message: 'The first keeps ending (exit code 3), so everything was stopped.',
      exitCode: 1,
    })
    const waits = vi.mocked(logLine).mock.calls.map(([, , { message }]) => /in (\d+) ms/.exec(message)?.[1])
    expect(waits).toEqual(['1', '2', '4', '8', '16'])
  })

  it('does not start one again that says its settings are wrong', async () => {
    await keep('process.exit(78)')
    await expect(supervisor.gaveUp).rejects.toMatchObject({ exitCode: 78 })
    expect(logLine).not.toHaveBeenCalled()
  })
})
