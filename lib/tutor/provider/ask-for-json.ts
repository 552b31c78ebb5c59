/** Answers that a program reads. */
import type { z } from 'zod'
import type { Provider, ProviderRequest, Usage } from './provider'

/** How often is asked: models now and then write JSON that is none, and seldom twice in a row. */
const attempts = 2

/**
 * What the provider answers to a request with a schema, checked; null when it is wrong every time.
 * @param report is called once in the end with what all of it cost, also when nothing came of it
 * @throws TutorFailure of the provider, and the signal's reason
 */
export async function askForJson<Schema extends z.ZodType>(
  provider: Provider,
  request: ProviderRequest & Required<Pick<ProviderRequest, 'schema'>>,
  schema: Schema,
  signal: AbortSignal,
  report: (usage: Usage) => void,
): Promise<z.output<Schema> | null> {
  const total: Usage = { promptTokens: 0, answerTokens: 0 }
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const { data, success } = schema.safeParse(parseJson(await textOf(provider.stream(request, signal), total)))
      if (success) return data
    }
    return null
  } finally {
    report(total)
  }
}

/** The text of one answer; adds its cost to `total`. */
async function textOf(events: ReturnType<Provider['stream']>, total: Usage): Promise<string> {
  let text = ''
  let usage: Usage = { promptTokens: 0, answerTokens: 0 }
  try {
    for await (const event of events) {
      if (event.kind === 'text') text += event.text
      if (event.kind === 'usage') usage = event.usage
    }
    return text
  } finally {
    total.promptTokens += usage.promptTokens
    total.answerTokens += usage.answerTokens
  }
}

/** Undefined, which no schema of an object takes, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (_) {
    return undefined
  }
}
