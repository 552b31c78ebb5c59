import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { everyRun, postgresSpecs } from './browser-tests'
import { projectFile } from './children'

type Suite = {
  file: string
  specs?: { file: string; tests: { projectName: string; expectedStatus: string }[] }[]
  suites?: Suite[]
}

/** `sqlite chat.spec.ts` for each spec that runs with a test in it that is not skipped. */
function listRuns(extraEnv: Record<string, string>): Set<string> {
  const { TEST_WORKER_INDEX: _, NODE_ENV: __, ...inherited } = process.env
  const listed = execFileSync(
    process.execPath,
    [
      projectFile('node_modules/playwright/cli.js'),
      ...['test', '--list', '--config', 'e2e/playwright.config.ts', '--reporter=json'],
    ],
    {
      cwd: projectFile('.'),
      env: { ...inherited, ...extraEnv } as unknown as NodeJS.ProcessEnv,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const report = JSON.parse(listed.slice(listed.indexOf('{'))) as { suites: Suite[] }
  return new Set(report.suites.flatMap(runsOf))
}

const runsOf = ({ specs = [], suites = [] }: Suite): string[] => [
  ...specs.flatMap(({ file, tests }) =>
    tests
      .filter(({ expectedStatus }) => expectedStatus === 'passed')
      .map(({ projectName }) => `${projectName} ${file.split('/').at(-1)}`),
  ),
  ...suites.flatMap(runsOf),
]

test('npm test runs every browser spec, and what depends on the database on PostgreSQL too', () => {
  const specs = readdirSync(projectFile('e2e'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.spec.ts'))
    .map((file) => file.split('/').at(-1) ?? '')
  expect(specs.length).toBeGreaterThan(30)
  const runs = listRuns(everyRun)
  const wanted = [
    ...specs.map((file) => (file === 'https.spec.ts' ? `https ${file}` : `sqlite ${file}`)),
    ...[...runs].filter((run) => run.startsWith('postgres ')),
    'https journey.spec.ts',
  ]
  expect([...runs].toSorted()).toEqual([...new Set(wanted)].toSorted())
  for (const name of postgresSpecs) expect(specs).toContain(`${name}.spec.ts`)
  const onPostgres = [...runs].filter((run) => run.startsWith('postgres '))
  // Without PostgreSQL on this machine there is no such project, and the run says so.
  if (onPostgres.length > 0)
    expect(onPostgres.toSorted()).toEqual(postgresSpecs.map((name) => `postgres ${name}.spec.ts`).toSorted())
})
