import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTestPrograms } from './test-programs'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cafe-programs-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const write = (name: string, source: string) => writeFileSync(join(root, name), source)

test('keeps what a program writes to either stream, and answers its exit code', async () => {
  write(
    'a.mjs',
    'console.log(process.argv[2], process.env.MORE, process.env.NODE_ENV); console.error("c"); process.exitCode = 3',
  )
  const { run, output } = createTestPrograms(root).keep()
  expect(await run('a.mjs', ['a'], { MORE: 'b' })).toBe(3)
  // The environment of this very run stays out of it.
  expect(output().split('\n').toSorted()).toEqual(['', 'a b undefined', 'c'])
})

test('stops what runs, and begins nothing afterwards', async () => {
  write('endless.mjs', 'console.log("up"); setInterval(() => {}, 1000)')
  const programs = createTestPrograms(root)
  const { run, output } = programs.keep()
  const code = run('endless.mjs', [])
  await vi.waitUntil(() => output().includes('up'), { timeout: 15_000 })
  programs.stop('SIGTERM')
  expect(await code).toBe(1)
  expect(await programs.show('endless.mjs', [])).toBe(1)
})
