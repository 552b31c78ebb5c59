import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bottom, type Intent, type Judgement, ladderAfter, ladderBefore, steps } from './ladder'

const same = (verdict: Judgement['verdict']): Judgement => ({ isNew: false, verdict })

test('a question begins with a nudge, and a hint climbs one step at a time up to the solution', () => {
  const seen = [ladderBefore(null, 'ask')]
  for (let i = 0; i < 4; i++) seen.push(ladderBefore(seen.at(-1) ?? null, 'hint'))
  expect(seen.map(({ step }) => step)).toEqual(['nudge', 'concept', 'step', 'solution', 'solution'])
})

test('"just tell me" goes to the top at once', () => {
  expect(ladderBefore(bottom, 'tell')).toEqual({ step: 'solution', wrongTries: 0 })
})

test('two wrong tries climb by themselves, and begin to count anew', () => {
  const once = ladderAfter(bottom, 'ask', same('wrong'))
  expect(once).toEqual({ step: 'nudge', wrongTries: 1 })
  expect(ladderAfter(once, 'ask', same('wrong'))).toEqual({ step: 'concept', wrongTries: 0 })
})

test('a try that is right, or partly so, takes the wrong ones back; a message without one leaves them', () => {
  const once = { step: 'concept', wrongTries: 1 } as const
  expect(ladderAfter(once, 'ask', same('right')).wrongTries).toBe(0)
  expect(ladderAfter(once, 'ask', same('partly')).wrongTries).toBe(0)
  expect(ladderAfter(once, 'ask', same(null))).toEqual(once)
})

test('another question begins at the bottom; a button below an answer is never another question', () => {
  const high = { step: 'step', wrongTries: 1 } as const
  expect(ladderAfter(high, 'ask', { isNew: true, verdict: null })).toEqual(bottom)
  expect(ladderAfter(high, 'hint', { isNew: true, verdict: null })).toEqual(high)
})

const intents = fc.constantFrom<Intent>('ask', 'hint', 'tell', 'more')
const verdicts = fc.constantFrom<Judgement['verdict']>('right', 'partly', 'wrong', null)

test('within one question the help never goes down, and two tries in a row are never wrong on one step', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ intent: intents, verdict: verdicts })), (messages) => {
      let ladder = bottom
      for (const { intent, verdict } of messages) {
        const before = ladder
        ladder = ladderAfter(ladderBefore(ladder, intent), intent, same(verdict))
        expect(steps.indexOf(ladder.step)).toBeGreaterThanOrEqual(steps.indexOf(before.step))
        expect(ladder.wrongTries).toBeLessThan(2)
      }
    }),
  )
})
