import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { localTestEnv } from '../../testing/test-env'

/** The module as a process with this environment has it. */
async function chosen(settings: Record<string, string>) {
  for (const [name, value] of Object.entries({ ...localTestEnv, ...settings })) vi.stubEnv(name, value)
  vi.resetModules()
  const testing = await import('../../testing/gemini')
  return { ...(await import('./choose')), ...testing }
}

const lines: string[] = []
beforeEach(() => {
  lines.length = 0
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  vi.doUnmock('@google/generative-ai')
})

const { signal } = new AbortController()

test('without a key the tutor is not configured', async () => {
  const { getProvider, providerReadiness } = await chosen({ GEMINI_API_KEY: ' ' })
  expect(providerReadiness()).toBe('no-key')
  expect(getProvider).toThrow('API not configured')
  expect(lines).toEqual([])
})

test.each(['gemini', 'gemini-rest'])(
  'with an odd key it cannot be initialized, by %s, and the log says so once',
  async (via) => {
    const key = 'schlüssel-日本'
    const { getProvider, providerReadiness } = await chosen({ GEMINI_API_KEY: key, TUTOR_PROVIDER: via })
    expect(providerReadiness()).toBe('broken')
    expect(getProvider).toThrow('Initialization failed')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/tutor\.provider.*GEMINI_API_KEY/)
    expect(lines[0]).not.toContain(key)
  },
)

test('with a key it is ready, and made once, without loading the package', async () => {
  const load = vi.fn(() => ({}))
  vi.doMock('@google/generative-ai', load)
  const { getProvider, providerReadiness } = await chosen({ GEMINI_API_KEY: 'a-key' })
  expect(providerReadiness()).toBe('ready')
  expect(getProvider()).toBe(getProvider())
  expect(load).not.toHaveBeenCalled()
})

test('a client that cannot be made fails the first question, and is broken from then on', async () => {
  vi.doMock('@google/generative-ai', () => ({
    GoogleGenerativeAI: class {
      constructor() {
        throw new Error('no such key: a-key')
      }
    },
  }))
  const { getProvider, providerReadiness, readAnswer, endOf, question } = await chosen({ GEMINI_API_KEY: 'a-key' })
  expect(endOf(await readAnswer(getProvider().stream(question, signal)))).toBe('!provider')
  expect(providerReadiness()).toBe('broken')
  expect(getProvider).toThrow('Initialization failed')
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toContain('a-key')
})

test('a provider that does not answer is left in peace', async () => {
  const settings = { GEMINI_API_KEY: 'a-key', GEMINI_BASE_URL: 'http://127.0.0.1:1', TUTOR_PROVIDER: 'gemini-rest' }
  const { getProvider, readAnswer, endOf, question } = await chosen(settings)
  const ends: string[] = []
  for (let time = 0; time < 6; time++) ends.push(endOf(await readAnswer(getProvider().stream(question, signal))))
  expect(ends).toEqual([...Array(5).fill('!network'), '!busy'])
})

test('the failures of tests leave nobody in peace', async () => {
  const { getProvider, readAnswer, endOf, question } = await chosen({ TUTOR_PROVIDER: 'scripted' })
  const failing = { ...question, turns: [{ role: 'student' as const, text: '!fail:provider' }] }
  for (let time = 0; time < 6; time++) await readAnswer(getProvider().stream(failing, signal))
  expect(endOf(await readAnswer(getProvider().stream(question, signal)))).toBe('done')
})
