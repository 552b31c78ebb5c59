import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listBrowserTests } from './testing/browser-specs'

const flows = readFileSync(new URL('../docs/flows.md', import.meta.url), 'utf8')

type Row = { box: string; proofs: string[] }

/** The rows of every table, without their heads. */
function rowsOf(text: string): Row[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| Box |'))
    .map((line) => {
      const [box = '', proof = ''] = line.slice(2, -2).split(' | ')
      return { box, proofs: proof.split('<br>') }
    })
}

/** What is wrong with the table, a sentence each. */
function mistakesIn(text: string, known: ReadonlySet<string>): string[] {
  return rowsOf(text).flatMap(({ box, proofs }) =>
    proofs
      .filter((proof) => proof !== 'planned' && !known.has(proof))
      .map((proof) => `"${box}" names a test that is not there: ${proof}`),
  )
}

test('every box of docs/flows.md names a browser test that exists, or is planned', () => {
  const known = new Set(listBrowserTests().map(({ file, title }) => `\`${file}\` › ${title}`))
  expect(rowsOf(flows).length).toBeGreaterThan(60)
  expect(mistakesIn(flows, known)).toEqual([])
  const named = '`smoke.spec.ts` › every part is well'
  for (const wrong of ['`smoke.spec.ts` › every part was well', '`smoky.spec.ts` › every part is well', ''])
    expect(mistakesIn(`| A box | ${named}<br>${wrong} |`, known)).toHaveLength(1)
}, 60_000)
