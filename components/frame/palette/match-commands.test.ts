import fc from 'fast-check'
import { expect, test } from 'vitest'
import { navItems } from '../nav-items'
import { matchCommands, sectionsFor } from './match-commands'
import { paletteCommands } from './palette-commands'

const labels = (typed: string) => matchCommands(paletteCommands, typed).map(({ label }) => label)
const anyCommand = fc.constantFrom(...paletteCommands)

test('each command has an id and a name of its own, and every place of the navigation is one', () => {
  expect(new Set(paletteCommands.map(({ id }) => id)).size).toBe(paletteCommands.length)
  expect(new Set(paletteCommands.map(({ label }) => label)).size).toBe(paletteCommands.length)
  for (const { id } of paletteCommands) expect(id).toMatch(/^[a-z-]+$/)
  const places = paletteCommands.flatMap(({ effect }) => (effect.type === 'go' ? [effect.href] : []))
  expect(places).toEqual(expect.arrayContaining(navItems.map(({ href }) => href)))
})

/** How people write a name when they are in a hurry, or have another keyboard. */
const accented: Record<string, string> = { a: 'á', e: 'ê', i: 'ï', o: 'Õ', u: 'ū', c: 'ç', n: 'ñ' }
const written = (label: string, marks: boolean[], isLoud: boolean) => {
  const text = [...label].map((letter, i) => (marks[i] ? (accented[letter] ?? letter) : letter)).join('')
  return isLoud ? ` ${text.toUpperCase()} ` : text
}

test('every command comes first by its own name, in any case and with any accents', () => {
  fc.assert(
    fc.property(anyCommand, fc.array(fc.boolean(), { minLength: 30 }), fc.boolean(), ({ label }, marks, isLoud) => {
      expect(labels(written(label, marks, isLoud))[0]).toBe(label)
    }),
  )
})

test('every command is found by its words in any order and by their beginnings', () => {
  const cut = fc.integer({ min: 1, max: 12 })
  fc.assert(
    fc.property(
      anyCommand,
      fc.array(cut, { minLength: 6, maxLength: 6 }),
      fc.boolean(),
      ({ label }, cuts, isTurned) => {
        const terms = label.split(/[ :]+/).map((term, i) => term.slice(0, cuts[i]))
        expect(labels((isTurned ? terms.reverse() : terms).join(' '))).toContain(label)
      },
    ),
  )
})

test('another letter never brings a command that was not there before', () => {
  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz ')
  fc.assert(
    fc.property(fc.array(letter, { minLength: 1, maxLength: 6 }), letter, (letters, next) => {
      const [before, after] = [letters.join(''), letters.join('') + next]
      fc.pre(before.trim() !== '')
      expect(labels(before)).toEqual(expect.arrayContaining(labels(after)))
    }),
  )
})

test('the best comes first: the name, its beginning, a word of it, another word for it, a part of one', () => {
  const commands = [
    { label: 'Recollect', keywords: '' },
    { label: 'Cards', keywords: 'collection' },
    { label: 'My collection' },
    { label: 'Collections' },
    { label: 'Collection' },
    { label: 'Something else', keywords: 'unrelated' },
  ]
  expect(matchCommands(commands, 'collection').map(({ label }) => label)).toEqual([
    'Collection',
    'Collections',
    'My collection',
    'Cards',
  ])
  expect(matchCommands(commands, 'collect').at(-1)?.label).toBe('Recollect')
  expect(labels('study')[0]).toBe('Study')
  expect(labels('room').slice(0, 3)).toEqual(['Rooms', 'Join a room by code', 'New room'])
})

test('an accent is no end of a word', () => {
  const commands = [{ label: 'Goals again' }, { label: 'Goals' }, { label: 'A café' }, { label: 'Café' }]
  expect(matchCommands(commands, 'GÓALS').map(({ label }) => label)).toEqual(['Goals', 'Goals again'])
  expect(matchCommands(commands, 'cafe').map(({ label }) => label)).toEqual(['Café', 'A café'])
})

test('equals keep the order of the list', () => {
  fc.assert(
    fc.property(fc.constantFrom('a', 'e', 'th', 'mode', 'chat', 'account'), (typed) => {
      const twice = paletteCommands.flatMap((command) => [command, { ...command, id: `${command.id}-again` }])
      const found = matchCommands(twice, typed).map(({ id }) => id)
      for (const id of found.filter((it) => !it.endsWith('-again')))
        expect(found.indexOf(`${id}-again`)).toBeGreaterThan(found.indexOf(id))
    }),
  )
  expect(labels('theme')).toEqual(['Theme: Day', 'Theme: Night', 'Theme: Device'])
})

test('nothing typed shows everything, by group', () => {
  for (const typed of ['', '  ']) {
    const sections = sectionsFor(typed)
    expect(sections.map(({ title }) => title)).toEqual(['Go to', 'Do', 'Theme'])
    expect(sections.flatMap(({ commands }) => commands)).toEqual(paletteCommands)
  }
})

test('whatever is typed, the tutor can be asked, and that comes last', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (typed) => {
      fc.pre(typed.trim() !== '')
      const [only, ...others] = sectionsFor(typed)
      expect(others).toEqual([])
      expect(only?.title).toBeNull()
      expect(only?.commands.at(-1)?.effect).toEqual({ type: 'ask-tutor', draft: typed.trim() })
    }),
  )
  expect(labels('What is entropy?')).toEqual([])
  expect(labels('?!')).toEqual([])
})
