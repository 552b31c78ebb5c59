/** Which commands answer what is typed into the palette. Pure. */
import { type PaletteCommand, paletteCommands } from './palette-commands'

type Named = Pick<PaletteCommand, 'label' | 'keywords'>

/** Without case, accents and punctuation, one blank between two words. */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Does each term begin a word of the text, in any order? */
function beginIn(text: string, terms: readonly string[]): boolean {
  const parts = text.split(' ')
  return terms.every((term) => parts.some((part) => part.startsWith(term)))
}

/** How well a command answers: 0 is its very name; null when something that was typed stands nowhere in it. */
function rankOf({ label, keywords = '' }: Named, wanted: string): number | null {
  const [name, all, terms] = [fold(label), fold(`${label} ${keywords}`), wanted.split(' ')]
  if (name === wanted) return 0
  if (name.startsWith(wanted)) return 1
  if (beginIn(name, terms)) return 2
  if (beginIn(all, terms)) return 3
  return terms.every((term) => all.includes(term)) ? 4 : null
}

/** The commands that answer, the best first, in the order of the list where they are equally good. All for no words. */
export function matchCommands<Command extends Named>(commands: readonly Command[], typed: string): Command[] {
  const wanted = fold(typed)
  if (wanted === '') return typed.trim() === '' ? [...commands] : []
  return commands
    .map((command) => ({ command, rank: rankOf(command, wanted) }))
    .filter((match): match is { command: Command; rank: number } => match.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => command)
}

/** Commands under a heading; without one when they stand by how well they answer. */
export type PaletteSection = { title: PaletteCommand['group'] | null; commands: readonly PaletteCommand[] }

/** What the palette shows: everything by group at first, and what answers once something is typed. */
export function sectionsFor(typed: string): PaletteSection[] {
  if (typed.trim() !== '') return [{ title: null, commands: [...matchCommands(paletteCommands, typed), ask(typed)] }]
  const titles = [...new Set(paletteCommands.map(({ group }) => group))]
  return titles.map((title) => ({ title, commands: paletteCommands.filter(({ group }) => group === title) }))
}

/** The last result: whatever it is, the tutor can be asked. */
function ask(typed: string): PaletteCommand {
  const draft = typed.trim()
  const tutor = paletteCommands.find(({ effect }) => effect.type === 'ask-tutor')
  if (!tutor) throw new Error('The palette has no command that asks the tutor.')
  return { ...tutor, id: 'ask-tutor-typed', effect: { type: 'ask-tutor', draft } }
}
