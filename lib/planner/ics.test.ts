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
