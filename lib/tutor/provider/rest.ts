/** Gemini by plain `fetch`: for the day on which the package of `generative-ai.ts` no longer does. */
import { z } from 'zod'
import type { GeminiBody } from './gemini/body'
import { requireSendableKey } from './gemini/key'
import { type GeminiSettings, geminiProvider } from './gemini/provider'
import { errorSchema, Refusal } from './gemini/refusal'
import type { SetTimer } from './patience'
import type { Provider } from './provider'
import { eventData } from './sse'

/** @throws ProviderUnavailable when the key cannot be sent */
export function rest(settings: GeminiSettings, { setTimer }: { setTimer?: SetTimer } = {}): Provider {
  requireSendableKey(settings.apiKey)
  const open = async (body: GeminiBody, signal: AbortSignal) => {
    const response = await fetch(addressOf(settings), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'x-goog-api-key': settings.apiKey },
      body: JSON.stringify(body),
      signal,
      // To follow one would take the key and the question to another host.
      redirect: 'manual',
    })
    if (!response.ok) throw await refusalOf(response)
    return chunksOf(response)
  }
  return geminiProvider(open, settings, setTimer)
}

function addressOf({ baseUrl, model }: GeminiSettings): string {
  const path = model.includes('/') ? model : `models/${model}`
  return `${baseUrl}/v1beta/${path}:streamGenerateContent?alt=sse`
}

async function* chunksOf({ headers, body }: Response): AsyncGenerator<unknown> {
  if (!body || !headers.get('content-type')?.startsWith('text/event-stream')) throw new Error('no stream of events')
  for await (const data of eventData(body)) yield JSON.parse(data)
}

const refusalSchema = z.object({ error: errorSchema })

/** Google writes `{ error }`, or a list of them; whatever stands before it writes pages. */
async function refusalOf(response: Response): Promise<Refusal> {
  const written: unknown = await response.json().catch(() => null)
  const { data } = refusalSchema.safeParse(Array.isArray(written) ? written[0] : written)
  const retryAfterS = Number(response.headers.get('retry-after'))
  return new Refusal(response.status, data?.error, retryAfterS > 0 ? Math.ceil(retryAfterS) : undefined)
}
