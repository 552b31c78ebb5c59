import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateTokens, studentText, turnsOf } from './prompt'

const asked = (body: string, more: Partial<Parameters<typeof studentText>[0]> = {}) => ({
  role: 'student' as const,
  body,
  attempt: '',
  taskName: null,
  hasPhoto: false,
  ...more,
})
const answered = (body: string) => ({ role: 'tutor' as const, body })
const photo = { mimeType: 'image/jpeg', base64: 'AA==' } as const

test('what the student tried and works on stands in their turn, by its name', () => {
  const text = studentText({ body: 'Why?', attempt: 'x = 3', taskName: 'Sheet 4', hasPhoto: true }, true)
  expect(text).toBe(
    'Why?\n\nWhat I tried:\nx = 3\n\nThe photo shows what I have done.\n\nThe task I am working on: Sheet 4',
  )
})

test('a photo goes with the last question alone; of older ones only their place is left', () => {
  const turns = turnsOf([asked('One', { hasPhoto: true }), answered('Two'), asked('Three', { hasPhoto: true })], photo)
  expect(turns.map((turn) => turn.photo)).toEqual([undefined, undefined, photo])
  expect(turns[0]?.text).toContain('(A photo of my work was here.)')
})

test('answers without words are left out, and two questions in a row become one turn', () => {
  expect(turnsOf([asked('One'), answered(''), asked('Two')], null)).toEqual([{ role: 'student', text: 'One\n\nTwo' }])
})

test('the newest turns fit the window, the last question always', () => {
  const long = 'x'.repeat(4_000)
  const said = [asked(long), answered(long), asked(long), answered('short'), asked('last')]
  expect(turnsOf(said, null, 1_100).map(({ text }) => text)).toEqual([long, 'short', 'last'])
  expect(turnsOf([answered('before'), asked(long)], null, 10)).toEqual([{ role: 'student', text: long }])
})

test('whatever was said: student first, sides in turn, the last question last, nothing beyond the window', () => {
  const said = fc.array(
    fc.oneof(
      fc.string().map(answered),
      fc.string({ minLength: 1 }).map((body) => asked(`q${body}`)),
    ),
  )
  fc.assert(
    fc.property(said, fc.integer({ min: 1, max: 30 }), (before, windowTokens) => {
      const turns = turnsOf([...before, asked('the last')], null, windowTokens)
      expect(turns[0]?.role).toBe('student')
      expect(turns.at(-1)?.text.endsWith('the last')).toBe(true)
      for (const [index, { role }] of turns.entries()) expect(role).toBe(index % 2 === 0 ? 'student' : 'tutor')
      const tokens = turns.reduce((sum, { text }) => sum + estimateTokens(text), 0)
      expect(turns.length === 1 || tokens <= windowTokens).toBe(true)
    }),
  )
})
