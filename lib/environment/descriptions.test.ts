import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { jobs } from '../../server/scheduler'
import { settingGroups, testsTitle } from './descriptions'
import { envExample, settingsTable, tableEnd, tableStart, withSettingsTable } from './descriptions-text'
import { settingNames, settingsProblems } from './rules.mjs'

const inRoot = (path: string) => new URL(`../../${path}`, import.meta.url)
const read = (path: string) => readFileSync(inRoot(path), 'utf8')
const settings = settingGroups.flatMap((group) => group.settings)
const described = settings.map(({ name }) => name)

describe('every setting is described', () => {
  test('none twice', () => {
    expect(described.filter((name, index) => described.indexOf(name) !== index)).toEqual([])
  })

  test('each that the rules check', () => {
    expect(settingNames.filter((name) => !described.includes(name))).toEqual([])
  })

  test('each that the app reads', () => {
    const names = [...read('lib/env.ts').matchAll(/(?:values\.|text\(')([A-Z][A-Z_]+)/g)].map(([, name]) => name ?? '')
    expect(names.length).toBeGreaterThan(20)
    // VERCEL is set by the platform, never by a person.
    expect(names.filter((name) => name !== 'VERCEL' && !described.includes(name))).toEqual([])
  })

  test('each flag of a start that has a variable', () => {
    const names = [...read('server/options.ts').matchAll(/settings\.([A-Z][A-Z_]+)/g)].map(([, name]) => name ?? '')
    expect(names).toContain('PORT')
    expect(names.filter((name) => !described.includes(name))).toEqual([])
  })

  test('and none that nothing reads', () => {
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'lib', 'db', 'server', 'scripts'], {
      cwd: inRoot(''),
      encoding: 'utf8',
    })
    const sources = listed.split('\n').filter((path) => /\.m?ts$|\.mjs$/.test(path) && existsSync(inRoot(path)))
    const readers = sources.filter((path) => !/\.test\.ts$|environment\/settings(-text)?\.ts$/.test(path)).map(read)
    const ofJobs = jobs.map(({ path }) => `CRON_${path.split('/').at(-1)?.toUpperCase()}_SECONDS`)
    const unread = described.filter((name) => !ofJobs.includes(name) && !readers.some((text) => text.includes(name)))
    expect(unread).toEqual([])
  })
})

describe('the written files are those of the descriptions', () => {
  const hint = 'run npm run env:example'

  test('.env.example', () => {
    expect(read('.env.example'), hint).toBe(envExample(settingGroups))
  })

  test('docs/operating.md', () => {
    const document = read('docs/operating.md')
    expect(document, hint).toBe(withSettingsTable(document, settingGroups))
  })
})

test('every example is a value that the rules accept', () => {
  const valuesOf = (groups: typeof settingGroups) => parseEnv(envExample(groups).replace(/^#([A-Z_]+=)/gm, '$1'))
  expect(Object.keys(valuesOf(settingGroups)).sort()).toEqual([...described].sort())
  const values = valuesOf(settingGroups.filter(({ title }) => title !== testsTitle))
  // A key of 32 bytes in the example would be used by somebody.
  const { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: _, ...checked } = values
  expect(settingsProblems(checked, 'app')).toEqual([])
})

describe('the text of a setting', () => {
  const groups = [
    {
      title: 'Sending',
      settings: [{ name: 'MAIL_FROM', needed: 'public sites', example: 'Cafe <a@b.example>', purpose: 'The sender.' }],
    },
  ]

  test('stands as a comment over its line in .env.example', () => {
    expect(envExample(groups)).toContain(
      '# --- Sending ---\n\n# The sender. Needed for: public sites.\n#MAIL_FROM="Cafe <a@b.example>"\n',
    )
  })

  test('is a row of the table', () => {
    expect(settingsTable(groups)).toContain('| `MAIL_FROM` | public sites | `Cafe <a@b.example>` | The sender. |')
  })

  test('replaces what stood between the markers, and nothing else', () => {
    const document = `before\n${tableStart}\nold\n${tableEnd}\nafter\n`
    const written = withSettingsTable(document, groups)
    expect(written).toMatch(/^before\n/)
    expect(written).toMatch(/\nafter\n$/)
    expect(written).not.toContain('old')
    expect(() => withSettingsTable('no markers', groups)).toThrow('needs the lines')
  })
})
