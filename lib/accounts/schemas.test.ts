import { expect, test } from 'vitest'
import { setLeaderboardSchema } from '@/lib/leaderboard/schemas'
import { savePlanSchema } from '@/lib/planner/schemas'
import { addTaskSchema } from '@/lib/study/tasks/schemas'
import { codeSchema, emailSchema, logInSchema, profileSchema, tokenSchema } from './schemas'

test.each([
  '123456.',
  '"123 456"',
  '(123456)',
  '«123456»',
  '123456',
  '１２３４５６',
  '123–456',
  '123 456',
  '\u200b123456\u2060',
  '123‑456',
  '١٢٣٤٥٦',
  '۱۲۳۴۵۶',
  '१२३४५६',
])('%j is the code of an authenticator app', (typed) =>
  expect(codeSchema.parse({ code: typed })).toEqual({ code: '123456' }),
)

test.each(['a1b2c3d4e5f6', 'A1B2C3-D4E5F6', 'ａ１ｂ２ｃ３－ｄ４ｅ５ｆ６', ' a1b2 c3d4 e5f6\u00ad'])(
  '%j is a recovery code',
  (typed) => expect(codeSchema.parse({ code: typed })).toEqual({ code: 'a1b2c3d4e5f6' }),
)

test.each([
  'Abc-_123',
  ' Abc-_123\n',
  'Abc-_\u200b123',
  'https://cafe.example/verify-email/Abc-_123',
  'https://cafe.example/reset-password/Abc-_123?utm=x',
  '<https://cafe.example/verify-email/Abc-_123>.',
])('%j is the secret of a link', (typed) => expect(tokenSchema.parse({ token: typed })).toEqual({ token: 'Abc-_123' }))

test('an address with letters beyond ASCII in its domain is the one that email servers know', () => {
  const known = 'maria@xn--exmple-cua.de'
  expect(emailSchema.parse({ email: ' maria@exämple.de ' })).toEqual({ email: known })
  expect(logInSchema.parse({ identifier: 'maria@EXÄMPLE.de', password: 'x' }).identifier).toBe(known)
  expect(emailSchema.parse({ email: 'Maria@Example.org' })).toEqual({ email: 'Maria@Example.org' })
})

test.each([
  'ｖictim@example.test',
  'vic\u200btim@example.test',
  'victim@ｅxample.test',
  'a@b.test,c@d.test',
  'a@b.test\r\nBcc: x@y.test',
  'a@ä/b.de',
])('%j is refused, and made into nobody else', (email) => expect(emailSchema.safeParse({ email }).success).toBe(false))

test('line ends count once, wherever text has several lines', () => {
  const text = `${'a'.repeat(9)}\r\n`.repeat(200).slice(0, -2)
  const plan = { title: 'x', category: 'study', date: '2026-11-25', time: '14:30', minutes: '60', notes: `${text}b` }
  expect(savePlanSchema.parse(plan).notes).toBe(`${text.replaceAll('\r', '')}b`)
  const bio = `${'a'.repeat(9)}\r\n`.repeat(50).slice(0, -2)
  const profile = { bio: `${bio}b`, gender: 'other', timeZone: 'UTC', visibility: 'public' }
  expect(profileSchema.parse(profile).bio).toHaveLength(500)
})

test.each(['\u200b\u200b\u200b', '\u3164\u3164', '\u2800', '\u115f\u1160'])('%j is no name of anything', (nothing) => {
  expect(addTaskSchema.safeParse({ id: '01926b3e-7a10-7cc0-8000-000000000001', name: nothing }).success).toBe(false)
  const plan = { title: nothing, category: 'study', date: '2026-11-25', time: '14:30', minutes: '60' }
  expect(savePlanSchema.safeParse(plan).success).toBe(false)
  expect(setLeaderboardSchema.safeParse({ visibility: 'alias', alias: nothing }).success).toBe(false)
})
