'use server'

import { action } from '@/lib/action'
import { announced } from '@/lib/study/announce'
import { minuteMs } from '@/lib/time'
import { changePreferences } from './commands'
import type { StudyPreferences } from './queries'
import { preferencesSchema } from './schemas'

const limit = { name: 'study.preferences', times: 120, windowMs: minuteMs }

export const changePreferencesAction = action(
  { name: 'study.preferences', access: 'viewer', input: preferencesSchema, limit },
  announced((input: Partial<StudyPreferences>, { viewer, now }) => changePreferences(viewer, input, now)),
)
