/** What Playwright would run, as it lists it itself. */
import { execFileSync } from 'node:child_process'

const root = new URL('../..', import.meta.url).pathname

/** One test in one project. `title` is the test's own, without those of its groups; `file` the spec's name. */
export type BrowserTest = { project: string; file: string; title: string; isSkipped: boolean }

type Suite = { specs?: Spec[]; suites?: Suite[] }
type Spec = { title: string; file: string; tests: { projectName: string; expectedStatus: string }[] }

/** @param extraEnv what chooses the run, such as `everyRun` of `scripts/browser-tests.ts` */
export function listBrowserTests(extraEnv: Record<string, string> = {}): BrowserTest[] {
  const { TEST_WORKER_INDEX: _, NODE_ENV: __, ...inherited } = process.env
  const options = ['test', '--list', '--config', 'e2e/playwright.config.ts', '--reporter=json']
  const listed = execFileSync(process.execPath, [`${root}node_modules/playwright/cli.js`, ...options], {
    cwd: root,
    // Next's types want a NODE_ENV, which Playwright is to choose itself.
    env: { ...inherited, ...extraEnv } as unknown as NodeJS.ProcessEnv,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Before it may stand that there is no PostgreSQL.
  const report = JSON.parse(listed.slice(listed.indexOf('{'))) as Suite
  return testsOf(report)
}

const testsOf = ({ specs = [], suites = [] }: Suite): BrowserTest[] => [
  ...specs.flatMap(({ title, file, tests }) =>
    tests.map(({ projectName, expectedStatus }) => ({
      project: projectName,
      file: file.split('/').at(-1) ?? '',
      title,
      isSkipped: expectedStatus === 'skipped',
    })),
  ),
  ...suites.flatMap(testsOf),
]
