import { addCounts, type Counts, describeCounts } from './test-counts'
import type { RunProgram, TestPrograms } from './test-programs'

/** A part of `npm test`. `run` gets the way in which its programs are to be run. */
export type Step = { name: string; run(program: RunProgram): Promise<Counts> }

/**
 * Steps at the same time: `shown` writes to the terminal as it goes; those of `beside` run one after the other meanwhile, and
 * what they wrote follows when `shown` is over.
 */
export type Stage = { shown: Step; beside?: Step[] }

/** `goesOn`: a failure ends nothing. `say` writes a line; `explain` tells what went wrong in a step. */
export type StageOptions = {
  programs: TestPrograms
  goesOn: boolean
  say: (line: string) => void
  explain: (error: unknown) => string
}

export const nothing: Counts = { passed: 0, failed: 0, skipped: 0 }

/**
 * Runs the steps of a stage and counts their tests together. The first failure ends what still runs, unless `goesOn`: the
 * steps that are ended so are named, and count as nothing.
 */
export async function runStage({ shown, beside = [] }: Stage, options: StageOptions): Promise<Counts> {
  const { programs, goesOn, say } = options
  let total = nothing
  let isOver = false

  /** One step; answers the line that reports it. */
  async function run(step: Step, program: RunProgram): Promise<string[]> {
    const startedMs = Date.now()
    const problems: string[] = []
    const counts = await step.run(program).catch((error: unknown) => {
      problems.push(options.explain(error))
      return { ...nothing, failed: 1 }
    })
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1)
    if (isOver && counts.failed > 0) return [`== ${step.name}: ended after ${seconds} s, because of the failure`]
    total = addCounts(total, counts)
    if (counts.failed > 0 && !goesOn) {
      isOver = true
      programs.stop('SIGTERM')
    }
    return [...problems, `== ${step.name}: ${describeCounts(counts)} in ${seconds} s`]
  }

  /** The steps beside it; answers what there is to say about them. */
  async function runBeside(): Promise<string[]> {
    const lines: string[] = []
    for (const step of beside) {
      if (isOver) break
      const { run: program, output } = programs.keep()
      const report = await run(step, program)
      lines.push(`\n== ${step.name}`, ...[output().trimEnd()].filter(Boolean), ...report)
    }
    return lines
  }

  say(`\n== ${shown.name}${beside.length > 0 ? ` (beside it: ${beside.map(({ name }) => name).join(', ')})` : ''}`)
  const aside = runBeside()
  for (const line of await run(shown, programs.show)) say(line)
  for (const line of await aside) say(line)
  return total
}
