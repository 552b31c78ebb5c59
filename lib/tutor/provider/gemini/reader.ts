/** What is read out of the chunks of an answer (`GenerateContentResponse`), and what its end means. Pure. */
import { z } from 'zod'
import { TutorFailure } from '../../failures'
import type { ProviderEvent } from '../provider'
import { loggableName } from './loggable'
import { errorSchema, Refusal } from './refusal'

const partSchema = z.object({ text: z.string().optional(), thought: z.boolean().optional() })
const candidateSchema = z.object({
  content: z.object({ parts: z.array(partSchema).optional() }).optional(),
  finishReason: z.string().optional(),
})
const chunkSchema = z.object({
  candidates: z.array(candidateSchema).optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z
    .object({
      promptTokenCount: z.number().default(0),
      candidatesTokenCount: z.number().default(0),
      thoughtsTokenCount: z.number().default(0),
    })
    .optional(),
  /** With the status 200 long sent, this is how an answer fails halfway. */
  error: errorSchema.optional(),
})

type Chunk = z.infer<typeof chunkSchema>
type EndReason = Extract<ProviderEvent, { kind: 'end' }>['reason']

/** Reasons that are not here (malformed calls, OTHER, those to come) stop an answer early. */
const endReasons: Record<string, EndReason> = {
  STOP: 'done',
  MAX_TOKENS: 'length',
  SAFETY: 'blocked',
  RECITATION: 'blocked',
  LANGUAGE: 'blocked',
  BLOCKLIST: 'blocked',
  PROHIBITED_CONTENT: 'blocked',
  SPII: 'blocked',
  MODEL_ARMOR: 'blocked',
  JAILBREAK: 'blocked',
  IMAGE_SAFETY: 'blocked',
}

/** Reads one answer, chunk by chunk. */
export class AnswerReader {
  hasText = false
  private finishReason: string | undefined
  private blockReason: string | undefined

  /** The end was announced; some models announce it with every chunk, so more may come. */
  get isFinished(): boolean {
    return this.finishReason !== undefined || this.blockReason !== undefined
  }

  /**
   * What a chunk says.
   * @throws TutorFailure `broken` when it is no chunk at all; Refusal when it carries an error
   */
  take(value: unknown): ProviderEvent[] {
    const chunk = parseChunk(value)
    const [candidate] = chunk.candidates ?? []
    this.finishReason = candidate?.finishReason ?? this.finishReason
    this.blockReason = chunk.promptFeedback?.blockReason ?? this.blockReason
    const text = (candidate?.content?.parts ?? []).map((part) => (part.thought ? '' : (part.text ?? ''))).join('')
    this.hasText ||= text.trim() !== ''
    return [...(text ? [{ kind: 'text' as const, text }] : []), ...usageOf(chunk)]
  }

  /**
   * How the answer ended, once no more chunks come.
   * @throws TutorFailure when it has no words, or no end
   */
  end(): ProviderEvent {
    const reason = this.blockReason ? 'blocked' : this.finishReason && (endReasons[this.finishReason] ?? 'other')
    if (this.hasText && reason) return { kind: 'end', reason }
    const [block, finish] = [this.blockReason, this.finishReason].map((name) => loggableName(name ?? 'NONE'))
    const cause = new Error(`blockReason ${block}, finishReason ${finish}`)
    if (this.hasText) throw new TutorFailure('broken', { cause })
    if (this.blockReason) throw new TutorFailure('blocked-question', { cause })
    throw new TutorFailure(reason === 'blocked' ? 'blocked-answer' : 'empty', { cause })
  }
}

function parseChunk(value: unknown): Chunk {
  const { data, error } = chunkSchema.safeParse(value)
  if (!data) throw new TutorFailure('broken', { cause: new Error(z.prettifyError(error)) })
  if (data.error) throw new Refusal(data.error.code ?? 500, data.error)
  return data
}

/** Thoughts are paid for like words. */
function usageOf({ usageMetadata }: Chunk): ProviderEvent[] {
  if (!usageMetadata) return []
  const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount } = usageMetadata
  const usage = { promptTokens: promptTokenCount, answerTokens: candidatesTokenCount + thoughtsTokenCount }
  return [{ kind: 'usage', usage }]
}
