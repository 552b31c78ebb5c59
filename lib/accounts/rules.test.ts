import fc from 'fast-check'
import { expect, test } from 'vitest'
import { routes, safeReturnTo } from '../routes'
import { toCsv } from './csv'
import {
  describeBrowser,
  emailKey,
  isReservedName,
  knownTimeZone,
  maskEmail,
  usernameFrom,
  usernameKey,
  usernameLength,
  usernamePattern,
} from './rules'
import { logInSchema, secondFactorSchema } from './schemas'

test('whatever somebody is called elsewhere, the name made of it is one of ours', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const made = usernameFrom(name)
      expect(made).toMatch(usernamePattern)
      expect(made.length).toBeGreaterThanOrEqual(usernameLength.min)
      expect(made.length).toBeLessThanOrEqual(usernameLength.max)
      expect(isReservedName(made)).toBe(false)
    }),
  )
  expect(usernameFrom('Zoë Müller')).toBe('Zoe_Muller')
  expect(usernameFrom('Admin')).toBe('new_guest')
})

test('folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(usernameKey(usernameKey(text))).toBe(usernameKey(text))
      expect(emailKey(emailKey(text))).toBe(emailKey(text))
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['europe/berlin', 'Europe/Berlin'],
  ['Mars/Olympus', 'UTC'],
  ['', 'UTC'],
  ['../../etc/passwd', 'UTC'],
  ['x'.repeat(1000), 'UTC'],
])('the zone %j is %s', (wanted, zone) => {
  expect(knownTimeZone(wanted)).toBe(zone)
})

test('a masked address is recognised and cannot be written to', () => {
  expect(maskEmail('maria@example.org')).toBe('m…@example.org')
})

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1',
    'Safari on iOS',
  ],
  ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', 'Chrome on Android'],
  ['curl/8.0', 'An unknown browser'],
  ['', 'An unknown browser'],
])('%s is %s', (userAgent, name) => {
  expect(describeBrowser(userAgent)).toBe(name)
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  ' /dashboard',
  '/\tevil',
  '/\n/evil.example',
  '/%0d%0aLocation:x\r\n',
  '\u0000/',
  'dashboard',
  '',
  '/'.repeat(2),
  `/${'x'.repeat(600)}`,
  '/.//evil.example/x',
  '/../..//evil.example',
  '/a/..//evil.example',
  '/%2e//evil.example',
  '/a/%2E%2e//evil.example',
  '/.///evil.example',
  '/rooms/%ff',
  '/rooms/%',
  '/rooms/%00',
  '/%5c%5cevil.example/..%0d',
])('%j is no address to come back to', (wanted) => {
  expect(safeReturnTo(wanted)).toBe(routes.dashboard)
})

/** What parsers disagree about, in any order. */
const pathPieces = [
  '/',
  '//',
  '.',
  '..',
  '%2e',
  '%2F',
  '%5c',
  '\\',
  '@',
  ':',
  ';',
  '?',
  '#',
  'evil.example',
  '日本',
  '%ff',
  '\t',
  ' ',
]
const hostilePaths = fc.array(fc.constantFrom(...pathPieces), { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`)

test('an address to come back to always stays here, however it is parsed, and can stand in a header', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        // Slow to make, and the least hostile of them.
        { arbitrary: fc.webUrl(), weight: 1 },
        { arbitrary: fc.string(), weight: 4 },
        { arbitrary: fc.string().map((text) => `/${text}`), weight: 5 },
        { arbitrary: fc.string({ unit: 'binary' }).map((text) => `/${text}`), weight: 5 },
        { arbitrary: hostilePaths, weight: 10 },
      ),
      (wanted) => {
        const answer = safeReturnTo(wanted)
        // A browser takes what begins with two slashes for another host; Next's client does so after it has parsed once.
        expect(answer).toMatch(/^\/(?!\/)[\x21-\x7e]*$/)
        expect(answer).not.toContain('\\')
        const once = new URL(answer, 'http://cafe.example')
        const again = new URL(once.pathname + once.search + once.hash, 'http://cafe.example')
        expect([once.origin, again.origin]).toEqual(['http://cafe.example', 'http://cafe.example'])
        expect(safeReturnTo(answer)).toBe(answer)
        expect(() => decodeURIComponent(once.pathname)).not.toThrow()
      },
    ),
    { numRuns: 2_500 },
  )
  for (const fine of ['/rooms/K7QX2M', '/progress?from=2026-01-01', '/u/maria#top'])
    expect(safeReturnTo(fine)).toBe(fine)
})

test.each([
  ['/rooms?q=日本', '/rooms?q=%E6%97%A5%E6%9C%AC'],
  ['/rooms?q=%ff', '/rooms?q=%ff'],
  ['/u/../rooms', '/rooms'],
  ['/rooms?q=a b', '/rooms?q=a%20b'],
])('%j comes back as %j', (wanted, answer) => expect(safeReturnTo(wanted)).toBe(answer))

test('forms take no address to come back to that is not one', () => {
  const sent = { identifier: 'maria', password: 'x', callbackUrl: '/.//evil.example' }
  expect(logInSchema.parse(sent).callbackUrl).toBe(routes.dashboard)
  expect(logInSchema.parse({ ...sent, callbackUrl: undefined }).callbackUrl).toBeUndefined()
  expect(secondFactorSchema.parse({ code: '123456', callbackUrl: '/rooms?q=日本' }).callbackUrl).toMatch(
    /^\/rooms\?q=%E6/,
  )
})

test('a CSV cell never begins like a formula, and what it says can be read back', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const line = toCsv(['head'], [[text]]).slice('\ufeffhead\r\n'.length, -2)
      const inner = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line
      expect(inner).not.toMatch(/^[=+\-@\t\r]/)
      expect(inner.replace(/^'/, '')).toBe(text.replace(/^'/, ''))
    }),
  )
})

test('names that would speak for the house are kept, with whatever is put around them', () => {
  const kept = [
    'staff_',
    'Admin_1',
    'admin',
    '_admin_',
    'ADMIN',
    'adm1n',
    'Adm1n.Team',
    'the_admin',
    'Virtual_Cafe',
    'virtualcafe2',
  ]
  kept.push(
    'virtua1cafe',
    'VirtualCafeTeam',
    'team_virtualcafe',
    'm0derator',
    'support.team',
    'staff99',
    'Team_1',
    'official_',
    'me_',
  )
  for (const name of kept) expect(isReservedName(name), name).toBe(true)
  const free = [
    'adminka',
    'dream_team',
    'teamwork',
    'roberta',
    'staffan',
    'helper_bee',
    'cafe_noir',
    'mode',
    'youri',
    'allan',
    '123',
  ]
  for (const name of free) expect(isReservedName(name), name).toBe(false)
})
