/**
 * How much help a question has had: a nudge, the concept behind it, one step, the solution. It climbs when the student asks for
 * a hint, by itself after two wrong tries, and goes to the top when they want to be told. Pure.
 */

/** What a student's message wants. `ask`: a question, or an answer to the tutor's; the others are the buttons below one. */
export type Intent = 'ask' | 'hint' | 'tell' | 'more'

export const steps = ['nudge', 'concept', 'step', 'solution'] as const
export type Step = (typeof steps)[number]

/** `wrongTries`: on this step. */
export type Ladder = { step: Step; wrongTries: number }

/** What the tutor says of a student's message before it answers. */
export type Judgement = {
  /** Does it ask something new, or go on with the question under way? */
  isNew: boolean
  /** How right the student's own try is; null when there was none. */
  verdict: 'right' | 'partly' | 'wrong' | null
}

const maxWrongTries = 2

export const bottom: Ladder = { step: 'nudge', wrongTries: 0 }

const above = (step: Step): Step => steps[Math.min(steps.indexOf(step) + 1, steps.length - 1)] ?? 'solution'

/** Where the help for a question stands once the student has said what they want, before the tutor judges their words. */
export function ladderBefore(ladder: Ladder | null, intent: Intent): Ladder {
  const now = ladder ?? bottom
  if (intent === 'hint') return { step: above(now.step), wrongTries: 0 }
  if (intent === 'tell') return { step: 'solution', wrongTries: 0 }
  return now
}

/** Is one more wrong try the one after which the tutor goes a step further? Then its answer to it is that step already. */
export const isLastTry = (ladder: Ladder): boolean => ladder.wrongTries + 1 >= maxWrongTries

/** Where the help stands after the answer: `ladder` is what {@link ladderBefore} said. */
export function ladderAfter(ladder: Ladder, intent: Intent, { isNew, verdict }: Judgement): Ladder {
  if (isNew && intent === 'ask') return bottom
  if (verdict !== 'wrong') return verdict === null ? ladder : { ...ladder, wrongTries: 0 }
  if (!isLastTry(ladder)) return { ...ladder, wrongTries: ladder.wrongTries + 1 }
  return { step: above(ladder.step), wrongTries: 0 }
}
