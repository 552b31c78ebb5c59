import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { acquireLock } from './lock.mjs'

let folder: string
const lock = () => join(folder, 'lock')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cafe-lock-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

it('has one holder at a time, and says once that somebody waits', async () => {
  const release = await acquireLock(lock())
  let waits = 0
  const second = acquireLock(lock(), () => waits++)
  release()
  const releaseSecond = await second
  expect(waits).toBe(1)
  releaseSecond()
  expect(existsSync(lock())).toBe(false)
})

it('takes over from a holder that was killed', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  writeFileSync(lock(), String(pid))
  const release = await acquireLock(lock())
  expect(readFileSync(lock(), 'utf8')).toBe(String(process.pid))
  release()
  expect(readdirSync(folder)).toEqual([])
})

it('processes that all find a dead holder still come one after the other', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  writeFileSync(lock(), String(pid))
  const program = `
    import { mkdirSync, rmdirSync } from 'node:fs'
    import { acquireLock } from ${JSON.stringify(new URL('./lock.mjs', import.meta.url).href)}
    for (let turn = 0; turn < 3; turn++) {
      const release = await acquireLock(${JSON.stringify(lock())})
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
}, 30_000)
