/**
 * Gemini through `@google/generative-ai` 0.24.1, which is no longer maintained. Some of its ways are kept away from:
 * `startChat` forgets turns, `text()` mixes thoughts in, and `timeout` ends an answer that is still being written. A stream with
 * comment lines or without its last blank line is beyond it: what came before is kept, and `rest.ts` reads those. It takes no
 * `fetch` and no option about redirects, and it looks the global one up as it is asked, before anything else can run.
 */
import type { GenerateContentRequest, GenerativeModel } from '@google/generative-ai'
import type { GeminiBody } from './gemini/body'
import { requireSendableKey } from './gemini/key'
import { loggable } from './gemini/loggable'
import { type GeminiSettings, geminiProvider } from './gemini/provider'
import { errorSchema, Refusal } from './gemini/refusal'
import type { SetTimer } from './patience'
import type { Provider } from './provider'
import { withoutRedirects } from './redirects'
import { ProviderUnavailable } from './unavailable'

const importPackage = () => import('@google/generative-ai')

type Options = { setTimer?: SetTimer; load?: typeof importPackage }

/**
 * The package is loaded with the first question.
 * @throws ProviderUnavailable when the key cannot be sent; asking throws it as well, when the package cannot make its client
 */
export function generativeAi(settings: GeminiSettings, { setTimer, load = importPackage }: Options = {}): Provider {
  requireSendableKey(settings.apiKey)
  let made: Promise<GenerativeModel> | undefined
  const open = async (body: GeminiBody, signal: AbortSignal) => {
    made ??= makeModel(settings, load)
    const model = await made
    const request = body as unknown as GenerateContentRequest
    const asked = withoutRedirects(() => model.generateContentStream(request, { signal }))
    const { stream, response } = await asked.catch(throwRefusal)
    // The whole answer, put together by the package. Nobody waits for it, and it fails whenever the stream does.
    response.catch(() => {})
    return stream
  }
  return geminiProvider(open, settings, setTimer)
}

async function makeModel({ apiKey, model, baseUrl }: GeminiSettings, load: typeof importPackage) {
  try {
    const { GoogleGenerativeAI } = await load()
    return new GoogleGenerativeAI(apiKey).getGenerativeModel({ model }, { baseUrl })
  } catch (error) {
    throw new ProviderUnavailable('broken', loggable(error))
  }
}

/** Its `GoogleGenerativeAIFetchError`, told by its shape: the class comes with the package. */
function throwRefusal(error: Error & { status?: number; errorDetails?: unknown }): never {
  if (typeof error.status !== 'number') throw error
  throw new Refusal(error.status, errorSchema.parse({ message: error.message, details: error.errorDetails }))
}
