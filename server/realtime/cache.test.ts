import { expect, it } from 'vitest'
import { EventCache } from './cache'
import { defaultLimits } from './limits'

it('keeps the last event until its time is over', () => {
  const cache = new EventCache(defaultLimits)
  cache.set('cache-a', 'first', '1', 0)
  cache.set('cache-a', 'second', '2', 1_000)
  expect(cache.get('cache-a', 1_000 + defaultLimits.cacheTtlMs - 1)).toMatchObject({ event: 'second', data: '2' })
  expect(cache.get('cache-a', 1_000 + defaultLimits.cacheTtlMs)).toBeNull()
  expect(cache.size).toBe(0)
})

it('forgets the entry written longest ago when it is full', () => {
  const cache = new EventCache({ ...defaultLimits, cachedEvents: 2 })
  cache.set('cache-a', 'e', '', 0)
  cache.set('cache-b', 'e', '', 0)
  cache.set('cache-a', 'e', '', 0)
  cache.set('cache-c', 'e', '', 0)
  expect([cache.get('cache-a', 1), cache.get('cache-b', 1), cache.get('cache-c', 1)].map(Boolean)).toEqual([
    true,
    false,
    true,
  ])
})
