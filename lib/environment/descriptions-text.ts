import type { SettingGroup } from './descriptions'

const lineWidth = 100

/** `.env.example`: every setting commented out, because one machine needs none of them. */
export function envExample(groups: readonly SettingGroup[]): string {
  const head = [
    '# Every setting of VirtualCafe. On one machine nothing has to be set. Copy what you need into .env;',
    '# the real environment wins over .env.local, which wins over .env. `npm start -- --check` names every mistake.',
    '# Written by `npm run env:example` from lib/environment/descriptions.ts.',
  ]
  const sections = groups.map(({ title, settings }) => {
    const entries = settings.map(({ name, needed, example, purpose }) => {
      const text = needed ? `${purpose} Needed for: ${needed}.` : purpose
      return [...wrapped(text).map((line) => `# ${line}`), `#${name}=${quoted(example)}`].join('\n')
    })
    return [`# --- ${title} ---`, ...entries].join('\n\n')
  })
  return `${head.join('\n')}\n\n${sections.join('\n\n')}\n`
}

/** The table of docs/operating.md, in Markdown. */
export function settingsTable(groups: readonly SettingGroup[]): string {
  const sections = groups.map(({ title, settings }) => {
    const rows = settings.map(
      ({ name, needed, example, purpose }) => `| \`${name}\` | ${needed ?? ''} | \`${example}\` | ${purpose} |`,
    )
    return [`### ${title}`, '', '| name | needed for | example | what |', '|---|---|---|---|', ...rows].join('\n')
  })
  return sections.join('\n\n')
}

export const tableStart = '<!-- settings: written by `npm run env:example` -->'
export const tableEnd = '<!-- end of settings -->'

/**
 * The document with the table between its two markers.
 * @throws Error when a marker is missing
 */
export function withSettingsTable(document: string, groups: readonly SettingGroup[]): string {
  const start = document.indexOf(tableStart)
  const end = document.indexOf(tableEnd)
  if (start < 0 || end < start) throw new Error(`The document needs the lines ${tableStart} and ${tableEnd}.`)
  return `${document.slice(0, start)}${tableStart}\n${settingsTable(groups)}\n${document.slice(end)}`
}

/** Text in lines of at most `lineWidth` characters, broken between words. */
function wrapped(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < lineWidth) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Values with spaces or signs that a shell would read stand in quotes. */
const quoted = (value: string) => (/[\s<>#,]/.test(value) ? `"${value}"` : value)
