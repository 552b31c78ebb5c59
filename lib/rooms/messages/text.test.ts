import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileLines } from '@/lib/testing/hostile-lines'
import { excerptOf, matchMentions, mentionAt, mentionEdit, mentionedIn, partsOf, safeHref } from './text'

const links = (body: string) => partsOf(body).flatMap((part) => (part.kind === 'link' ? [part.href] : []))

describe('links', () => {
  test.each([
    ['see https://example.org/a?b=1#c.', 'https://example.org/a?b=1#c'],
    ['(https://example.org/x)', 'https://example.org/x'],
    ['https://en.wikipedia.org/wiki/Tea_(drink)', 'https://en.wikipedia.org/wiki/Tea_(drink)'],
    ['www.example.org, now', 'https://www.example.org/'],
    ['mailto:ada@example.org', 'mailto:ada@example.org'],
    // An apostrophe inside belongs to the address, at its end to the sentence.
    ["https://en.wikipedia.org/wiki/Devil's_advocate", "https://en.wikipedia.org/wiki/Devil's_advocate"],
    ["'https://example.com/a'", 'https://example.com/a'],
    ["'https://example.com/a', she said", 'https://example.com/a'],
    ["(see 'https://example.com/a').", 'https://example.com/a'],
    // Quotes of every kind.
    ['“https://example.com/a”', 'https://example.com/a'],
    ['„https://example.com/a“', 'https://example.com/a'],
    ['«https://example.com/a»', 'https://example.com/a'],
    ['‹https://example.com/a›', 'https://example.com/a'],
    ['‘https://example.com/a’', 'https://example.com/a'],
    ['"https://example.com/a"', 'https://example.com/a'],
    ['〝https://example.com/a〟', 'https://example.com/a'],
    ['＂https://example.com/a＂', 'https://example.com/a'],
    // Chinese, Japanese and Korean set no space behind a full stop.
    ['https://example.com/foo。次の文。', 'https://example.com/foo'],
    ['https://example.com/foo、次', 'https://example.com/foo'],
    ['https://example.com/foo，然后', 'https://example.com/foo'],
    ['https://example.com/foo！真的', 'https://example.com/foo'],
    ['https://example.com/foo？是吗', 'https://example.com/foo'],
    ['https://example.com/foo：次', 'https://example.com/foo'],
    ['https://example.com/foo；次', 'https://example.com/foo'],
    ['（https://example.com/baz）です', 'https://example.com/baz'],
    ['「https://example.com/baz」です', 'https://example.com/baz'],
    ['『https://example.com/baz』です', 'https://example.com/baz'],
    ['【https://example.com/baz】です', 'https://example.com/baz'],
    ['《https://example.com/baz》。', 'https://example.com/baz'],
    ['见https://example.com/baz', 'https://example.com/baz'],
    ['https://example.com/foo（見て', 'https://example.com/foo'],
    // A bracket that was opened in it stays.
    ['https://en.wikipedia.org/wiki/Tea_(drink).', 'https://en.wikipedia.org/wiki/Tea_(drink)'],
    ['(https://en.wikipedia.org/wiki/Tea_(drink))', 'https://en.wikipedia.org/wiki/Tea_(drink)'],
    ['https://example.org/a[1]]', 'https://example.org/a[1]'],
    ['https://example.org/東京（曖昧）です', encodeURI('https://example.org/東京（曖昧）です')],
    // The last mark of a sentence in other scripts.
    ['https://example.org/a؟', 'https://example.org/a'],
    ['https://example.org/a، ثم', 'https://example.org/a'],
    ['https://example.org/a؛', 'https://example.org/a'],
    ['https://example.org/a۔', 'https://example.org/a'],
    ['https://example.org/a।', 'https://example.org/a'],
    ['https://example.org/a॥', 'https://example.org/a'],
    ['https://example.org/a።', 'https://example.org/a'],
    ['https://example.org/a፣ b', 'https://example.org/a'],
    ['https://example.org/a։', 'https://example.org/a'],
    ['https://example.org/a՞', 'https://example.org/a'],
    ['https://example.org/a។', 'https://example.org/a'],
    ['https://example.org/a။', 'https://example.org/a'],
    ['https://example.org/a…', 'https://example.org/a'],
    ['https://example.org/a—', 'https://example.org/a'],
    ['https://example.org/a?!', 'https://example.org/a'],
    // What belongs to an address stays, to its last letter.
    ['https://example.org/a/', 'https://example.org/a/'],
    ['https://example.org/a-', 'https://example.org/a-'],
    ['https://example.org/?q=100%25&b=', 'https://example.org/?q=100%25&b='],
    ['https://example.org/#', 'https://example.org/#'],
    ['https://bücher.example/größe', 'https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe'],
    ['https://例え.テスト/道', 'https://xn--r8jz45g.xn--zckzah/%E9%81%93'],
    ['https://ar.wikipedia.org/wiki/قهوة', encodeURI('https://ar.wikipedia.org/wiki/قهوة')],
    ['https://fa.wikipedia.org/wiki/می\u200cخواهم', encodeURI('https://fa.wikipedia.org/wiki/می\u200cخواهم')],
    ['https://example.org/👩‍👩‍👧/x', encodeURI('https://example.org/👩‍👩‍👧/x')],
    ['https://example.org/a\u200b', 'https://example.org/a'],
    ['\u200fhttps://example.org/a\u200f', 'https://example.org/a'],
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
    'javascript:https://example.org/',
    'https://user:pass@',
    'https://user@。evil.example/',
    'http://',
    'www.',
    '“https://”',
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
      "'",
      '”',
      '»',
      '。',
      '）',
      '（',
      '」',
      '؟',
      '।',
      '👨‍👩‍👧',
      '例え',
      'https://a.example/b',
    )
    const bodies = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))).map((all) => all.join(''))
    fc.assert(
      fc.property(bodies, (body) => {
        const parts = partsOf(body)
        expect(parts.map(({ text }) => text).join('')).toBe(body)
        for (const part of parts) {
          if (part.kind !== 'link') continue
          expect(part.href).toMatch(/^(https?:\/\/|mailto:)/)
          expect(part.text).not.toMatch(/['.,;:!?…]$|[\s"“”„«»‹›‘’。、，！？：；؟،।።։]/u)
        }
      }),
      { numRuns: 150 },
    )
  })

  // What they cost is measured by `npm run bench:text`.
  test.each(hostileLines(2_000))('a long hostile line is shown as it is: %s', (_, line) => {
    expect(
      partsOf(line)
        .map(({ text }) => text)
        .join(''),
    ).toBe(line)
  })

  test('what cannot be parsed is text', () => expect(safeHref('https://[')).toBeNull())
})

