import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { holdDataDir } from './data-lock'
import { acquireFileLock, tryFileLock } from './file-lock'
import { bareEnvironment } from './settings'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cafe-data-lock-'))
})

afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

/** A process that has the folder, and tells when. */
async function startHolder() {
  const program = `
    import { holdDataDir } from ${JSON.stringify(new URL('./data-lock.ts', import.meta.url).href)}
    holdDataDir(${JSON.stringify(dataDir)})
    process.stdout.write('held')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

it('a folder has one holder, who is named; kill -9 gives it back at once', async () => {
  const holder = await startHolder()
  expect(() => holdDataDir(dataDir)).toThrow(
    `VirtualCafe already runs here (process ${holder.pid}, data in ${dataDir}): stop it first, or choose another folder with --data-dir.`,
  )
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  holdDataDir(dataDir)()
})

it('neither what a holder left nor the number of a living process stops anybody', () => {
  writeFileSync(join(dataDir, 'running.pid'), `${process.pid}\n`)
  const release = holdDataDir(dataDir)
  expect(() => holdDataDir(dataDir)).toThrow('already runs here')
  release()
  holdDataDir(dataDir)()
})

it('a second npm start on the same folder changes nothing and ends with 1', async () => {
  const holder = await startHolder()
  const second = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'server/start.ts', '--no-build', '--data-dir', dataDir],
    {
      cwd: root,
      env: bareEnvironment(),
      encoding: 'utf8',
    },
  )
  holder.kill('SIGKILL')
  expect([second.stderr, second.status]).toEqual([expect.stringContaining(`process ${holder.pid},`), 1])
  expect(second.stdout).toBe('')
}, 60_000)

it('whoever waits for a lock is told once, and has it when it is given back', async () => {
  const file = join(dataDir, 'lock')
  const release = tryFileLock(file)
  let waits = 0
  const second = acquireFileLock(file, () => waits++)
  expect(waits).toBe(1)
  release?.()
  const releaseSecond = await second
  expect([waits, tryFileLock(file)]).toEqual([1, null])
  releaseSecond()
  tryFileLock(file)?.()
})
