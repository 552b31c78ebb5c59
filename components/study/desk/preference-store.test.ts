import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error'
import { expect, test, vi } from 'vitest'
import { newVersion } from '@/components/actions/failures'
import type { StudyPreferences } from '@/lib/study/preferences/queries'
import { createPreferenceStore } from './preference-store'

const initial: StudyPreferences = {
  scene: 'minimal',
  soundMix: {},
  focusMinutes: 25,
  breakMinutes: 5,
  longBreakMinutes: 15,
  longBreakEvery: 4,
  customMinutes: 40,
  autoStartBreaks: false,
  autoStartFocus: false,
  endSound: true,
  notifyAtEnd: false,
  keepAwake: false,
  fadesAway: true,
  shortcuts: true,
}

test('a server that was updated is told from one that is away, and what was chosen is kept', async () => {
  const save = vi.fn(async (_change: Partial<StudyPreferences>) => ({ ok: true as const, data: initial }))
  const onFailure = vi.fn()
  const store = createPreferenceStore(initial, save, onFailure)
  expect(store.isSaved()).toBe(true)

  save.mockRejectedValueOnce(new UnrecognizedActionError())
  store.change({ focusMinutes: 50 })
  expect(store.isSaved()).toBe(false)
  await store.flush()
  expect(onFailure).toHaveBeenLastCalledWith(
    expect.objectContaining({ message: newVersion, isStale: true }),
    expect.any(Function),
  )
  save.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  await store.flush()
  expect(onFailure).toHaveBeenLastCalledWith(expect.objectContaining({ isOffline: true }), expect.any(Function))
  expect(store.get().focusMinutes).toBe(50)
  expect(store.isSaved()).toBe(false)

  await store.flush()
  expect(save).toHaveBeenLastCalledWith({ focusMinutes: 50 })
  expect(store.isSaved()).toBe(true)
})
