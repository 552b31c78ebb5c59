import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cafe-seed-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a script as npm does, on a database that is not there yet. */
function run(script: string, args: string[], env: Record<string, string> = {}) {
  const node = ['--import', 'tsx', '--import', './server/act-as-server.mjs', script, ...args]
  const { PATH = '' } = process.env
  return spawnSync(process.execPath, node, {
    cwd: root,
    env: { NODE_ENV: 'production', PATH, VIRTUALCAFE_NO_ENV_FILES: '1', DATABASE_URL: `file:${folder}/new.db`, ...env },
    encoding: 'utf8',
  })
}

const scripts = ['scripts/seed-demo.ts', 'scripts/recount.ts']

test.each(scripts)(
  '%s explains itself and does nothing else',
  (script) => {
    for (const flag of ['--help', '-h']) {
      const { status, stdout } = run(script, [flag])
      expect([status, stdout]).toEqual([0, expect.stringMatching(/^npm run (seed:demo|recount) -- \[options\]/)])
    }
    expect(readdirSync(folder)).toEqual([])
  },
  60_000,
)

test.each(scripts)(
  '%s refuses a flag that it does not know, and an argument',
  (script) => {
    for (const argument of ['--fixx', 'people']) {
      const { status, stderr } = run(script, [argument])
      expect([status, stderr]).toEqual([78, expect.stringContaining(`'${argument}'`)])
      expect(stderr).not.toContain('    at ')
    }
    expect(readdirSync(folder)).toEqual([])
  },
  60_000,
)

test('invented people come into a public site only when that is said', () => {
  const site = { NEXTAUTH_URL: 'https://cafe.example' }
  const refused = run('scripts/seed-demo.ts', [], site)
  expect(refused.status).toBe(78)
  expect(refused.stderr).toMatch(/^https:\/\/cafe\.example is a public site: .* --public/)
  expect(readdirSync(folder)).toEqual([])
  // Past the refusal it asks for the database, which is none here: seeding takes too long for a test.
  const meant = run('scripts/seed-demo.ts', ['--public'], { ...site, DATABASE_URL: 'file:/dev/null/cafe.db' })
  expect(meant.stderr).not.toContain('public site')
  expect(meant.stderr).toContain('/dev/null')
}, 60_000)

test('the database is the one that npm start would use', () => {
  const { stderr, status } = run('scripts/recount.ts', [], { DATABASE_URL: '', DATA_DIR: folder })
  expect(status).toBe(1)
  expect(stderr).toContain(`There is no database at ${folder}/virtualcafe.db`)
}, 60_000)
