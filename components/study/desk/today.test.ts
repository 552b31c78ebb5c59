import { expect, test, vi } from 'vitest'
import { createToday } from './today'

/** A desk whose server clock stands at `at`, and can be moved. */
function desk(at: string, calendar = { timeZone: 'Europe/Berlin', dayStartHour: 4 }) {
  let now = Date.parse(at)
  const today = createToday(calendar, () => now)
  const onChange = vi.fn()
  today.subscribe(onChange)
  return {
    today,
    onChange,
    moveTo(later: string) {
      now = Date.parse(later)
      today.tick()
    },
  }
}

test('a page that stays open sees the next day begin, when this person’s day does', () => {
  const { today, onChange, moveTo } = desk('2026-11-27T22:30:00Z')
  expect(today.get()).toBe('2026-11-27')
  // Half past midnight in Berlin: still the same night at the desk.
  moveTo('2026-11-27T23:30:00Z')
  moveTo('2026-11-28T02:59:59Z')
  expect(today.get()).toBe('2026-11-27')
  expect(onChange).not.toHaveBeenCalled()
  moveTo('2026-11-28T03:00:00Z')
  expect(today.get()).toBe('2026-11-28')
  moveTo('2026-11-28T03:00:01Z')
  expect(onChange).toHaveBeenCalledTimes(1)
})

test('where days begin at midnight, midnight it is', () => {
  const { today, moveTo } = desk('2026-11-27T22:59:59Z', { timeZone: 'Europe/Berlin', dayStartHour: 0 })
  expect(today.get()).toBe('2026-11-27')
  moveTo('2026-11-27T23:00:00Z')
  expect(today.get()).toBe('2026-11-28')
})

test('somebody who moved, or sleeps in, has another day at once', () => {
  const { today, onChange } = desk('2026-11-28T03:30:00Z')
  expect(today.get()).toBe('2026-11-28')
  today.replace({ timeZone: 'Europe/Berlin', dayStartHour: 6 })
  expect(today.get()).toBe('2026-11-27')
  today.replace({ timeZone: 'Asia/Tokyo', dayStartHour: 6 })
  expect(today.get()).toBe('2026-11-28')
  expect(onChange).toHaveBeenCalledTimes(2)
})