describe('mentions', () => {
  test('each name once, without case, without the dot of the sentence', () => {
    expect(mentionedIn('Hi @Ada and @bob_1, @ada. Write to me@home.example')).toEqual(['ada', 'bob_1'])
  })
  test.each([
    ['@scoutさん、見てください', ['scout']],
    ['@scout请看', ['scout']],
    ['交给@scout处理', ['scout']],
    ['请@scout', ['scout']],
    ['고마워@scout님', ['scout']],
    ['привет@scout', ['scout']],
    ['（@scout）', ['scout']],
    ['＠scout さん', ['scout']],
    ['👋@scout', ['scout']],
    ['@scout!', ['scout']],
    ['@scout.', ['scout']],
    ['@scout...', ['scout']],
    ['@scout...see', ['scout']],
    ['@ada.l_1', ['ada.l_1']],
    ['foo@bar.org', []],
    ['交给foo@bar.org', []],
    ['foo.@bar', []],
    ['@@scout', []],
    ['@.scout', []],
    ['/@scout', []],
    // Addresses of other networks and mail.
    ['@scout@evil.example', []],
    ['hi ＠scout＠evil.example', []],
    ['@scout.x@evil.example', []],
    ['@scout-x@evil.example, hi', []],
    ['@evil@scout.example', []],
    ['x@scout.example', []],
    ['交给x@scout.example', []],
    ['x+y@scout', []],
    ['@scout @bob@evil.example', ['scout']],
    ['@scout, @bob', ['scout', 'bob']],
    ['@scout...@bob', ['scout']],
    ['@scout-san', ['scout']],
    // A name goes on with a letter that no name of ours has.
    ['@scouté', []],
    ['@cafe\u0301', []],
    ['josé@scout.example', []],
    ['Straß@scout', []],
    ['को@scout को', ['scout']],
    ['ที่@scoutที่', ['scout']],
    ['❤\ufe0f@scout❤\ufe0f', ['scout']],
    ['@ab', []],
    [`@${'x'.repeat(31)}`, []],
  ])('%s names %j', (body, names) => expect(mentionedIn(body)).toEqual(names))

  test('no letter is lost around them', () => {
    const pieces = fc.constantFrom('@', '＠', 'ada', '.', '..', 'さん', '请', ' ', 'ada@', 'x'.repeat(31), '_1', '!')
    fc.assert(
      fc.property(fc.array(pieces), (all) => {
        const body = all.join('')
        expect(
          partsOf(body)
            .map(({ text }) => text)
            .join(''),
        ).toBe(body)
        for (const name of mentionedIn(body)) expect(name).toMatch(/^[a-z0-9_](\.?[a-z0-9_]){2,29}$/)
      }),
    )
  })

  test('not inside a link', () => expect(mentionedIn('https://example.org/@ada')).toEqual([]))
})

