import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultLimits } from './limits'
import { parseMember, Roster } from './presence'

describe('Roster', () => {
  it('merges tabs: a member comes with the first and goes with the last', () => {
    const tabs = fc.array(fc.record({ id: fc.constantFrom('a', 'b', '__proto__', 'constructor'), joins: fc.boolean() }))
    fc.assert(
      fc.property(tabs, (steps) => {
        const roster = new Roster()
        const counts = new Map<string, number>()
        for (const { id, joins } of steps) {
          const before = counts.get(id) ?? 0
          if (joins) {
            expect(roster.add({ id, info: {} })).toBe(before === 0)
            counts.set(id, before + 1)
          } else {
            expect(roster.remove(id)).toBe(before === 1)
            counts.set(id, Math.max(before - 1, 0))
          }
          const present = [...counts].filter(([, count]) => count > 0).map(([name]) => name)
          expect(roster.ids().sort()).toEqual(present.sort())
          expect(roster.size).toBe(present.length)
        }
      }),
    )
  })

  it('describes its members as the protocol wants, whatever they are called', () => {
    const roster = new Roster()
    roster.add({ id: '__proto__', info: { name: 'P' } })
    roster.add({ id: '7', info: {} })
    roster.add({ id: '7', info: { name: 'second tab' } })
    expect(roster.snapshot()).toBe(
      '{"presence":{"ids":["__proto__","7"],"hash":{"7":{},"__proto__":{"name":"P"}},"count":2}}',
    )
  })
})

describe('parseMember', () => {
  it('reads ids as texts and keeps the info', () => {
    expect(parseMember('{"user_id":10,"user_info":{"name":"A"}}', defaultLimits)).toEqual({
      id: '10',
      info: { name: 'A' },
    })
    expect(parseMember('{"user_id":"x"}', defaultLimits)).toEqual({ id: 'x', info: {} })
  })

  it.each([
    ['not JSON', '{'],
    ['null', 'null'],
    ['an array', '[1]'],
    ['no id', '{}'],
    ['a null id', '{"user_id":null}'],
    ['an object id', '{"user_id":{}}'],
    ['an empty id', '{"user_id":""}'],
    ['an id of 129 characters', JSON.stringify({ user_id: 'x'.repeat(129) })],
    ['info that is nested too deeply', `{"user_id":"x","user_info":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
    ['more than 1 KB of info', JSON.stringify({ user_id: 'x', user_info: 'x'.repeat(1_023) })],
  ])('refuses %s', (_, text) => expect(parseMember(text, defaultLimits)).toHaveProperty('problem'))

  it('accepts the largest id and info', () => {
    const text = JSON.stringify({ user_id: 'x'.repeat(128), user_info: 'x'.repeat(1_022) })
    expect(parseMember(text, defaultLimits)).not.toHaveProperty('problem')
  })
})
