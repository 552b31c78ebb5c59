import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Child, isAlive, launch, projectFile } from './children'
import { freePort } from './ports'

let folder: string
let child: Child | undefined
const lines: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cafe-processes-'))
  lines.length = 0
})

afterEach(async () => {
  await child?.stop()
  rmSync(folder, { recursive: true })
})

function run(source: string, port: number, runner = 'server/app-processes.ts'): Child {
  const script = join(folder, 'server.mjs')
  writeFileSync(script, source)
  const main = projectFile(runner)
  const program = {
    name: 'app',
    args: ['--import', 'tsx', main, '2', script, String(port)],
    env: process.env,
    cwd: projectFile('.'),
  }
  child = launch(program, (line) => lines.push(line))
  return child
}

const server = `
  import { createServer } from 'node:http'
  createServer((_, reply) => reply.setHeader('connection', 'close').end(String(process.pid))).listen(process.argv[2])
`

/** Who answers a number of requests. */
async function answering(port: number): Promise<Set<number>> {
  const pids = new Set<number>()
  for (let ask = 0; ask < 8; ask++) {
    // A connection handed to a process in the moment of its death is never answered.
    const pid = await fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(1_000) }).then(
      (reply) => reply.text(),
      () => null,
    )
    if (pid) pids.add(Number(pid))
  }
  return pids
}

it('several processes share a port, one that dies is replaced, and all go with the first', async () => {
  const port = await freePort(20_000 + Math.floor(Math.random() * 20_000))
  const running = run(server, port)
  const first = await vi.waitFor(
    async () => {
      const pids = await answering(port)
      expect(pids.size).toBe(2)
      return [...pids]
    },
    { timeout: 45_000 },
  )
  process.kill(first[0] ?? 0, 'SIGKILL')
  const second = await vi.waitFor(
    async () => {
      const pids = await answering(port)
      expect(pids.size).toBe(2)
      expect(pids).not.toContain(first[0])
      return [...pids]
    },
    { timeout: 45_000 },
  )
  expect(second).toContain(first[1])
  expect(lines.join('\n')).toContain('One of 2 processes ended (signal SIGKILL)')
  await running.stop()
  await vi.waitFor(() => expect([...first, ...second].filter(isAlive)).toEqual([]), { timeout: 15_000 })
}, 120_000)

it('gives up with a code of its own when they keep ending', async () => {
  const running = run('process.exit(3)', 0, 'server/app-processes.fixture.ts')
  expect(await running.exited).toEqual({ code: 1, signal: null })
  expect(lines.filter((line) => line.includes('ended (exit code 3); starting it again in'))).toHaveLength(5)
}, 120_000)
