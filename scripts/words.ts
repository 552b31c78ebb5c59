/** `npm run words`: every forbidden synonym in the tree, by word, with how often it occurs and where. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeHit, readForbiddenWords, synonymsIn } from '../lib/testing/vocabulary'
import { vocabularySources } from '../lib/testing/vocabulary-sources'

const root = fileURLToPath(new URL('..', import.meta.url))
const forbidden = readForbiddenWords(readFileSync(`${root}docs/glossary.md`, 'utf8'))
const hits = synonymsIn(vocabularySources(root), forbidden)
const isShort = process.argv.includes('--count')

for (const { pattern, instead } of forbidden) {
  const own = hits.filter((hit) => hit.pattern === pattern && hit.instead === instead.replaceAll('`', ''))
  if (own.length === 0) continue
  process.stdout.write(`\n${pattern} -> ${instead}: ${own.length}\n`)
  if (!isShort) for (const hit of own) process.stdout.write(`  ${describeHit(hit)}\n`)
}
process.stdout.write(`\n${hits.length} in all.\n`)
process.exitCode = hits.length > 0 ? 1 : 0
