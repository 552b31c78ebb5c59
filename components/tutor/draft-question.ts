/** From what was written to what is asked. Pure. */
import { count } from '@/lib/format'
import { countCharacters, fitsIn, hasInk } from '@/lib/text'
import { tutorLimits } from '@/lib/tutor/rules'
import type { Draft, Photo, Question, TutorState } from './tutor-state'

/** What is asked when there is only something to look at. */
const checkMyWork = 'Check my work.'

/** What is wrong with a draft, in words for beside its box. Null: it can be asked. */
export function problemOfDraft({ text, attempt }: Draft, photo: Photo | null): string | null {
  if (!hasInk(text) && !hasInk(attempt) && !photo) return 'Enter a message'
  if (!fitsIn(text, tutorLimits.message)) return `Use at most ${count(tutorLimits.message, 'character')}.`
  return fitsIn(attempt, tutorLimits.attempt)
    ? null
    : `Use at most ${count(tutorLimits.attempt, 'character')} for what you tried.`
}

/** The question in a draft. A photo or an attempt alone is work to check. */
export function questionOfDraft({ draft, photo, task }: Pick<TutorState, 'draft' | 'photo' | 'task'>): Question {
  const chosen = draft.isWithoutTask ? null : task
  return {
    kind: 'new',
    intent: 'ask',
    message: hasInk(draft.text) ? draft.text : checkMyWork,
    attempt: hasInk(draft.attempt) ? draft.attempt : '',
    taskId: chosen?.id ?? null,
    taskName: chosen?.name ?? null,
    photo,
  }
}

/** How many characters before the limit the counter appears. */
const warnBefore = 300

/** How many characters may still be written; null while there is room. Below none when it is too long. */
export function charactersLeft(text: string, max: number): number | null {
  if (text.length < max - warnBefore) return null
  const left = max - countCharacters(text)
  return left > warnBefore ? null : left
}
