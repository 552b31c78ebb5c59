import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newRoomCode } from './code'
import { can, cleanMessage, expiryWhenEmpty, isExpired, normaliseRoomCode } from './rules'

test('every code that is made can be read back, typed in small letters, with spaces or a dash', () => {
  for (let n = 0; n < 200; n++) {
    const code = newRoomCode()
    expect(normaliseRoomCode(code)).toBe(code)
    expect(normaliseRoomCode(` ${code.slice(0, 3).toLowerCase()}-${code.slice(3).toLowerCase()} `)).toBe(code)
  }
})

test.each(['', 'K7QX2', 'K7QX2MM', 'K7QX2O', 'K7QX21', 'K7QX2I', 'K7QX2Ä', '../../'])('%j is no code', (typed) => {
  expect(normaliseRoomCode(typed)).toBeNull()
})

test.each([
  'K7QX2M.',
  'K7QX2M!?',
  '"K7QX2M"',
  '“k7q-x2m”,',
  '„K7QX2M“',
  '«K7QX2M»',
  "'K7QX2M'",
  '`K7QX2M`',
  '(K7QX2M)',
  '[K7QX2M].',
  '<K7QX2M>',
  '*K7QX2M*',
  '_K7QX2M_',
  '「K7QX2M」。',
  '#K7QX2M',
  'https://cafe.example/rooms/K7QX2M.',
  'https://cafe.example/rooms/K7QX2M/.',
  '"https://cafe.example/join/K7QX2M"',
  '(https://cafe.example/join/K7QX2M?from=chat).',
  '<https://cafe.example/join/"K7QX2M">',
])('%j is a code with what stood around it', (typed) => expect(normaliseRoomCode(typed)).toBe('K7QX2M'))

test.each(['', '.', '""', '()', '"K7QX2"', 'K7Q.X2M', 'K7QX2M.A', 'https://cafe.example/rooms/.'])(
  '%j is no code either',
  (typed) => expect(normaliseRoomCode(typed)).toBeNull(),
)

test('a temporary room closes exactly 30 minutes after it became empty', () => {
  const now = new Date('2026-03-01T10:00:00Z')
  const expiresAt = expiryWhenEmpty({ isTemporary: true }, now)
  expect(expiresAt).toEqual(new Date('2026-03-01T10:30:00Z'))
  expect(isExpired({ expiresAt }, new Date('2026-03-01T10:29:59.999Z'))).toBe(false)
  expect(isExpired({ expiresAt }, new Date('2026-03-01T10:30:00Z'))).toBe(true)
  expect(expiryWhenEmpty({ isTemporary: false }, now)).toBeNull()
})

test('members talk, only the host rules', () => {
  expect(
    (['owner', 'host', 'acting', 'member'] as const).map((role) => [
      can(role, 'moderate'),
      can(role, 'setTimer'),
      can(role, 'manageBans') || can(role, 'changeSettings') || can(role, 'close'),
    ]),
  ).toEqual([
    [true, true, true],
    [true, true, true],
    [true, true, false],
    [false, false, false],
  ])
  expect([can('member', 'post'), can('member', 'moderate'), can('host', 'moderate')]).toEqual([true, false, true])
})

test('a cleaned message has no control or direction characters, keeps its lines, and stays as it is when cleaned again', {
  timeout: 20_000,
}, () => {
  expect(cleanMessage('  a\r\nb\u202egnp.exe\u0007\n\n\n\n\n\nc ')).toBe('a\nbgnp.exe\n\n\nc')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const clean = cleanMessage(text)
      expect(clean.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
      expect(cleanMessage(clean)).toBe(clean)
    }),
  )
})
