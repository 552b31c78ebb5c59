/** Cards as a text file that Anki imports (https://docs.ankiweb.net/importing/text-files.html). Pure. */

/** Anki reads these before anything else: how fields are divided, that they are no HTML, what they are. */
const head = ['#separator:tab', '#html:false', '#columns:Front\tBack']

/**
 * A card a row. Every field stands in quotes: then it may hold tabs, line ends and quotes (doubled), and a question that
 * begins with `#` is no comment.
 */
export const toAnkiText = (cards: readonly { question: string; answer: string }[]): string =>
  [...head, ...cards.map(({ question, answer }) => `${quoted(question)}\t${quoted(answer)}`)]
    .map((row) => `${row}\n`)
    .join('')

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
