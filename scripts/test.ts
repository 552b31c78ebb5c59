/** `npm test`: everything that must hold, in the order in which it fails fastest. Its last line counts the tests. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { everyRun } from '../server/browser-tests'
import { ensureBuild } from '../server/build'
import { projectFile } from '../server/children'
import { complain, explain, say } from '../server/output'
import { bareEnvironment } from '../server/settings'
import { findOrInstallBrowser } from './browser'
import {
  addCounts,
  type Counts,
  describeCounts,
  flakyLines,
  lastLine,
  readPlaywrightCounts,
  readVitestCounts,
} from './test-counts'

type Step = { name: string; run(): Promise<Counts> }

const root = projectFile('.')
const reports = mkdtempSync(join(tmpdir(), 'cafe-test-'))
process.on('exit', () => rmSync(reports, { recursive: true, force: true }))
const { values: flags } = parseArgs({ options: { all: { type: 'boolean', default: false } } })

const steps: Step[] = [
  { name: 'types', run: types },
  { name: 'lint', run: () => check('biome', 'node_modules/@biomejs/biome/bin/biome', ['check']) },
  { name: 'unit and database tests', run: () => vitest('vitest') },
  { name: 'build', run: build },
  { name: 'browser tests', run: playwright },
  { name: 'other browser engines', run: () => vitest('engines', ['--config', 'e2e/engines/vitest.config.ts']) },
]

async function types(): Promise<Counts> {
  const generated = await check('next typegen', 'node_modules/next/dist/bin/next', ['typegen'])
  return generated.failed > 0 ? generated : await check('tsc', 'node_modules/typescript/bin/tsc', ['--noEmit'])
}

async function vitest(name: string, options: string[] = []): Promise<Counts> {
  const file = join(reports, `${name}.json`)
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...options]
  const code = await node('node_modules/vitest/vitest.mjs', args)
  return readVitestCounts(file, code)
}

async function build(): Promise<Counts> {
  const { distDir } = await ensureBuild(root, bareEnvironment(), true)
  say(`The build of these sources is ${distDir}.`)
  return nothing
}

async function playwright(): Promise<Counts> {
  const file = join(reports, 'playwright.json')
  const code = await node(
    'node_modules/playwright/cli.js',
    ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
    { PLAYWRIGHT_CHROMIUM: findOrInstallBrowser(root), PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...everyRun },
  )
  return readPlaywrightCounts(file, code)
}

let running: ChildProcess | undefined

const nothing: Counts = { passed: 0, failed: 0, skipped: 0 }

/** A step that has no tests to count: a failure of it counts as one. */
async function check(name: string, script: string, args: string[]): Promise<Counts> {
  const code = await node(script, args)
  if (code === 0) return nothing
  complain(`${name} failed (exit code ${code}).`)
  return { ...nothing, failed: 1 }
}

function node(script: string, args: string[], extra: Record<string, string> = {}): Promise<number> {
  const { NODE_ENV: _, ...inherited } = process.env
  const env = { ...inherited, ...extra, NEXT_TELEMETRY_DISABLED: '1' } as unknown as NodeJS.ProcessEnv
  const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit', env })
  running = child
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}

async function runStep(step: Step): Promise<Counts> {
  say(`\n== ${step.name}`)
  const startedMs = Date.now()
  const counts = await step.run().catch((error: unknown) => {
    complain(explain(error))
    return { ...nothing, failed: 1 }
  })
  say(`== ${step.name}: ${describeCounts(counts)} in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`)
  return counts
}

async function main(): Promise<void> {
  let total = nothing
  for (const step of steps) {
    total = addCounts(total, await runStep(step))
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
    running?.kill(signal)
    process.exit(1)
  })
}
void main()
