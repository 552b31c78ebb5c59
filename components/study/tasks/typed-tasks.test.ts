import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepTypedTasks, noteTypedTasks, takeTypedTasks } from './typed-tasks'

const items = new Map<string, string>()
const storage = {
  getItem: (key: string) => items.get(key) ?? null,
  setItem: (key: string, value: string) => void items.set(key, value),
  removeItem: (key: string) => void items.delete(key),
}

beforeEach(() => {
  items.clear()
  noteTypedTasks([])
  vi.stubGlobal('sessionStorage', storage)
})
afterEach(() => vi.unstubAllGlobals())

test('what was typed last comes back once, and stands nowhere afterwards', () => {
  noteTypedTasks(['Rea'])
  noteTypedTasks(['Read', 'Essay'])
  expect(items.size).toBe(0)
  keepTypedTasks()
  expect(takeTypedTasks()).toEqual(['Read', 'Essay'])
  expect(items.size).toBe(0)
  expect(takeTypedTasks()).toEqual([])
})

test('nothing typed, nothing kept', () => {
  keepTypedTasks()
  expect(items.size).toBe(0)
})

test('a storage that is broken, full or forbidden only forgets', () => {
  for (const junk of ['{', 'null', '{"a":1}', '[1,null]']) {
    items.set('study:typed-tasks', junk)
    expect(takeTypedTasks()).toEqual([])
  }
  vi.stubGlobal('sessionStorage', {
    getItem() {
      throw new Error('forbidden')
    },
    setItem() {
      throw new Error('full')
    },
  })
  noteTypedTasks(['Read'])
  expect(keepTypedTasks).not.toThrow()
  expect(takeTypedTasks()).toEqual([])
})
