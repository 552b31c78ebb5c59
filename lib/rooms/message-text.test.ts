import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerptOf, mentionAt, mentionedIn, partsOf, peopleMeant, safeHref, withMention } from './message-text'

const links = (body: string) => partsOf(body).flatMap((part) => (part.kind === 'link' ? [part.href] : []))

describe('links', () => {
  test.each([
    ['see https://example.org/a?b=1#c.', 'https://example.org/a?b=1#c'],
    ['(https://example.org/x)', 'https://example.org/x'],
    ['https://en.wikipedia.org/wiki/Tea_(drink)', 'https://en.wikipedia.org/wiki/Tea_(drink)'],
    ['www.example.org, now', 'https://www.example.org/'],
    ['mailto:ada@example.org', 'mailto:ada@example.org'],
  ])('%s', (body, href) => expect(links(body)).toEqual([href]))

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt://x%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox',
    'file:///etc/passwd',
    'https://bank.example@evil.example/',
    'https://user:pass@evil.example/',
    'blob:https://example.org/1',
  ])('nothing to press in %s', (body) => expect(links(body).filter((href) => !href.startsWith('mailto:'))).toEqual([]))

  test('only three schemes ever come out, whatever goes in, and no letter is lost', { timeout: 20_000 }, () => {
    const pieces = fc.constantFrom(
      'https://',
      'www.',
      'javascript:',
      'mailto:',
      '@ada',
      ' ',
      '<',
      '"',
      ')',
      '(',
      '.',
      'é',
    )
    const bodies = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))).map((all) => all.join(''))
    fc.assert(
      fc.property(bodies, (body) => {
        const parts = partsOf(body)
        expect(parts.map(({ text }) => text).join('')).toBe(body)
        for (const part of parts) if (part.kind === 'link') expect(part.href).toMatch(/^(https?:\/\/|mailto:)/)
      }),
      { numRuns: 150 },
    )
  })

  test('a long hostile line costs no time', () => {
    const started = performance.now()
    partsOf(`https://${'('.repeat(1_900)}`)
    partsOf('@'.repeat(2_000))
    partsOf('https://a.'.repeat(200))
    expect(performance.now() - started).toBeLessThan(300)
  })

  test('what cannot be parsed is text', () => expect(safeHref('https://[')).toBeNull())
})

describe('mentions', () => {
  test('each name once, without case, without the dot of the sentence', () => {
    expect(mentionedIn('Hi @Ada and @bob_1, @ada. Mail me@home.example')).toEqual(['ada', 'bob_1'])
  })
  test('not inside a link', () => expect(mentionedIn('https://example.org/@ada')).toEqual([]))
})

test('an excerpt is one line and never cuts a letter in half', () => {
  expect(excerptOf('a\n b')).toBe('a b')
  expect([...excerptOf('🍵'.repeat(200))]).toHaveLength(120)
})

describe('a name being written', () => {
  test.each([
    ['@', 1, { from: 0, typed: '' }],
    ['hi @ad', 6, { from: 3, typed: 'ad' }],
    ['hi @ad and more', 6, { from: 3, typed: 'ad' }],
    ['hi @ad and more', 15, null],
    ['ada@exa', 7, null],
    ['https://x.example/@ad', 21, null],
    ['no name', 7, null],
  ])('%j with the caret at %i', (text, caret, expected) => expect(mentionAt(text, caret)).toEqual(expected))

  test('is filled in where it stands, and the caret goes behind it', () => {
    expect(withMention('hi @ad and more', { from: 3, typed: 'ad' }, 'ada')).toEqual({
      text: 'hi @ada and more',
      caret: 8,
    })
    expect(withMention('@', { from: 0, typed: '' }, 'ada')).toEqual({ text: '@ada ', caret: 5 })
  })

  test('offers names that begin so before names that contain it, in any case', () => {
    const people = ['nadia', 'Ada', 'bob', 'adam'].map((username) => ({ username }))
    expect(peopleMeant(people, 'AD', 3).map(({ username }) => username)).toEqual(['Ada', 'adam', 'nadia'])
    expect(peopleMeant(people, '', 2).map(({ username }) => username)).toEqual(['nadia', 'Ada'])
  })
})
