import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** A context that an outside power can put to sleep, as a phone call does on iOS. */
class FakeContext extends EventTarget {
  static made: FakeContext[] = []
  static allows = true
  state: string = 'suspended'
  currentTime = 0
  resumes = 0
  constructor() {
    super()
    FakeContext.made.push(this)
  }
  async resume(): Promise<void> {
    this.resumes++
    // A browser that wants a press first lets the promise wait.
    if (!FakeContext.allows) return await new Promise(() => undefined)
    this.become('running')
  }
  become(state: string): void {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

const fakeDocument = Object.assign(new EventTarget(), { hidden: false })
const fakeWindow = new EventTarget()
let audio: typeof import('./audio')
const only = () => FakeContext.made.at(-1) as FakeContext

beforeEach(async () => {
  vi.resetModules()
  vi.stubGlobal('AudioContext', FakeContext)
  vi.stubGlobal('document', fakeDocument)
  vi.stubGlobal('window', fakeWindow)
  FakeContext.made = []
  FakeContext.allows = true
  fakeDocument.hidden = false
  audio = await import('./audio')
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const wakers: [string, () => void][] = [
  ['the page comes back into view', () => fakeDocument.dispatchEvent(new Event('visibilitychange'))],
  ['the page is shown from the cache of the way back', () => fakeWindow.dispatchEvent(new Event('pageshow'))],
  ['somebody presses', () => fakeWindow.dispatchEvent(new Event('pointerdown'))],
  ['somebody presses a key', () => fakeWindow.dispatchEvent(new Event('keydown'))],
]

test.each(wakers)('sound that was interrupted comes back when %s', async (_, wake) => {
  await audio.unlockAudio()
  audio.meanToSound()
  FakeContext.allows = false
  only().become('interrupted')
  FakeContext.allows = true
  wake()
  await vi.waitFor(() => expect(only().state).toBe('running'))
})

test('sound comes back by itself when the interruption only leaves it suspended', async () => {
  await audio.unlockAudio()
  audio.meanToSound()
  only().become('suspended')
  await vi.waitFor(() => expect(only().state).toBe('running'))
})

test('a hidden page waits until it is seen again', async () => {
  await audio.unlockAudio()
  audio.meanToSound()
  fakeDocument.hidden = true
  only().become('suspended')
  expect(only().state).toBe('suspended')
  fakeDocument.hidden = false
  fakeDocument.dispatchEvent(new Event('visibilitychange'))
  await vi.waitFor(() => expect(only().state).toBe('running'))
})

test('nothing wakes the sound once nothing is meant to sound', async () => {
  await audio.unlockAudio()
  const [endOfRain, endOfSession] = [audio.meanToSound(), audio.meanToSound()]
  endOfRain()
  endOfRain()
  only().become('suspended')
  await vi.waitFor(() => expect(only().state).toBe('running'))
  endOfSession()
  only().become('suspended')
  for (const [, wake] of wakers) wake()
  expect(only().state).toBe('suspended')
})

test('on a page opened anew, the first press makes the sound ready for the bell at the end', async () => {
  audio.meanToSound()
  expect(FakeContext.made).toEqual([])
  fakeWindow.dispatchEvent(new Event('pointerdown'))
  await vi.waitFor(() => expect(only().state).toBe('running'))
})

test('a bell resumes the sound before it rings', async () => {
  await audio.unlockAudio()
  only().become('suspended')
  expect(await audio.resumedAudio()).toBe(only())
  expect(only().state).toBe('running')
})

test('a bell that may not sound now does not ring minutes later', async () => {
  vi.useFakeTimers()
  audio.audioContext()
  FakeContext.allows = false
  const answer = audio.resumedAudio()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await answer).toBeNull()
})

test('a browser without Web Audio stays silent, and nothing breaks', async () => {
  vi.stubGlobal('AudioContext', undefined)
  expect(await audio.unlockAudio()).toBe(false)
  expect(await audio.resumedAudio()).toBeNull()
  expect(() => audio.meanToSound()()).not.toThrow()
})
