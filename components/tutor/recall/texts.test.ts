import { expect, test } from 'vitest'
import { dueAtText } from './due-at-text'
import { offerText } from './offer-text'

test('a break offers what there is, and nothing when there is nothing', () => {
  expect(offerText({ due: 0, canMake: false })).toBeNull()
  expect(offerText({ due: 0, canMake: true })).toBe('Three quick questions from what you asked?')
  expect(offerText({ due: 1, canMake: false })).toBe('One quick question from your recall cards?')
  expect(offerText({ due: 2, canMake: false })).toBe('Two quick questions from your recall cards?')
  expect(offerText({ due: 40, canMake: false })).toBe('Three quick questions from your recall cards?')
})

test('when a card is due, by the study day of whoever reads it', () => {
  const calendar = { timeZone: 'Europe/Berlin', dayStartHour: 4 }
  const now = new Date('2026-11-23T22:30:00Z')
  const text = (at: string) => dueAtText(new Date(at), calendar, now)
  expect(text('2026-11-23T22:30:00Z')).toBe('now')
  expect(text('2026-11-23T22:40:00Z')).toBe('at 23:40')
  // Past midnight it is the same night at the desk.
  expect(text('2026-11-24T01:10:00Z')).toBe('at 02:10')
  expect(text('2026-11-24T03:00:00Z')).toBe('tomorrow')
  expect(text('2026-11-25T03:00:00Z')).toBe('Wed 25 Nov')
  expect(text('2027-01-25T03:00:00Z')).toBe('Mon 25 Jan 2027')
})
