import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diskProblem, isInstalled, nodeProblem } from './prepare.mjs'
import { bareEnvironment } from './settings'

describe('nodeProblem', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.11.1', '100.0.0'])('%s will do', (version) => {
    expect(nodeProblem(version)).toBeNull()
  })

  it.each(['14.21.3', '18.20.8', '20.18.3', '9.11.2'])('%s is too old, in one sentence', (version) => {
    expect(nodeProblem(version)).toBe(
      `VirtualCafe needs Node 20.19 or newer and this is Node ${version}: install a newer one from https://nodejs.org and run the command again.`,
    )
  })
})

it('what an old Node has to parse uses nothing newer than Node 14', () => {
  for (const name of [
    './prepare.mjs',
    './install-lock.mjs',
    '../db/sqlite-library.mjs',
    '../lib/environment/rules.mjs',
    '../lib/environment/addresses.mjs',
    '../lib/environment/loopback.mjs',
    '../lib/environment/files.mjs',
    '../lib/environment/database-file.mjs',
  ]) {
    const code = readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8')
    // Logical assignment, numeric separators, class fields and static blocks, `await` at the top.
    expect(code).not.toMatch(/\?\?=|\|\|=|&&=|\d_\d|^\s*static\b|^\s*#\w|^await |\bwith\s*\{/m)
  }
})

describe('isInstalled', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  }

  it('a package for another platform may be absent, but not another version', () => {
    expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true)
    const newerB = { packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '3.0.0' } } }
    expect(isInstalled(wanted, newerB)).toBe(false)
  })

  it('an older or absent package is noticed', () => {
    expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '0.9.0' } } })).toBe(false)
    expect(isInstalled(wanted, {})).toBe(false)
  })
})

describe('a disk that refuses', () => {
  it.each(['EROFS', 'EACCES', 'ENOSPC', 'EPERM', 'ENOTDIR'])('%s is one sentence that names the folder', (code) => {
    expect(diskProblem(code, '/srv/cafe')).toMatch(/^[A-Z][^\n]*\/srv\/cafe[^\n]*\.$/)
    expect(diskProblem(code, '/srv/cafe', ', or do that')).toMatch(/, or do that\.$/)
  })

  it('another error is left alone', () => {
    expect(diskProblem('ENOENT', '/srv/cafe')).toBeNull()
  })
})

describe('a tree in which nothing is installed', { timeout: 60_000 }, () => {
  const project = dirname(dirname(fileURLToPath(import.meta.url)))
  let root: string

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cafe-prepare-'))
    for (const file of [
      'server/prepare.mjs',
      'server/install-lock.mjs',
      'lib/environment',
      'db/sqlite-library.mjs',
      'package.json',
    ]) {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      cpSync(join(project, file), join(root, file), { recursive: true })
    }
  })

  afterEach(() => rmSync(root, { recursive: true }))

  it('npm start names every wrong setting before it installs, builds or writes anything, and ends with 78', () => {
    writeFileSync(join(root, '.env'), 'NEXTAUTH_URL=http://cafe.example\nDATABASE_URL=mysql://x\n')
    const before = readdirSync(root)
    const { VIRTUALCAFE_NO_ENV_FILES: _, ...env } = bareEnvironment()
    const npm = spawnSync('npm', ['start', '--silent'], { cwd: root, env: { ...env, PORT: 'http' }, encoding: 'utf8' })
    expect(npm.stderr.trim().split('\n')).toEqual([
      'The environment is not right:',
      expect.stringMatching(/^ {2}NEXTAUTH_URL: expected https:/),
      expect.stringMatching(/^ {2}DATABASE_URL: expected file:<path> or postgres:/),
      expect.stringMatching(/^ {2}PORT: expected a port/),
      expect.stringMatching(/^ {2}RESEND_API_KEY: missing/),
      expect.stringMatching(/^ {2}MAIL_FROM: missing/),
    ])
    expect(npm.status).toBe(78)
    expect(readdirSync(root)).toEqual(before)
  })
})

describe('npm start, once it is installed', { timeout: 60_000 }, () => {
  const start = (args: string[], env: Record<string, string>) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'server/start.ts', ...args], {
      cwd: dirname(dirname(fileURLToPath(import.meta.url))),
      env: { ...bareEnvironment(), ...env },
      encoding: 'utf8',
    })

  it('--check warns of a public site that does not say where its visitors are', () => {
    const site = {
      NEXTAUTH_URL: 'https://cafe.example',
      RESEND_API_KEY: 're_1',
      MAIL_FROM: 'VirtualCafe <hello@cafe.example>',
    }
    const silent = start(['--check'], site)
    expect([silent.status, silent.stdout]).toEqual([0, 'The settings are right.\n'])
    expect(silent.stderr).toMatch(/^Warning: CLIENT_IP_HEADER: missing; name the header .*\n$/)
    expect(start(['--check'], { ...site, CLIENT_IP_HEADER: 'X-Real-IP' }).stderr).toBe('')
  })

  it('--check says that the settings are right, or every problem, and ends', () => {
    const right = start(['--check'], {})
    expect([right.status, right.stdout]).toEqual([0, 'The settings are right.\n'])
    const wrong = start(['--check', '--port', 'http'], { DATABASE_URL: 'mysql://x', WEB_CONCURRENCY: '0' })
    expect(wrong.status).toBe(78)
    expect(
      wrong.stderr
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/[: ]/)[0]),
    ).toEqual(['--port', 'DATABASE_URL', 'WEB_CONCURRENCY'])
  })
})
