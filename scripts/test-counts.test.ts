import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { addCounts, describeCounts, flakyLines, lastLine, readPlaywrightCounts, readVitestCounts } from './test-counts'

const folder = mkdtempSync(join(tmpdir(), 'cafe-counts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const report = (content: unknown) => {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

describe('counts', () => {
  it('reads vitest', () => {
    const file = report({ numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 })
    expect(readVitestCounts(file, 1)).toEqual({ passed: 7, failed: 1, skipped: 3 })
  })

  it('reads Playwright', () => {
    const file = report({ stats: { expected: 5, unexpected: 1, flaky: 0, skipped: 2 }, suites: [] })
    expect(readPlaywrightCounts(file, 1)).toEqual({ passed: 5, failed: 1, skipped: 2 })
  })

  it('what passed only the second time has passed, and is named above the last line', () => {
    const spec = (title: string, status: string) => ({
      title,
      file: 'rooms.spec.ts',
      tests: [
        { projectName: 'sqlite', status },
        { projectName: 'postgres', status: 'expected' },
      ],
    })
    const inner = { title: 'the chart', specs: [spec('a seat is taken', 'flaky')] }
    const file = report({
      stats: { expected: 4, unexpected: 0, flaky: 2, skipped: 0 },
      suites: [
        { title: 'rooms.spec.ts', specs: [spec('opens', 'expected'), spec('closes', 'flaky')], suites: [inner] },
      ],
    })
    const counts = addCounts({ passed: 1, failed: 0, skipped: 0 }, readPlaywrightCounts(file, 0))
    expect(counts).toMatchObject({ passed: 7, failed: 0 })
    expect(flakyLines(counts)).toEqual([
      'flaky: sqlite rooms.spec.ts closes',
      'flaky: sqlite rooms.spec.ts a seat is taken',
    ])
    expect(flakyLines({ passed: 1, failed: 0, skipped: 0 })).toEqual([])
  })

  it('a run that failed without a failed test, or left no report, is a failure', () => {
    const file = report({ numPassedTests: 7, numFailedTests: 0, numPendingTests: 0 })
    expect(readVitestCounts(file, 1).failed).toBe(1)
    expect(readPlaywrightCounts(join(folder, 'none.json'), 0).failed).toBe(1)
  })

  it('adds up to one plain last line', () => {
    const total = addCounts({ passed: 7, failed: 0, skipped: 1 }, { passed: 5, failed: 2, skipped: 0 })
    expect(describeCounts(total)).toBe('12 passed, 2 failed, 1 skipped')
    expect(lastLine(total)).toBe('12 passed, 2 failed')
  })
})
