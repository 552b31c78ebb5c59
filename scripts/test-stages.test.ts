import { beforeEach, expect, test } from 'vitest'
import type { TestPrograms } from './test-programs'
import { nothing, runStage, type Step } from './test-stages'

let lines: string[]
let stop: () => void
let stopped: Promise<void>

beforeEach(() => {
  lines = []
  stopped = new Promise((resolve) => {
    stop = resolve
  })
})

/** Programs that write their own name; those called `endless` go on until they are stopped. */
function fakePrograms(): TestPrograms {
  const run = async (script: string, write: (text: string) => void) => {
    write(`${script} wrote`)
    if (script === 'endless') await stopped
    return script === 'fine' ? 0 : 1
  }
  return {
    show: (script) => run(script, (text) => lines.push(text)),
    keep() {
      let kept = ''
      return { run: (script) => run(script, (text) => (kept += text)), output: () => kept }
    },
    stop: () => stop(),
  }
}

const step = (name: string, script: string, passed = 0): Step => ({
  name,
  run: async (program) => ({ ...nothing, passed, failed: await program(script, []) }),
})

const run = (shown: Step, beside: Step[], goesOn = false) =>
  runStage(
    { shown, beside },
    { programs: fakePrograms(), goesOn, say: (line) => lines.push(line), explain: (error) => `because ${error}` },
  )

/** The lines with the seconds left out, which are those of the clock. */
const said = () => lines.map((line) => line.replace(/ [\d.]+ s\b/, ' N s').trim())

test('what runs beside the tests is written when they are over, each with its time', async () => {
  expect(await run(step('tests', 'fine', 3), [step('lint', 'fine'), step('build', 'fine')])).toEqual({
    ...nothing,
    passed: 3,
  })
  expect(said()).toEqual([
    '== tests (beside it: lint, build)',
    'fine wrote',
    '== tests: 3 passed, 0 failed in N s',
    '== lint',
    'fine wrote',
    '== lint: fine in N s',
    '== build',
    'fine wrote',
    '== build: fine in N s',
  ])
})

test('a failure beside the tests ends them at once, and what was to follow it does not begin', async () => {
  const counts = await run(step('tests', 'endless'), [step('types', 'wrong'), step('build', 'fine')])
  expect(counts).toEqual({ ...nothing, failed: 1 })
  expect(said()).toEqual([
    '== tests (beside it: types, build)',
    'endless wrote',
    '== tests: ended after N s, because of the failure',
    '== types',
    'wrong wrote',
    '== types: 0 passed, 1 failed in N s',
  ])
})

test('a failure of the tests ends what runs beside them', async () => {
  expect(await run(step('tests', 'wrong', 2), [step('build', 'endless')])).toEqual({ passed: 2, failed: 1, skipped: 0 })
  expect(said().at(-1)).toBe('== build: ended after N s, because of the failure')
})

test('with `--all` a failure ends nothing, and all failures count', async () => {
  expect(await run(step('tests', 'wrong'), [step('lint', 'wrong'), step('build', 'fine')], true)).toMatchObject({
    failed: 2,
  })
  expect(said()).toContain('== build: fine in N s')
})

test('a step that throws counts as one failure and says why', async () => {
  const broken: Step = { name: 'broken', run: () => Promise.reject(new Error('no browser')) }
  expect(await run(broken, [])).toMatchObject({ failed: 1 })
  expect(said()).toContain('because Error: no browser')
})
