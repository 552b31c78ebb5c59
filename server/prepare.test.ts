import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { diskSentence } from './data-dir'
import { diskProblem, isInstalled, nodeProblem } from './prepare.mjs'

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
  for (const name of ['./prepare.mjs', './lock.mjs', '../db/sqlite-library.mjs']) {
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
  it.each(['EROFS', 'EACCES', 'ENOSPC', 'EPERM'])('%s is one sentence that names the folder', (code) => {
    for (const sentence of [diskProblem({ code }, '/srv/cafe'), diskSentence(code, '/srv/cafe')])
      expect(sentence).toMatch(/^[A-Z][^\n]*\/srv\/cafe[^\n]*\.$/)
  })

  it('another error is left alone', () => {
    expect(diskProblem({ code: 'ENOENT' }, '/srv/cafe')).toBeNull()
  })
})
