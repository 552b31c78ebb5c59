import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AxeResults, RunOptions } from 'axe-core'
import { expect, type Page } from 'playwright/test'

const axeSource = readFileSync(fileURLToPath(new URL('../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Fails with each breach of WCAG 2.2 AA that axe finds in the page as it is now, and where.
 * @param rules switches single rules off, with a reason beside the call
 */
export async function expectNoAxeViolations(page: Page, options: { disableRules?: string[] } = {}): Promise<void> {
  // Evaluated rather than added as a script, which the page's own policy refuses.
  await page.evaluate(axeSource)
  const rules = Object.fromEntries((options.disableRules ?? []).map((rule) => [rule, { enabled: false }]))
  const runOptions: RunOptions = { runOnly: tags, rules, resultTypes: ['violations'] }
  const results = await page.evaluate(
    (how) => (window as unknown as { axe: { run(o: RunOptions): Promise<AxeResults> } }).axe.run(how),
    runOptions,
  )
  const breaches = results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(describeNode).join('\n')}`,
  )
  expect(breaches, 'accessibility breaches').toEqual([])
}

function describeNode({ target, failureSummary }: AxeResults['violations'][number]['nodes'][number]): string {
  return `  ${target.join(' ')}\n    ${(failureSummary ?? '').replaceAll('\n', '\n    ')}`
}
