import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isSystemPath } from '../lib/environment/database-file.mjs'
import { wrongConfiguration } from '../lib/environment/rules.mjs'
import { CliError, errorCode } from './output'
import { diskProblem } from './prepare.mjs'

/** Makes the folder of the database and the local secrets, private to its owner, and proves that it can be written. */
export function prepareDataDir(root: string, wanted: string): string {
  const folder = resolve(root, wanted)
  const problem = systemPathProblem(folder)
  if (problem) throw new CliError(problem, wrongConfiguration)
  const probe = join(folder, `.write-probe-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(probe, 'x'.repeat(4096))
    rmSync(probe)
  } catch (error) {
    const code = errorCode(error) === 'ENOENT' ? whyNot(folder) : errorCode(error)
    throw new CliError(
      diskProblem(code, folder, ', or choose another folder with --data-dir') ??
        `VirtualCafe cannot write to ${folder} (${code ?? 'unknown reason'}): choose another folder with --data-dir.`,
    )
  }
  return folder
}

/** What is wrong with a folder below /proc, /sys or /dev, or null: making one there fails, or never ends. */
export function systemPathProblem(folder: string): string | null {
  if (!isSystemPath(folder)) return null
  return `VirtualCafe cannot use ${folder}: it lies among the system's own files, where none can be kept; choose another folder with --data-dir.`
}

/** Making a folder with its parents says ENOENT on a read-only disk; making the first missing one says why. */
function whyNot(folder: string): string | undefined {
  if (!existsSync(dirname(folder))) return whyNot(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    return errorCode(error)
  }
}
