/** From a conversation to what is sent to the provider. Pure. */
import type { Photo, Turn } from './provider/provider'

/** Tokens of a conversation that go along with a question. */
const historyTokens = 8_000

/** Tokens of an answer at most, its thinking included. Length is asked for in words; this only stops a runaway. */
export const maxOutputTokens = 4_096

/** Asking the provider to count costs a round trip; what was used is settled with its own figures. */
const charactersAToken = 4
/** What a photo of our size weighs (https://ai.google.dev/gemini-api/docs/tokens). */
const photoTokens = 1_100

export const estimateTokens = (text: string): number => Math.ceil(text.length / charactersAToken)

const tokensOf = ({ text, photo }: Turn): number => estimateTokens(text) + (photo ? photoTokens : 0)

/** What a request may cost at most, before it is made. */
export const estimateCost = (instructions: string, turns: readonly Turn[]): number =>
  estimateTokens(instructions) + turns.reduce((sum, turn) => sum + tokensOf(turn), 0) + maxOutputTokens

export type Asked = { body: string; attempt: string; taskName: string | null; hasPhoto: boolean }

/** A student's message as the model reads it. Every part is theirs: it stands in their turn and is named for what it is. */
export function studentText({ body, attempt, taskName, hasPhoto }: Asked, isNewest: boolean): string {
  const parts = [body]
  if (attempt) parts.push(`What I tried:\n${attempt}`)
  if (hasPhoto) parts.push(isNewest ? 'The photo shows what I have done.' : '(A photo of my work was here.)')
  if (taskName) parts.push(`The task I am working on: ${taskName}`)
  return parts.join('\n\n')
}

type Said = ({ role: 'student' } & Asked) | { role: 'tutor'; body: string }

/**
 * The newest turns that fit the window, whole ones, oldest first; the last question always does. Answers without words are
 * left out, and what the same side said twice in a row is one turn.
 * @param photo goes with the last question
 */
export function turnsOf(said: readonly Said[], photo: Photo | null, windowTokens: number = historyTokens): Turn[] {
  const turns: Turn[] = []
  for (const [index, message] of said.entries()) {
    const text = message.role === 'student' ? studentText(message, index === said.length - 1) : message.body
    if (text.trim() === '') continue
    const last = turns.at(-1)
    if (last?.role === message.role) last.text += `\n\n${text}`
    else turns.push({ role: message.role, text })
  }
  const question = turns.at(-1)
  if (question && photo) question.photo = photo
  return newestWithin(turns, windowTokens)
}

/** A conversation begins with its student. */
function newestWithin(turns: readonly Turn[], windowTokens: number): Turn[] {
  let tokens = 0
  const fit = turns.findLastIndex((turn, index) => {
    tokens += tokensOf(turn)
    return tokens > windowTokens && index < turns.length - 1
  })
  const within = turns.slice(fit + 1)
  return within.slice(within.findIndex(({ role }) => role === 'student'))
}
