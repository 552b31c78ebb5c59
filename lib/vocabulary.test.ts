import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeHit, readForbiddenWords, synonymsIn, wordsIn } from './testing/vocabulary'
import { vocabularySources } from './testing/vocabulary-sources'

const root = new URL('..', import.meta.url).pathname
const glossary = readFileSync(`${root}docs/glossary.md`, 'utf8')

test('the tree uses one word per idea (docs/glossary.md; npm run words lists the hits by word)', {
  timeout: 60_000,
}, () => {
  const sources = vocabularySources(root)
  expect(sources.length).toBeGreaterThan(500)
  expect(synonymsIn(sources, readForbiddenWords(glossary)).map(describeHit)).toEqual([])
})

/** A glossary with these rows alone. */
const withRows = (...rows: string[]) =>
  readForbiddenWords(
    ['## Words we do not use', '', '| not | but | where | paths |', '|---|---|---|---|', ...rows].join('\n'),
  )

const hitsIn = (path: string, text: string, ...rows: string[]) =>
  synonymsIn([{ path, text }], withRows(...rows)).map(describeHit)

const portal = '| _portal_ | guard | everywhere | |'

describe('a planted synonym is found', () => {
  test.each<[string, string, string]>([
    ['in a file name', 'lib/portal.ts', ''],
    ['in a folder', 'lib/portals/index.ts', ''],
    ['in an identifier', 'lib/a.ts', 'const openPortal = 1'],
    ['in a constant', 'lib/a.ts', 'const MAX_PORTALS = 1'],
    ['in a type', 'lib/a.ts', 'type PortalContext = string'],
    ['in a comment', 'lib/a.ts', '// What every portal shares.'],
    ['in a doc comment', 'lib/a.ts', '/**\n * What every portal shares.\n */'],
    ['in a sentence for people', 'lib/a.ts', "throw new Error('The portal is closed.')"],
    ['in the name of an event', 'lib/a.ts', "publish('portal.opened')"],
    ['in an import', 'lib/a.ts', "import { a } from '@/lib/portal'"],
    ['between tags', 'app/a.tsx', 'const a = <p>The portal is closed.</p>'],
    ['between a value and a tag', 'app/a.tsx', 'const a = <p>{name} opened a portal</p>'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the text of a template
    ['in the hole of a template', 'lib/a.ts', 'const a = `go to ${portalOf(room)}`'],
    ['in a document', 'docs/a.md', 'Actions pass the portal.'],
    ['in code of a document', 'docs/a.md', 'Actions pass `openPortal`.'],
  ])('%s', (_, path, text) => {
    expect(hitsIn(path, text, portal)).toHaveLength(1)
  })

  test('and the sentence says where it is and what to use', () => {
    expect(hitsIn('lib/a.ts', 'const a = 1\n\n// The\n// portal.\n', portal)).toEqual([
      'lib/a.ts:4: "portal" is not our word; use guard.',
    ])
  })

  test('also when the words of it stand on two lines of a comment', () => {
    const hits = hitsIn('lib/a.ts', '/**\n * The grand\n * portal.\n */', '| _grand portal_ | guard | comments | |')
    expect(hits).toEqual(['lib/a.ts:2: "grand * portal" is not our word; use guard.'])
  })
})

describe('what only looks like it is left alone', () => {
  test.each<[string, string, string, string]>([
    ['a longer word', 'lib/a.ts', 'const portaled = teleportal // transportal', portal],
    ['a regular expression', 'lib/a.ts', 'const a = /portal/.test(text)', portal],
    ['a sentence, where only names are meant', 'lib/a.ts', '// They settle here.', '| _settle_ | record | names | |'],
    ['a comment, where only copy is meant', 'lib/a.ts', '// mail', '| _mail_ | email | copy | |'],
    ['a name, where only copy is meant', 'lib/mail/a.ts', "import a from './mail'", '| _mail_ | email | copy | |'],
    ['a longer name, where one name is meant', 'lib/a.ts', 'useRoomChat()', '| _=useRoom_ | useDesk | names | |'],
    [
      'the end of a name, where the beginning is meant',
      'lib/a.ts',
      'almost, atMost(1), most',
      '| _most…_ | max | names | |',
    ],
    ['the beginning of a name, where the end is meant', 'lib/a.ts', 'wordsIn(a)', '| _…words_ | text | names | |'],
    ['another folder', 'lib/rooms/a.ts', 'createRoom()', '| _=createRoom_ | createDesk | names | `components/study` |'],
    ['an exempt folder', 'server/a.ts', '// portal', '| _portal_ | guard | everywhere | not `server` |'],
    ['half of a path', 'lib/a.ts', "import a from '@/components/calls-old'", '| _components/calls_ | x | names | |'],
  ])('%s', (_, path, text, row) => {
    expect(hitsIn(path, text, row)).toEqual([])
  })

  test('an apostrophe between tags begins no string', () => {
    const text = "const a = <p>It's open.</p>\nconst portal = 'x'\n"
    expect(hitsIn('app/a.tsx', text, '| _portal_ | guard | names | |')).toHaveLength(1)
  })
})

test.each<[string, string, string]>([
  ['the beginning of a name', 'mostSeats', '| _most…_ | max… | names | |'],
  ['the end of a name', 'dayInWords', '| _…in words_ | format… | names | |'],
  ['one name', 'useRoom()', '| _=useRoom_ | useDesk | names | |'],
  ['a part of a path', "'@/components/calls/failures'", '| _components/calls_ | components/actions | names | |'],
  ['one of two patterns of a row', 'openHatch()', '| _portal_, _hatch_ | guard | names | |'],
])('a pattern means %s', (_, text, row) => {
  expect(hitsIn('components/study/a.ts', text, row)).toHaveLength(1)
})

test('a row that cannot be read is refused', () => {
  expect(() => withRows('| _portal_ | guard | somewhere | |')).toThrow('cannot be read')
  expect(() => withRows('| _portal_ | | everywhere | |')).toThrow('cannot be read')
  expect(() => withRows('| _most…_ | max… | comments | |')).toThrow('cannot be read')
  expect(() => readForbiddenWords('# Glossary')).toThrow('no table')
})

test('the words of a name', () => {
  expect(wordsIn('takeSeatIn')).toEqual(['take', 'seat', 'in'])
  expect(wordsIn('use-room-api')).toEqual(['use', 'room', 'api'])
  expect(wordsIn('OVER_ADDRESS_LIMIT')).toEqual(['over', 'address', 'limit'])
  expect(wordsIn('readHTTPHeader')).toEqual(['read', 'http', 'header'])
})
