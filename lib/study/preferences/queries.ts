import 'server-only'
import { eq } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import { preferences } from '@/db/schema'
import { AppError } from '@/lib/errors'

/** What a person set up for studying: timer, scene, sound. */
export type StudyPreferences = {
  scene: string
  /** Volume 0-1 by sound id, and `master` for all of them. */
  soundMix: Record<string, number>
  focusMinutes: number
  breakMinutes: number
  longBreakMinutes: number
  longBreakEvery: number
  customMinutes: number
  autoStartBreaks: boolean
  autoStartFocus: boolean
  endSound: boolean
  notifyAtEnd: boolean
  keepAwake: boolean
  fadesAway: boolean
  shortcuts: boolean
}

/** The columns of `preferences` that are about studying. */
export const preferenceColumns = {
  scene: preferences.scene,
  soundMix: preferences.soundMix,
  focusMinutes: preferences.focusMinutes,
  breakMinutes: preferences.breakMinutes,
  longBreakMinutes: preferences.longBreakMinutes,
  longBreakEvery: preferences.longBreakEvery,
  customMinutes: preferences.customMinutes,
  autoStartBreaks: preferences.autoStartBreaks,
  autoStartFocus: preferences.autoStartFocus,
  endSound: preferences.endSound,
  notifyAtEnd: preferences.notifyAtEnd,
  keepAwake: preferences.keepAwake,
  fadesAway: preferences.fadesAway,
  shortcuts: preferences.shortcuts,
}

/**
 * The study preferences of one person.
 * @throws AppError `not-found` when there is no such person: the row is made with the account.
 */
export async function readPreferences(reader: Reader, userId: string): Promise<StudyPreferences> {
  const [row] = await reader.select(preferenceColumns).from(preferences).where(eq(preferences.userId, userId))
  if (!row) throw new AppError('not-found')
  return row
}
