/** What the scripted provider says. Pure. */
import type { ProviderRequest, Turn } from './provider'

/** `!name` or `!name:argument` in the newest question; of some there may be several. */
export type Command = { name: string; argument: string }

/** What is added to a student's message, by the first characters of its paragraph. */
const added = { attempt: 'What I tried:', photo: 'The photo shows', task: 'The task I am working on:' } as const

const paragraphsOf = (turn: Turn | undefined): string[] => (turn?.text ?? '').split('\n\n')
const newest = ({ turns }: ProviderRequest): Turn | undefined => turns.filter(({ role }) => role === 'student').at(-1)
const findAdded = (request: ProviderRequest, start: string): string | undefined =>
  paragraphsOf(newest(request)).findLast((paragraph) => paragraph.startsWith(start))

/** The newest question itself: a turn may hold earlier ones that got no answer, and what came along with them. */
export const questionOf = (request: ProviderRequest): string =>
  paragraphsOf(newest(request)).findLast((text) => !Object.values(added).some((start) => text.startsWith(start))) ?? ''

export const commandsOf = (question: string): Command[] =>
  [...question.matchAll(/(?<!\S)!([a-z]+(?:-once)?)(?::([\w-]+))?/g)].map(([, name = '', argument = '']) => ({
    name,
    argument,
  }))

/** Which step the instructions ask for. */
function stepOf({ instructions }: ProviderRequest): string {
  const about = instructions.slice(Math.max(0, instructions.lastIndexOf('The step of this reply')))
  return /\b(NUDGE|CONCEPT|STEP|SOLUTION):/.exec(about)?.[1]?.toLowerCase() ?? 'unknown'
}

/** The line with which every answer begins; the server keeps it to itself. */
export function judgementLine(request: ProviderRequest, commands: readonly Command[]): string {
  const has = (name: string) => commands.some((command) => command.name === name)
  const isNew = has('new') || (request.turns.length === 1 && !has('wrong') && !has('right'))
  const verdict = ['right', 'partly', 'wrong'].find(has) ?? 'none'
  return `[[question: ${isNew ? 'new' : 'same'}; try: ${verdict}]]\n`
}

/** An answer with everything in it that a page has to render. */
export const defaultAnswer = (
  request: ProviderRequest,
): string => `Let us look at it together, at the ${stepOf(request)} step.

- 🔍 Find what you **know**.
- 🎯 Find what you *want*.

Call it \`x\`, and try:

\`\`\`python
def area(radius):
    return 3.14 * radius ** 2
\`\`\`

The rule is $$a^2 + b^2 = c^2$$ here.

| side | length |
|---|---|
| a | 3 |
| b | 4 |

**What would you try first?**`

/** What came along with the question. */
export function echo(request: ProviderRequest): string {
  const textAfter = (start: string) => findAdded(request, start)?.slice(start.length).trim() || 'none'
  return [
    `- step: ${stepOf(request)}`,
    `- photo: ${newest(request)?.photo ? 'yes' : 'none'}`,
    `- attempt: ${textAfter(added.attempt)}`,
    `- task: ${textAfter(added.task)}`,
    `- turns: ${request.turns.length}`,
  ].join('\n')
}

/** The question without its commands, as it was written. */
export const repeated = (question: string): string => question.replaceAll(/(?<!\S)![a-z]+(-once)?(:[\w-]+)?\s?/g, '')

/** 60 words, each another one. */
export const slowPieces: string[] = Array.from({ length: 60 }, (_, index) => `${index ? ' ' : ''}word${index + 1}`)

/** 12 KB in 300 pieces: paragraphs of 10 lines, each line a piece of 40 bytes. */
export const longPieces: string[] = Array.from({ length: 300 }, (_, index) => {
  const end = index % 10 === 9 ? '\n\n' : ' '
  return `Piece ${String(index + 1).padStart(3, '0')} of a long explanation`.padEnd(40 - end.length, '.') + end
})

/** Words that are asked about when a student used too few. */
const spares = ['energy', 'fraction', 'gravity']

/** Three questions for recall, made of the longest words that the student used. */
export function recallCards({ turns }: ProviderRequest): object {
  const asked = turns.filter(({ role }) => role === 'student').map(({ text }) => text.toLowerCase())
  const words = [...new Set(asked.join(' ').match(/(?<![!\p{L}])\p{L}{4,}/gu) ?? [])]
  const longest = words.sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  return {
    cards: [...longest, ...spares].slice(0, 3).map((word) => ({
      question: `What does "${word}" mean?`,
      answer: `The meaning of ${word}`,
      wrongAnswers: [1, 2, 3].map((number) => `Something other than ${word}, number ${number}`),
    })),
  }
}
