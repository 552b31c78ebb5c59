import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDeeperThan, maxJsonDepth, readJson } from './json'

const lists = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

/** The depth of a value, found by walking it. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

describe('readJson', () => {
  it.each([lists, objects])('takes what is nested as deep as the limit, and nothing deeper', (nested) => {
    expect(depthOf(readJson(nested(maxJsonDepth)))).toBe(maxJsonDepth)
    expect(() => readJson(nested(maxJsonDepth + 1))).toThrow(`nested too deeply (at most ${maxJsonDepth} levels)`)
    expect(() => readJson(nested(1_000_000))).toThrow('nested too deeply')
  })

  it('does not count what stands in strings, or beside each other', () => {
    const text = JSON.stringify({ [lists(100)]: '\\"[[[[', beside: Array.from({ length: 100 }, () => [[]]) })
    expect(readJson(text)).toEqual(JSON.parse(text))
  })

  it('says of anything else that it is not JSON', () => {
    for (const text of ['', '{', ']]]', '"', '\\', "{'a':1}"]) expect(() => readJson(text)).toThrow('is not JSON')
  })

  it('finds the depth that walking the value finds', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(8), (value, depth) => {
        expect(isDeeperThan(JSON.stringify(value), depth)).toBe(depthOf(value) > depth)
      }),
    )
  })
})
