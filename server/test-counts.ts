import { readFileSync } from 'node:fs'

export type Counts = { passed: number; failed: number; skipped: number }

/** The result file of `vitest --reporter=json`, as far as it is read here. */
type VitestReport = { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests?: number }
/** The result file of Playwright's json reporter, as far as it is read here. */
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }

/** @param exitCode a failing run whose report shows no failed test (a broken import, say) counts as one failure */
export function readVitestCounts(file: string, exitCode: number): Counts {
  const report = readReport<VitestReport>(file)
  if (!report) return noReport()
  const skipped = report.numPendingTests + (report.numTodoTests ?? 0)
  return failIf(exitCode, { passed: report.numPassedTests, failed: report.numFailedTests, skipped })
}

/** A flaky test, one that passed only when repeated, counts as failed. */
export function readPlaywrightCounts(file: string, exitCode: number): Counts {
  const report = readReport<PlaywrightReport>(file)
  if (!report) return noReport()
  const { expected, unexpected, flaky, skipped } = report.stats
  return failIf(exitCode, { passed: expected, failed: unexpected + flaky, skipped })
}

export function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/** What a step says about itself. */
export function describeCounts({ passed, failed, skipped }: Counts): string {
  if (passed + failed + skipped === 0) return 'fine'
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

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
