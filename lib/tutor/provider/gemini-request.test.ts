/** What is sent to Gemini, and where the key does not turn up. */
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type GeminiReply, type GeminiStandIn, startGeminiStandIn } from '../../../e2e/gemini-stand-in'
import { adapters, endOf, question, readAnswer, testKey } from '../../testing/gemini'
import { generativeAi } from './generative-ai'
import type { ProviderRequest } from './provider'
import { ProviderUnavailable } from './unavailable'

let gemini: GeminiStandIn
beforeAll(async () => {
  gemini = await startGeminiStandIn()
})
afterAll(() => gemini.close())

const { signal } = new AbortController()

describe.each(adapters)('%s', (_, make) => {
  const ask = (request: ProviderRequest, model = 'gemini-flash-latest', baseUrl = gemini.url) =>
    readAnswer(make({ apiKey: testKey, model, baseUrl }).stream(request, signal))
  const sent = async (request: ProviderRequest, model?: string) => {
    await ask(request, model)
    return gemini.requests.at(-1) as { path: string; headers: Record<string, string>; body: Record<string, unknown> }
  }

  test('the conversation, the instructions apart from it, and a cap', async () => {
    const { body } = await sent({
      ...question,
      turns: [
        { role: 'student', text: 'What is a prime?' },
        { role: 'tutor', text: 'What do you think?' },
        { role: 'student', text: 'This.', photo: { mimeType: 'image/jpeg', base64: 'QUJD' } },
        { role: 'student', text: '', photo: { mimeType: 'image/jpeg', base64: 'REVG' } },
        { role: 'tutor', text: '' },
      ],
    })
    expect(body).toMatchObject({
      contents: [
        { role: 'user', parts: [{ text: 'What is a prime?' }] },
        { role: 'model', parts: [{ text: 'What do you think?' }] },
        { role: 'user', parts: [{ text: 'This.' }, { inlineData: { mimeType: 'image/jpeg', data: 'QUJD' } }] },
        { role: 'user', parts: [{ inlineData: { mimeType: 'image/jpeg', data: 'REVG' } }] },
      ],
      systemInstruction: { role: 'system', parts: [{ text: 'Teach.' }] },
      generationConfig: { maxOutputTokens: 4_096, thinkingConfig: { thinkingLevel: 'LOW' } },
    })
    expect((body.contents as unknown[]).length).toBe(4)
    expect(body.generationConfig).not.toHaveProperty('responseSchema')
    expect(body.safetySettings ?? []).toEqual([])
  })

  test('a schema, without the words that Gemini does not know', async () => {
    const schema = z.toJSONSchema(z.object({ cards: z.array(z.object({ question: z.string() })) }))
    const { body } = await sent({ ...question, schema })
    expect(body.generationConfig).toMatchObject({
      responseMimeType: 'application/json',
      responseSchema: {
        type: 'object',
        properties: {
          cards: { type: 'array', items: { type: 'object', properties: { question: { type: 'string' } } } },
        },
        required: ['cards'],
      },
    })
    expect(JSON.stringify(body)).not.toMatch(/\$schema|additionalProperties/)
  })

  test('how little to think, as the version of the model takes it', async () => {
    const thinking = async (model: string) => (await sent(question, model)).body.generationConfig
    expect(await thinking('gemini-2.5-flash')).toMatchObject({ thinkingConfig: { thinkingBudget: 512 } })
    expect(await thinking('gemini-3-flash')).toMatchObject({ thinkingConfig: { thinkingLevel: 'LOW' } })
  })

  test('to the model, by its short or its whole name', async () => {
    const path = '/v1beta/models/gemini-flash-latest:streamGenerateContent?alt=sse'
    expect((await sent(question)).path).toBe(path)
    expect((await sent(question, 'models/gemini-flash-latest')).path).toBe(path)
    await ask(question, 'tunedModels/mine', `${gemini.url}/gateway`)
    expect(gemini.requests.at(-1)?.path).toBe('/gateway/v1beta/tunedModels/mine:streamGenerateContent?alt=sse')
  })

  test('the key goes into its header, and nowhere else', async () => {
    const { path, headers, body } = await sent(question)
    expect(headers['x-goog-api-key']).toBe(testKey)
    const { 'x-goog-api-key': _key, ...others } = headers
    expect(JSON.stringify([path, others, body])).not.toContain(testKey)
  })

  test.each([301, 302, 303, 307, 308])('a redirect is not followed: %i', async (status) => {
    const elsewhere = await startGeminiStandIn()
    const { fetch } = globalThis
    gemini.reply({ status, headers: { Location: `${elsewhere.url}/v1beta/models/m:streamGenerateContent?alt=sse` } })
    const outcome = await ask(question)
    await elsewhere.close()
    expect([endOf(outcome), outcome.text, elsewhere.requests]).toEqual(['!provider', '', []])
    expect(globalThis.fetch).toBe(fetch)
  })

  test('others who fetch meanwhile follow theirs', async () => {
    const redirect = (): GeminiReply => ({ status: 307, headers: { Location: `${gemini.url}/there` } })
    gemini.reply({ hangs: true }, redirect())
    const asked = gemini.nextRequest()
    const stop = new AbortController()
    const outcome = readAnswer(make({ apiKey: testKey, model: 'm', baseUrl: gemini.url }).stream(question, stop.signal))
    await asked
    const other = await fetch(`${gemini.url}/here`, { method: 'POST', body: '{}' })
    expect([other.redirected, new URL(other.url).pathname]).toEqual([true, '/there'])
    await other.text()
    stop.abort('stopped')
    expect((await outcome).end).toBe('stopped')
  })

  test.each(['schlüssel-日本', 'two\nlines', 'nul\0'])(
    'a key that no header can carry makes no client: %j',
    (apiKey) => {
      const settings = { apiKey, model: 'm', baseUrl: gemini.url }
      expect(() => make(settings)).toThrow(ProviderUnavailable)
      try {
        make(settings)
      } catch (error) {
        expect(error).toMatchObject({ readiness: 'broken', message: 'Initialization failed' })
        expect(inspect(error, { depth: 9 })).not.toContain(apiKey)
      }
    },
  )
})

test('a package that cannot make its client is said to be broken', async () => {
  const settings = { apiKey: testKey, model: 'm', baseUrl: gemini.url }
  const provider = generativeAi(settings, { load: () => Promise.reject(new Error(`no such ${testKey}`)) })
  const { end } = await readAnswer(provider.stream(question, signal))
  expect(end).toMatchObject({ name: 'ProviderUnavailable', readiness: 'broken' })
  expect(inspect(end, { depth: 9 })).not.toContain(testKey)
})
