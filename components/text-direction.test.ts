import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = ['app', 'components']
  .flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => path.endsWith('.tsx'))
  .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))

/** What people wrote, where a component puts it between tags. Usernames are ASCII and need no direction. */
const userText = new RegExp(
  `\\{(?:${[
    '(?:\\w+\\.)*room\\.(?:name|description)',
    '(?:props\\.)?task\\??\\.(?:name|notes)(?: \\?\\? [^}]+)?',
    'plan\\.(?:title|notes)',
    'next\\.title',
    'person\\.bio',
    'message\\.body',
    'replyTo\\.(?:excerpt|body)[^}]*',
    'part\\.text',
    'mail\\.(?:subject|text)',
    'unsaved',
  ].join('|')})\\}`,
  'g',
)

/** Far enough back for the tag around it, and for a link between. */
const tagWithin = 600

test('what people wrote stands in a tag that takes its direction', () => {
  const found = sources.flatMap(({ path, text }) =>
    [...text.matchAll(userText)].flatMap((match) => {
      const before = text.slice(Math.max(0, match.index - tagWithin), match.index)
      // An attribute has no direction: what is read aloud has none.
      if (/(?:=|\$|\(|\? |\?\? )$/.test(before)) return []
      return [{ where: `${path}: ${match[0]}`, isDirected: /<bdi>$|dir="(auto|ltr)"/.test(before) }]
    }),
  )
  expect(found.length).toBeGreaterThan(10)
  expect(found.filter(({ isDirected }) => !isDirected).map(({ where }) => where)).toEqual([])
})

test('every box for words takes the direction of what is written in it', () => {
  const boxes = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/<textarea\b[\s\S]*?\/>|<input\s+type="text"[\s\S]*?\/>/g)].map(([tag]) => ({ path, tag })),
  )
  // Hidden ones, for the password managers.
  const open = boxes.filter(({ tag }) => !/\bhidden\b/.test(tag))
  expect(open.length).toBeGreaterThan(2)
  expect(open.filter(({ tag }) => !/dir=/.test(tag)).map(({ path }) => path)).toEqual([])
})
