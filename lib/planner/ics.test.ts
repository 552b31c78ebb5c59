import { expect, test } from 'vitest'
import { icsOf } from './ics'

const event = {
  id: 'p1',
  title: 'Algebra; chapters 1, 2 \\ 3',
  category: 'study' as const,
  notes: 'Line one\nLine two\u0007',
  startsAt: new Date('2026-11-25T14:30:00Z'),
  minutes: 90,
  remindMinutesBefore: 10,
  isDone: false,
  updatedAt: new Date('2026-11-20T09:00:00Z'),
}
const options = { host: 'cafe.example', now: new Date('2026-11-23T12:00:00Z') }

test('an event has its times in UTC, its text escaped, its alarm', () => {
  const text = icsOf([event], options)
  const lines = text.split('\r\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'UID:p1@cafe.example',
      'DTSTAMP:20261123T120000Z',
      'DTSTART:20261125T143000Z',
      'DTEND:20261125T160000Z',
      'SUMMARY:Algebra\\; chapters 1\\, 2 \\\\ 3',
      'DESCRIPTION:Line one\\nLine two',
      'TRIGGER:-PT10M',
    ]),
  )
  expect(text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true)
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
})

test('a title cannot smuggle in a line of its own', () => {
  const text = icsOf([{ ...event, title: 'x\r\nATTACH:http://evil.example' }], options)
  expect(text.split('\r\n').filter((line) => line.startsWith('ATTACH'))).toEqual([])
})

test('no text of an event, its id among them, can begin a line or hold a control character', () => {
  const nasty = 'x\r\nATTACH:http://evil.example\nX-A:1\rX-B:2\u2028X-C:3\u0085X-D:4\u0000\u001b\u009f'
  const text = icsOf([{ ...event, id: nasty, title: nasty, notes: nasty }], { ...options, host: nasty })
  const plain = icsOf([event], options)
  const names = (ics: string) =>
    ics
      .replaceAll('\r\n ', '')
      .split('\r\n')
      .map((line) => line.split(/[:;]/)[0])
  expect(names(text)).toEqual(names(plain))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/)
})

test('half of a surrogate pair does not break the folding', () => {
  const text = icsOf([{ ...event, title: `${'a'.repeat(70)}\ud83c tail` }], options)
  const lines = new TextDecoder().decode(new TextEncoder().encode(text)).split('\r\n')
  for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
})

test('long lines are folded at 75 octets and never inside a character', () => {
  const title = 'Überprüfung der Größenordnung 🎓 '.repeat(8)
  const text = icsOf([{ ...event, title }], options)
  const encoder = new TextEncoder()
  for (const line of text.split('\r\n')) expect(encoder.encode(line).length).toBeLessThanOrEqual(75)
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}`)
})

test('what is done does not ring', () => {
  expect(icsOf([{ ...event, isDone: true }], options)).not.toContain('VALARM')
})
