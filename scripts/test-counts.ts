import { readFileSync } from 'node:fs'

export type Counts = {
  passed: number
  failed: number
  skipped: number
  /** The names of tests that passed only when they were tried again. They count as passed. */
  flaky?: string[]
}

/** The result file of `vitest --reporter=json`, as far as it is read here. */
type VitestReport = { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests?: number }
/** The result file of Playwright's json reporter, as far as it is read here. */
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  suites?: PlaywrightSuite[]
}
type PlaywrightSuite = {
  specs?: { title: string; file: string; tests: { projectName: string; status: string }[] }[]
  suites?: PlaywrightSuite[]
}

/** @param exitCode a failing run whose report shows no failed test (a broken import, say) counts as one failure */
export function readVitestCounts(file: string, exitCode: number): Counts {
  const report = readReport<VitestReport>(file)
  if (!report) return noReport()
  const skipped = report.numPendingTests + (report.numTodoTests ?? 0)
  return failIf(exitCode, { passed: report.numPassedTests, failed: report.numFailedTests, skipped })
}

/** A test that passed only when repeated counts as passed, and is named: nothing is repeated outside of CI. */
export function readPlaywrightCounts(file: string, exitCode: number): Counts {
  const report = readReport<PlaywrightReport>(file)
  if (!report) return noReport()
  const { expected, unexpected, flaky, skipped } = report.stats
  const counts = { passed: expected + flaky, failed: unexpected, skipped }
  return failIf(exitCode, flaky > 0 ? { ...counts, flaky: (report.suites ?? []).flatMap(flakyIn) } : counts)
}

function flakyIn({ specs = [], suites = [] }: PlaywrightSuite): string[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests.filter(({ status }) => status === 'flaky').map(({ projectName }) => `${projectName} ${file} ${title}`),
  )
  return [...own, ...suites.flatMap(flakyIn)]
}

export function addCounts(a: Counts, b: Counts): Counts {
  const flaky = [...(a.flaky ?? []), ...(b.flaky ?? [])]
  const sums = { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
  return flaky.length > 0 ? { ...sums, flaky } : sums
}

/** What a step says about itself. */
export function describeCounts({ passed, failed, skipped }: Counts): string {
  if (passed + failed + skipped === 0) return 'fine'
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** A line for each test that passed only when it was tried again; they stand above the last line. */
export const flakyLines = ({ flaky = [] }: Counts): string[] => flaky.map((name) => `flaky: ${name}`)

/** The last line of `npm test`. */
export function lastLine({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`
}

function failIf(exitCode: number, counts: Counts): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** A run that leaves no report proved nothing, whatever its exit code. */
function noReport(): Counts {
  return { passed: 0, failed: 1, skipped: 0 }
}

function readReport<Report>(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return null
  }
}
