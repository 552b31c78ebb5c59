/** An answer of the Gemini API with an error in it, and which failure of ours that is. */
import { z } from 'zod'
import { type FailureCode, TutorFailure } from '../../failures'
import { loggableName } from './loggable'

/** `google.rpc.Status` (https://google.aip.dev/193). `details` has objects of many types, each named in `@type`. */
export const errorSchema = z.object({
  code: z.number().optional(),
  message: z.string().optional(),
  /** A name of `google.rpc.Code`; the package of `generative-ai.ts` keeps it to itself. */
  status: z.string().optional().catch(undefined),
  details: z.array(z.looseObject({})).optional().catch(undefined),
})

export type GeminiError = z.infer<typeof errorSchema>

/** The API refused, by its status or in the middle of an answer. Adapters throw it from `open`. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error: GeminiError = {},
    readonly retryAfterS?: number,
  ) {
    super(`Gemini answered ${status}`)
    this.name = 'Refusal'
  }
}

/** Not about the question: about the key, where the server stands, or who pays. */
const aboutTheKey = /API[ _]key|location is not supported|enable billing/i

function codeOf({ status, error }: Refusal): FailureCode {
  if (status === 401 || status === 403) return 'key'
  if (status === 400 && (hasDetail(error, 'API_KEY_INVALID') || aboutTheKey.test(error.message ?? ''))) return 'key'
  if (status === 400 || status === 413) return 'request'
  if (status === 404) return 'model'
  return status === 429 ? 'busy' : 'provider'
}

const hasDetail = ({ details = [] }: GeminiError, reason: string) => details.some((detail) => detail.reason === reason)

/** `google.rpc.RetryInfo`: "34s" or "34.07s"; rounded up to whole seconds. */
function retryDelayS({ details = [] }: GeminiError): number | undefined {
  for (const { retryDelay } of details) {
    const seconds = typeof retryDelay === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(retryDelay)?.[1] : undefined
    if (seconds) return Math.max(1, Math.ceil(Number(seconds)))
  }
}

/** Its status, and its names for what is wrong. */
function namesOf({ status, error }: Refusal): string {
  const reasons = (error.details ?? []).map((detail) => detail.reason)
  const names = [error.status, ...reasons].filter((name) => typeof name === 'string').slice(0, 3)
  return [`Gemini answered ${status}`, ...names.map(loggableName)].join(', ')
}

/** The failure that a refusal is. */
export function failureOf(refusal: Refusal): TutorFailure {
  const { status, error } = refusal
  return new TutorFailure(codeOf(refusal), {
    retryAfterS: status === 429 || status === 503 ? (retryDelayS(error) ?? refusal.retryAfterS) : undefined,
    cause: new Error(namesOf(refusal)),
  })
}

/** Does it refuse the field about thinking? Models come and go behind one name, and each takes another one. */
export const isAboutThinking = (error: unknown): boolean =>
  error instanceof Refusal && error.status === 400 && /thinking/i.test(error.error.message ?? '')
