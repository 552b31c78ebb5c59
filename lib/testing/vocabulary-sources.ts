import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Source } from './vocabulary'

/** Where the words are listed, and where planted ones are looked for. */
const exempt = new Set([
  'docs/glossary.md',
  'lib/testing/vocabulary.ts',
  'lib/testing/source-pieces.ts',
  'lib/vocabulary.test.ts',
])

/** Every file in which our words count: sources, scripts and documents. Migrations are what they were. */
export function vocabularySources(root: string): Source[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.mts', '*.mjs', '*.css', '*.md'],
    { cwd: root, encoding: 'utf8' },
  )
  return listed
    .split('\n')
    .filter((path) => path && !path.startsWith('db/migrations/') && !exempt.has(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}
