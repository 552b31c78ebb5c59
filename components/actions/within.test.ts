import { afterEach, describe, expect, test, vi } from 'vitest'
import { withinMs } from './within'

const native = AbortSignal.any
afterEach(() => {
  AbortSignal.any = native
  vi.restoreAllMocks()
})

describe.each([
  ['with AbortSignal.any', () => undefined],
  ['in a browser without it (Safari 17.3)', () => void Reflect.deleteProperty(AbortSignal, 'any')],
])('%s', (_, prepare) => {
  test('time runs out', async () => {
    prepare()
    const signal = withinMs(20, new AbortController().signal)
    await vi.waitFor(() => expect(signal.aborted).toBe(true))
    expect(signal.reason).toMatchObject({ name: 'TimeoutError' })
  })

  test('the caller gives up first, or had given up before', () => {
    prepare()
    const caller = new AbortController()
    const signal = withinMs(60_000, caller.signal)
    expect(signal.aborted).toBe(false)
    caller.abort('left')
    expect([signal.aborted, signal.reason]).toEqual([true, 'left'])
    expect(withinMs(60_000, caller.signal).reason).toBe('left')
  })
})
