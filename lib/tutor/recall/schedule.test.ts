import fc from 'fast-check'
import { createEmptyCard } from 'ts-fsrs'
import { expect, test } from 'vitest'
import { addDays, studyDayOf } from '@/lib/calendar/study-day'
import { after, dayMs, minuteMs } from '@/lib/time'
import { type Rating, ratings } from './rules'
import { dueFor, fromFsrs, type Memory, newMemory, nextIntervals, schedule, toFsrs } from './schedule'

const start = new Date('2026-11-23T10:00:00Z')

/** A life of a card: grades, and how long after it was due each of them came; negative: before. */
const lives = fc.array(
  fc.record({ rating: fc.constantFrom(...ratings), lateMs: fc.integer({ min: -dayMs, max: 90 * dayMs }) }),
  {
    maxLength: 12,
  },
)

type Life = { rating: Rating; lateMs: number }[]

function live(life: Life): { memory: Memory; now: Date } {
  let [memory, now] = [newMemory(start), start]
  for (const { rating, lateMs } of life) {
    now = new Date(Math.max(now.getTime(), memory.dueAt.getTime() + lateMs))
    memory = schedule(memory, rating, now)
  }
  return { memory, now }
}

test('a better grade is never due earlier, everything is due in the future, and memory is never nothing', () => {
  fc.assert(
    fc.property(lives, fc.integer({ min: 0, max: 90 * dayMs }), (life, laterMs) => {
      const { memory, now } = live(life)
      const at = after(now, laterMs)
      const next = ratings.map((rating) => schedule(memory, rating, at))
      for (const [index, { dueAt, stability, difficulty, reps, lastReviewAt }] of next.entries()) {
        expect(dueAt.getTime()).toBeGreaterThan(at.getTime())
        expect(dueAt.getTime()).toBeGreaterThanOrEqual(next[index - 1]?.dueAt.getTime() ?? 0)
        expect(stability).toBeGreaterThan(0)
        expect(difficulty).toBeGreaterThanOrEqual(1)
        expect(difficulty).toBeLessThanOrEqual(10)
        expect(reps).toBe(memory.reps + 1)
        expect(lastReviewAt).toEqual(at)
      }
    }),
  )
})

test('a row goes to FSRS and comes back as it was', () => {
  fc.assert(
    fc.property(lives, (life) => {
      const { memory } = live(life)
      expect(fromFsrs(toFsrs(memory))).toEqual(memory)
      expect(fromFsrs(JSON.parse(JSON.stringify(toFsrs(memory)), revive))).toEqual(memory)
    }),
  )
  expect(toFsrs(newMemory(start))).toEqual(createEmptyCard(start))
})

const revive = (_: string, value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : value

test('the same grade at the same moment says the same twice: nothing is left to chance', () => {
  fc.assert(
    fc.property(lives, fc.constantFrom(...ratings), (life, rating) => {
      const { memory, now } = live(life)
      expect(schedule(memory, rating, now)).toEqual(schedule(memory, rating, now))
    }),
  )
})

test('a clock that runs behind the last review does no harm', () => {
  const memory = schedule(newMemory(start), 'good', start)
  const early = schedule(memory, 'good', after(start, -3 * dayMs))
  expect(early.lastReviewAt).toEqual(start)
  expect(early.dueAt.getTime()).toBeGreaterThan(start.getTime())
  expect(nextIntervals(memory, after(start, -3 * dayMs)).again).toBe('<10 min')
})

test('the buttons say when it comes back', () => {
  expect(nextIntervals(newMemory(start), start)).toEqual({
    again: '<10 min',
    hard: '<15 min',
    good: '2 days',
    easy: '8 days',
  })
  let [memory, now] = [newMemory(start), start]
  const good: string[] = []
  for (let n = 0; n < 7; n++) {
    good.push(nextIntervals(memory, now).good)
    memory = schedule(memory, 'good', now)
    now = memory.dueAt
  }
  expect(good).toEqual(['2 days', '11 days', '2 months', '5 months', '1 year', '4 years', '9 years'])
})

test('what comes back after days is due from the beginning of that study day on, wherever and whenever it was answered', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Apia')
  fc.assert(
    fc.property(
      zones,
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 0, max: 365 * 24 * 60 }),
      fc.constantFrom(...ratings),
      (timeZone, dayStartHour, minutes, rating) => {
        const [calendar, now] = [{ timeZone, dayStartHour }, after(start, minutes * minuteMs)]
        const memory = schedule(newMemory(now), rating, now)
        const dueAt = dueFor(calendar, memory, now)
        expect(dueAt.getTime()).toBeGreaterThan(now.getTime())
        expect(dueAt.getTime()).toBeLessThanOrEqual(memory.dueAt.getTime() + dayMs)
        const isSoon = memory.scheduledDays === 0
        if (isSoon) expect(dueAt).toEqual(memory.dueAt)
        else expect(studyDayOf(calendar, dueAt)).toBe(addDays(studyDayOf(calendar, now), memory.scheduledDays))
        if (!isSoon) expect(studyDayOf(calendar, after(dueAt, -1))).not.toBe(studyDayOf(calendar, dueAt))
      },
    ),
  )
})
