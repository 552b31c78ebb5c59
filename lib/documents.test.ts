import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import packageJson from '../package.json'
import { type Document, deadReferences, indexBreaches, type Tree, unknownNames } from './testing/documents'

const root = new URL('..', import.meta.url).pathname
const read = (path: string) => readFileSync(root + path, 'utf8')

function tree(): Tree {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  const files = listed.split('\n').filter((path) => path && existsSync(root + path))
  const folders = files.flatMap((path) => path.split('/').map((_, at, parts) => parts.slice(0, at).join('/')))
  const isSource = (path: string) => /\.(tsx?|mjs)$/.test(path) && !path.startsWith('lib/testing/')
  return {
    paths: new Set([...files, ...folders]),
    scripts: new Set(Object.keys(packageJson.scripts)),
    sources: files.filter(isSource).map(read).join('\n'),
    documents: files.filter((path) => path.endsWith('.md')).map((path) => ({ path, text: read(path) })),
  }
}

const real = tree()

test('what the documents link to, name and tell to run is there', () => {
  expect(real.documents.length).toBeGreaterThan(40)
  expect(deadReferences(real)).toEqual([])
})

test('the names of the glossary are those of the code', () => {
  expect(unknownNames(read('docs/glossary.md'), real.sources)).toEqual([])
})

test('every decision is in the index', () => {
  const isDecision = ({ path }: Document) => /^docs\/decisions\/\d{3}-/.test(path)
  expect(indexBreaches(read('docs/decisions/README.md'), real.documents.filter(isDecision))).toEqual([])
})

test('README asks for the Node that package.json asks for', () => {
  expect(read('README.md')).toContain(`Node ${packageJson.engines.node.replace('>=', '')} or newer`)
})

test('the flags of docs/operating.md are those of a start', () => {
  const [, section = ''] = read('docs/operating.md').split('## Flags of a start')
  const flags = [...(section.split('\n## ')[0] ?? '').matchAll(/--[a-z-]+/g)].map(([flag]) => flag)
  const help = read('server/options.ts')
  expect(flags.length).toBeGreaterThan(4)
  expect(flags.filter((flag) => flag !== '--help' && !help.includes(`  ${flag} `))).toEqual([])
})

const planted = (text: string): Tree => ({
  paths: new Set(['docs', 'docs/a.md', 'docs/b.md', 'lib', 'lib/guard.ts', 'README.md']),
  scripts: new Set(['dev']),
  sources: '',
  documents: [
    { path: 'docs/a.md', text },
    { path: 'docs/b.md', text: '# B\n## Behind https\n' },
  ],
})

describe('a planted mistake is found', () => {
  test.each<[string, string, RegExp]>([
    ['a dead link', '[c](c.md)', /links to c.md/],
    ['a dead link upwards', '[c](../c.md)', /links to/],
    ['a dead heading', '[b](b.md#before-https)', /no such heading/],
    ['a dead path', 'see `lib/portal.ts`', /names lib\/portal.ts/],
    ['a dead script', '`npm run deploy`', /npm run deploy/],
  ])('%s', (_, text, sentence) => {
    expect(deadReferences(planted(text)).join('\n')).toMatch(sentence)
  })

  test('a name that no source has', () => {
    const glossary = '| word | meaning | in code |\n| seat | A right. | `takeSeat`, `rooms.gone` |\n\n## Verbs\n'
    expect(unknownNames(glossary, 'function takeSeat() {} const rooms = 1')).toEqual([
      'docs/glossary.md names rooms.gone, which no source has.',
    ])
  })

  test('a decision that is not listed, has the number of another, or another in its title', () => {
    const decisions = [
      { path: 'docs/decisions/001-a.md', text: '# 001: A' },
      { path: 'docs/decisions/001-b.md', text: '# 002: B' },
    ]
    expect(indexBreaches('[001](001-a.md)', decisions)).toEqual([
      'Two decisions have the number 001.',
      'docs/decisions/README.md does not list 001-b.md.',
      'Two decisions have the number 001.',
      'docs/decisions/001-b.md does not begin with "# 001: ".',
    ])
  })
})

test('what is there is left alone', () => {
  const text =
    '[b](b.md#behind-https) [up](../README.md) `lib/guard` `lib/guard.ts` `lib/<domain>` `npm run dev` [x](https://x.example)'
  expect(deadReferences(planted(text))).toEqual([])
})
