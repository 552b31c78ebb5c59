import { wrongConfiguration } from '../lib/environment/rules.mjs'
import { type Child, describeExit, launch, type Program } from './children'
import { CliError, logLine, prefixed } from './output'

export type Supervisor = {
  /** Starts a program and answers when `isUp` says so; rejects with a CliError when it ends before. */
  start(program: Program, isUp: (signal: AbortSignal) => Promise<void>): Promise<Child>
  /** Starts it again whenever it ends by itself, until it fails too often. */
  keepAlive(program: Program, child: Child): void
  /** Stops what runs, the last started first, and starts nothing any more. */
  stop(): Promise<void>
  /** Rejects with a CliError when a program kept failing. */
  gaveUp: Promise<never>
}

const windowMs = 60_000
const maxFailures = 5
const usualFirstDelayMs = 250

/**
 * How long to wait before the next start, or null when the program fails too often.
 * @param failures when it ended by itself, oldest first
 * @param firstDelayMs the wait after the first failure; it doubles with each further one
 */
export function restartDelayMs(
  failures: number[],
  nowMs: number,
  firstDelayMs: number = usualFirstDelayMs,
): number | null {
  const recent = failures.filter((at) => nowMs - at < windowMs).length
  return recent > maxFailures ? null : firstDelayMs * 2 ** Math.max(0, recent - 1)
}

/** @param firstDelayMs the wait before a program is started again for the first time, as in {@link restartDelayMs} */
export function createSupervisor(firstDelayMs?: number): Supervisor {
  const running = new Set<Child>()
  const stopping = new AbortController()
  let giveUp: (reason: CliError) => void = () => {}
  const gaveUp = new Promise<never>((_, reject) => {
    giveUp = reject
  })
  // Whoever awaits it sees the reason; nobody has to.
  gaveUp.catch(() => {})

  function begin(program: Program): Child {
    const child = launch(program, prefixed(program.name))
    running.add(child)
    child.exited.then(() => running.delete(child))
    return child
  }

  async function start(program: Program, isUp: (signal: AbortSignal) => Promise<void>): Promise<Child> {
    const child = begin(program)
    const waiting = new AbortController()
    const ended = child.exited.then((exit) => {
      throw new CliError(
        `The ${program.name} ended while starting (${describeExit(exit)}); its own lines above say why.`,
        exit.code === wrongConfiguration ? wrongConfiguration : 1,
      )
    })
    try {
      await Promise.race([isUp(waiting.signal), ended])
      return child
    } finally {
      waiting.abort()
    }
  }

  function keepAlive(program: Program, first: Child): void {
    const failures: number[] = []
    const watch = async (child: Child) => {
      const exit = await child.exited
      if (stopping.signal.aborted) return
      failures.push(Date.now())
      const isHopeless = exit.code === wrongConfiguration
      const delayMs = isHopeless ? null : restartDelayMs(failures, Date.now(), firstDelayMs)
      if (delayMs === null) {
        const how = isHopeless ? 'ended' : 'keeps ending'
        const message = `The ${program.name} ${how} (${describeExit(exit)}), so everything was stopped.`
        return giveUp(new CliError(message, isHopeless ? wrongConfiguration : 1))
      }
      const message = `The ${program.name} ended (${describeExit(exit)}); starting it again in ${delayMs} ms.`
      logLine('error', 'program.ended', { program: program.name, message })
      await pause(delayMs, stopping.signal)
      if (!stopping.signal.aborted) void watch(begin(program))
    }
    void watch(first)
  }

  async function stop(): Promise<void> {
    stopping.abort()
    // The app is started last and stopped first: its last requests may still publish.
    for (const child of [...running].reverse()) await child.stop()
  }

  return { start, keepAlive, stop, gaveUp }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
