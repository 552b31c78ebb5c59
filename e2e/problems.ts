import { type BrowserContext, expect } from 'playwright/test'

export type Problems = {
  /** Whatever matches is expected in this test, in every page. */
  allow(pattern: RegExp): void
  /** Collects what goes wrong in every page of this context, now and later. */
  watch(context: BrowserContext): Promise<void>
  /** Fails with what was collected and not allowed. */
  expectNone(): void
}

export function watchProblems(): Problems {
  const seen: string[] = []
  const allowed: RegExp[] = []

  async function watch(context: BrowserContext): Promise<void> {
    context.on('console', (message) => {
      if (message.type() === 'error') seen.push(`console error at ${message.location().url}: ${message.text()}`)
    })
    context.on('weberror', (error) => seen.push(`page error: ${error.error().stack ?? error.error().message}`))
    await context.addInitScript(reportViolations)
  }

  return {
    allow: (pattern) => allowed.push(pattern),
    watch,
    expectNone: () => {
      const unexpected = seen.filter((problem) => !allowed.some((pattern) => pattern.test(problem)))
      expect(unexpected, 'errors in the pages (problems.allow names expected ones)').toEqual([])
    },
  }
}

/** Runs in the page: browsers report some violations in words of their own, or not at all. */
function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const blocked = `${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`
    // biome-ignore lint/suspicious/noConsole: this runs in the page, whose console is what the test reads.
    console.error(`Content-Security-Policy violation: ${event.effectiveDirective} ${blocked}`)
  })
}
