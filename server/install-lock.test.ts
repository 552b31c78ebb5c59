import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { acquireInstallLock } from './install-lock.mjs'

let folder: string
const lock = () => join(folder, 'lock')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cafe-install-lock-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

it('whoever waits for a living process learns once which one, and comes when it gives the lock back', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  writeFileSync(lock(), String(other.pid))
  const waits: number[] = []
  const acquiring = acquireInstallLock(lock(), (holder) => waits.push(holder))
  await vi.waitFor(() => expect(waits).toEqual([other.pid]))
  rmSync(lock())
  const release = await acquiring
  expect(readFileSync(lock(), 'utf8')).toBe(String(process.pid))
  release()
  expect(existsSync(lock())).toBe(false)
  expect(waits).toHaveLength(1)
  other.kill('SIGKILL')
})

it('processes that all find a dead holder still come one after the other', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  writeFileSync(lock(), String(pid))
  const program = `
    import { mkdirSync, rmdirSync } from 'node:fs'
    import { acquireInstallLock } from ${JSON.stringify(new URL('./install-lock.mjs', import.meta.url).href)}
    for (let turn = 0; turn < 3; turn++) {
      const release = await acquireInstallLock(${JSON.stringify(lock())}, () => {})
      mkdirSync(${JSON.stringify(join(folder, 'inside'))})
      await new Promise((resolve) => setTimeout(resolve, 5))
      rmdirSync(${JSON.stringify(join(folder, 'inside'))})
      release()
    }`
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'ignore', 'inherit'] }),
  )
  const exits = await Promise.all(children.map((child) => once(child, 'exit')))
  expect(exits.map(([code]) => code)).toEqual([0, 0, 0, 0])
  expect(readdirSync(folder)).toEqual([])
}, 30_000)
