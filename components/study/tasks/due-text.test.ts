import { expect, test } from 'vitest'
import { newUuid } from '@/lib/ids'
import { addTaskSchema, editTaskSchema } from '@/lib/study/tasks/schemas'
import { dueText } from './due-text'

test('a due day of another year says which', () => {
  const words = (day: string) => dueText(day, '2026-11-27').words
  expect(words('2026-12-15')).toBe('Tue 15 Dec')
  expect(words('2028-03-15')).toBe('Wed 15 Mar 2028')
  expect(words('2027-01-01')).toBe('Fri 1 Jan 2027')
  expect(words('2025-11-27')).toBe('Thu 27 Nov 2025')
  expect(words('2026-11-28')).toBe('Tomorrow')
})

test('a due day lies between 1900 and 2099, as days elsewhere', () => {
  const task = { id: newUuid(), name: 'x', notes: '', priority: 'normal', estimatePomodoros: null }
  const takes = (dueDay: string | null) => editTaskSchema.safeParse({ ...task, dueDay }).success
  expect(['2028-03-15', '1900-01-01', '2099-12-31', null].map(takes)).toEqual([true, true, true, true])
  expect(['0002-03-15', '2100-01-01', '2026-02-30', '', '2026-1-1'].map(takes)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
  expect(addTaskSchema.safeParse({ id: newUuid(), name: 'x' }).success).toBe(true)
})
