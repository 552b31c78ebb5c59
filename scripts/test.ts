/** `npm test`: everything that must hold, in the order in which it fails fastest. Its last line counts the tests. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuild } from '../server/build'
import { projectFile } from '../server/children'
import { explain, say } from '../server/output'
import { bareEnvironment } from '../server/settings'
import { findOrInstallBrowser } from './browser'
import { everyRun } from './browser-tests'
import { addCounts, type Counts, flakyLines, lastLine, readPlaywrightCounts, readVitestCounts } from './test-counts'
import { createTestPrograms, type RunProgram } from './test-programs'
import { nothing, runStage, type Stage, type Step } from './test-stages'

const root = projectFile('.')
const reports = mkdtempSync(join(tmpdir(), 'cafe-test-'))
process.on('exit', () => rmSync(reports, { recursive: true, force: true }))
const { values: flags } = parseArgs({ options: { all: { type: 'boolean', default: false } } })

const programs = createTestPrograms(root)

/**
 * Types, lint and the build take a core that the tests leave idle now and then: beside them they cost nothing. The build has
 * to wait for the types, whose generated part it would write as well.
 */
const stages: Stage[] = [
  {
    shown: vitest('unit and database tests', 'vitest'),
    beside: [
      check('lint', 'node_modules/@biomejs/biome/bin/biome', ['check']),
      check('dead code', 'node_modules/knip/bin/knip.js', ['--no-progress']),
      check('generated types', 'node_modules/next/dist/bin/next', ['typegen']),
      check('types', 'node_modules/typescript/bin/tsc', ['--noEmit']),
      check('build', 'scripts/make-build.ts', []),
    ],
  },
  { shown: { name: 'browser tests', run: playwright } },
  { shown: vitest('other browser engines', 'engines', ['--config', 'e2e/engines/vitest.config.ts']) },
]

function vitest(name: string, report: string, options: string[] = []): Step {
  const file = join(reports, `${report}.json`)
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...options]
  const run = async (program: RunProgram) =>
    readVitestCounts(file, await program('node_modules/vitest/vitest.mjs', args))
  return { name, run }
}

/** A step that has no tests to count: a failure of it counts as one. */
function check(name: string, script: string, args: string[]): Step {
  const run = async (program: RunProgram) => {
    const code = await program(script, args)
    return code === 0 ? nothing : { ...nothing, failed: 1 }
  }
  return { name, run }
}

/** Every spec; the log names each as it runs. */
async function playwright(program: RunProgram): Promise<Counts> {
  // Made already; its folder is kept from others' clean-up while this process runs.
  const { distDir } = await ensureBuild(root, bareEnvironment(), true)
  say(`The build is ${distDir}.`)
  const file = join(reports, 'playwright.json')
  const code = await program(
    'node_modules/playwright/cli.js',
    ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
    { PLAYWRIGHT_CHROMIUM: findOrInstallBrowser(root), PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...everyRun },
  )
  return readPlaywrightCounts(file, code)
}

async function main(): Promise<void> {
  let total = nothing
  for (const stage of stages) {
    total = addCounts(total, await runStage(stage, { programs, goesOn: flags.all, say, explain }))
    if (total.failed > 0 && !flags.all) break
  }
  say('')
  for (const line of flakyLines(total)) say(line)
  say(lastLine(total))
  process.exitCode = total.failed > 0 ? 1 : 0
}

// Ctrl-C reaches the running step as well; the other signals reach only us.
process.on('SIGINT', () => process.exit(130))
for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    programs.stop(signal)
    process.exit(1)
  })
}
void main()
