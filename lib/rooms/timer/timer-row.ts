import type { roomTimers } from '@/db/schema'
import type { RoomTimer } from './rules'

export type TimerRow = typeof roomTimers.$inferSelect

/** The timer of a row, as every screen has it. */
export function toTimer(row: Omit<TimerRow, 'roomId' | 'cycleId' | 'updatedAt'>): RoomTimer {
  const { version, focusMinutes, breakMinutes, longBreakMinutes, longBreakEvery, anchorStep } = row
  return {
    version,
    focusMinutes,
    breakMinutes,
    longBreakMinutes,
    longBreakEvery,
    anchorStep,
    anchoredAtMs: row.anchoredAt?.getTime() ?? null,
    pausedAtMs: row.pausedAt?.getTime() ?? null,
  }
}
