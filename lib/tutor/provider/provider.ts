/** What the tutor needs of a language model, and nothing more: each adapter here is one way to have it. */

/** A picture as the provider takes it. */
export type Photo = { mimeType: 'image/jpeg'; base64: string }

/** One turn of a conversation, oldest first; the last one is the student's. */
export type Turn = { role: 'student' | 'tutor'; text: string; photo?: Photo }

export type ProviderRequest = {
  /** System instructions: ours alone, never a word of a student's. */
  instructions: string
  turns: readonly Turn[]
  /** Tokens, those of its thinking included. */
  maxOutputTokens: number
  /** A JSON schema that the whole answer has to follow (`responseSchema` of Gemini). */
  schema?: Readonly<Record<string, unknown>>
}

export type Usage = { promptTokens: number; answerTokens: number }

/**
 * What comes of an answer, in this order: words as they come, what it cost (at any time, the last one counts), then one end.
 * `length`: it was cut off by the cap on its length. `blocked` after words: what came may be shown.
 */
export type ProviderEvent =
  | { kind: 'text'; text: string }
  | { kind: 'usage'; usage: Usage }
  | { kind: 'end'; reason: 'done' | 'length' | 'blocked' | 'other' }

export type Provider = {
  /**
   * Asks for an answer. Ends with `end`, or throws.
   * @param signal gives up on it: the iteration throws its reason, soon
   * @throws TutorFailure for everything that goes wrong: a refusal, silence, an answer without words
   */
  stream(request: ProviderRequest, signal: AbortSignal): AsyncIterable<ProviderEvent>
}