test('an excerpt is one line and never cuts a letter in half', () => {
  expect(excerptOf('a\n b')).toBe('a b')
  expect([...excerptOf('🍵'.repeat(200))]).toHaveLength(120)
  expect(excerptOf(`${'a'.repeat(118)}🇩🇪🇫🇷`)).toBe(`${'a'.repeat(118)}🇩🇪🇫🇷`)
  expect(excerptOf(`${'a'.repeat(118)}🇩🇪🇫🇷b`)).toBe(`${'a'.repeat(118)}🇩🇪…`)
  expect(excerptOf(`${'a'.repeat(118)}👨‍👩‍👧‍👦👨‍👩‍👧‍👦b`)).toBe(`${'a'.repeat(118)}👨‍👩‍👧‍👦…`)
  expect(excerptOf(`${'a'.repeat(118)}e\u0301bb`)).toBe(`${'a'.repeat(118)}e\u0301…`)
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
    ['请@sc', 4, { from: 1, typed: 'sc' }],
    ['交给@scout处理', 8, { from: 2, typed: 'scout' }],
    ['交给@scout处理', 10, null],
    ['＠sc', 3, { from: 0, typed: 'sc' }],
    ['a@@', 3, null],
    ['hi @Café', 8, { from: 3, typed: 'Café' }],
    ['@Cafe\u0301', 6, { from: 0, typed: 'Cafe\u0301' }],
    ['@ｓｃ', 3, { from: 0, typed: 'ｓｃ' }],
    ['é@sc', 4, null],
  ])('%j with the caret at %i', (text, caret, expected) => expect(mentionAt(text, caret)).toEqual(expected))

  test('is filled in where it stands, and the caret goes behind it', () => {
    expect(mentionEdit('hi @ad and more', { from: 3, typed: 'ad' }, 'ada')).toEqual({ from: 3, to: 7, text: '@ada ' })
    expect(mentionEdit('@', { from: 0, typed: '' }, 'ada')).toEqual({ from: 0, to: 1, text: '@ada ' })
    expect(mentionEdit('请@sc处理', { from: 1, typed: 'sc' }, 'scout')).toEqual({ from: 1, to: 4, text: '@scout ' })
  })

  test('offers names that begin so before names that contain it, in any case', () => {
    const people = ['nadia', 'Ada', 'bob', 'adam'].map((username) => ({ username }))
    expect(matchMentions(people, 'AD', 3).map(({ username }) => username)).toEqual(['Ada', 'adam', 'nadia'])
    for (const typed of ['Ád', 'a\u0301d', 'ａｄ'])
      expect(matchMentions(people, typed, 3).map(({ username }) => username)).toEqual(['Ada', 'adam', 'nadia'])
    expect(matchMentions(people, '', 2).map(({ username }) => username)).toEqual(['nadia', 'Ada'])
  })
})
