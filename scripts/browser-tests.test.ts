import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listBrowserTests } from '../lib/testing/browser-specs'
import { projectFile } from '../server/children'
import { everyRun, postgresSpecs } from './browser-tests'

test('npm test runs every browser spec, and on PostgreSQL what depends on the database', () => {
  const specs = readdirSync(projectFile('e2e'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.spec.ts'))
    .map((file) => file.split('/').at(-1) ?? '')
  expect(specs.length).toBeGreaterThan(30)
  const tests = listBrowserTests(everyRun).filter(({ isSkipped }) => !isSkipped)
  const specsOn = (project: string) => [
    ...new Set(tests.filter((one) => one.project === project).map(({ file }) => file)),
  ]
  // What only a site behind TLS has needs one.
  expect(specsOn('https').toSorted()).toEqual(['https.spec.ts', 'journey.spec.ts'])
  expect(specsOn('sqlite').toSorted()).toEqual(specs.filter((file) => file !== 'https.spec.ts').toSorted())
  // On a machine without PostgreSQL there is no such project, and the run says so.
  if (specsOn('postgres').length > 0)
    expect(specsOn('postgres').toSorted()).toEqual(postgresSpecs.map((name) => `${name}.spec.ts`).toSorted())
}, 60_000)
