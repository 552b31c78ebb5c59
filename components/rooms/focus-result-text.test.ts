import { expect, test } from 'vitest'
import type { Earned } from '@/lib/study/earning/record-session'
import { focusResultText } from './focus-result-text'

const earned: Earned = {
  sessionId: 's',
  minutes: 25,
  xpEarned: 25,
  totalXp: 80,
  level: 1,
  leveledUp: false,
  streakDays: 1,
  todayMinutes: 75,
  achievements: [],
}

test('a focus says its minutes, its XP and the day', () => {
  expect(focusResultText(earned)).toEqual({ title: '25 minutes saved', description: '+25 XP · 1 h 15 min today' })
})

test('a level comes first, and a badge says its name and counts in the XP', () => {
  const badge = { id: 'b', name: 'First light', description: '', icon: '', xp: 20 }
  expect(focusResultText({ ...earned, leveledUp: true, level: 2, achievements: [badge] })).toEqual({
    title: 'Level 2',
    description: '25 minutes saved · +45 XP · 1 h 15 min today · New badge: First light',
  })
})
