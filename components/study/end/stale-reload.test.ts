import { expect, test } from 'vitest'
import { minuteMs } from '@/lib/time'
import { claimReload } from './stale-reload'

const start = 1_700_000_000_000

function storage(content: Record<string, string> = {}) {
  const items = new Map(Object.entries(content))
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  }
}

test('the page is loaded anew once for a session, however long the server stays strange', () => {
  const kept = storage()
  expect(claimReload('a', start, () => kept)).toBe(true)
  for (const laterMs of [1_000, minuteMs, 60 * minuteMs])
    expect(claimReload('a', start + laterMs, () => kept)).toBe(false)
})

test('never twice within a minute, whatever waits, and again for a later session', () => {
  const kept = storage()
  expect(claimReload('a', start, () => kept)).toBe(true)
  expect(claimReload('b', start + minuteMs - 1, () => kept)).toBe(false)
  expect(claimReload('b', start + minuteMs, () => kept)).toBe(true)
  expect(claimReload('b', start + 2 * minuteMs, () => kept)).toBe(false)
})

test('where nothing can be noted, or the note cannot be read, the person decides', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  const forbidden = () => {
    throw new DOMException('forbidden', 'SecurityError')
  }
  expect(claimReload('a', start, () => full)).toBe(false)
  expect(claimReload('a', start, forbidden)).toBe(false)
  for (const junk of ['', '{', 'null', '{}', '[1]', '{"sessionId":1,"atMs":"x"}'])
    expect(claimReload('a', start, () => storage({ 'study:reloaded': junk }))).toBe(false)
})
