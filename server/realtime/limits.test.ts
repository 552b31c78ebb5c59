import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SlidingWindow } from './limits'

it('never lets more than its size through in any window, and never refuses below it', () => {
  const steps = fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 200 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), steps, (size, gapsMs) => {
      const window = new SlidingWindow(size, 1_000)
      const allowed: number[] = []
      let nowMs = 0
      for (const gapMs of gapsMs) {
        nowMs += gapMs
        const recent = allowed.filter((moment) => nowMs - moment < 1_000).length
        const fits = window.allow(nowMs)
        expect(fits).toBe(recent < size)
        if (fits) allowed.push(nowMs)
      }
    }),
  )
})
