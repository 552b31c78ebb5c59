/** What is sent: the body of `streamGenerateContent` (https://ai.google.dev/api/generate-content). Pure. */
import type { ProviderRequest, Turn } from '../provider'

type Part = { text: string } | { inlineData: { mimeType: string; data: string } }
type Content = { role: 'user' | 'model'; parts: Part[] }

/** Versions before 3 know a number of tokens, those since a level; a request with the wrong one is refused. */
type ThinkingConfig = { thinkingBudget: number } | { thinkingLevel: 'LOW' }

export type GeminiBody = {
  contents: Content[]
  systemInstruction: { role: 'system'; parts: Part[] }
  generationConfig: {
    maxOutputTokens: number
    thinkingConfig?: ThinkingConfig
    responseMimeType?: 'application/json'
    responseSchema?: unknown
  }
}

/** How a model is told to think little: students wait for the first word, and thoughts count against the cap. */
export const thinkingOf = (model: string): ThinkingConfig =>
  /gemini-2/.test(model) ? { thinkingBudget: 512 } : { thinkingLevel: 'LOW' }

/** @param thinking null: the model takes no such field */
export function bodyOf(request: ProviderRequest, thinking: ThinkingConfig | null): GeminiBody {
  return {
    contents: request.turns.map(contentOf).filter(({ parts }) => parts.length > 0),
    systemInstruction: { role: 'system', parts: [{ text: request.instructions }] },
    generationConfig: {
      maxOutputTokens: request.maxOutputTokens,
      ...(thinking && { thinkingConfig: thinking }),
      ...(request.schema && {
        responseMimeType: 'application/json',
        responseSchema: withoutUnknownKeys(request.schema),
      }),
    },
  }
}

/** A part with empty text is refused. */
function contentOf({ role, text, photo }: Turn): Content {
  const parts: Part[] = []
  if (text !== '') parts.push({ text })
  if (photo) parts.push({ inlineData: { mimeType: photo.mimeType, data: photo.base64 } })
  return { role: role === 'student' ? 'user' : 'model', parts }
}

/** Words of JSON Schema that zod writes and Gemini's `Schema` refuses. */
const unknownKeys = new Set(['$schema', 'additionalProperties'])

function withoutUnknownKeys(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutUnknownKeys)
  if (schema === null || typeof schema !== 'object') return schema
  const kept = Object.entries(schema).filter(([name]) => !unknownKeys.has(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutUnknownKeys(value)]))
}
