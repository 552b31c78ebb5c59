import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isSystemPath } from '../lib/environment/database-file.mjs'
import { wrongConfiguration } from '../lib/environment/rules.mjs'
import { CliError, errorCode } from './output'

/** Makes the folder of the database and the local secrets, private to its owner, and proves that it can be written. */
export function prepareDataDir(root: string, wanted: string): string {
  const folder = resolve(root, wanted)
  refuseSystemPath(folder)
  const probe = join(folder, `.write-probe-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(probe, 'x'.repeat(4096))
    rmSync(probe)
  } catch (error) {
    throw new CliError(describeDiskError(errorCode(error) === 'ENOENT' ? whyNot(folder) : errorCode(error), folder))
  }
  return folder
}

/** Throws a CliError about a folder below /proc, /sys or /dev: making one there fails, or never ends. */
export function refuseSystemPath(folder: string): void {
  if (!isSystemPath(folder)) return
  const why = "it lies among the system's own files, where none can be kept"
  throw new CliError(
    `VirtualCafe cannot use ${folder}: ${why}; choose another folder with --data-dir.`,
    wrongConfiguration,
  )
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

/** One sentence about a folder that refuses to be written. `code` is a system error's. */
export function describeDiskError(code: string | undefined, folder: string): string {
  const elsewhere = 'or choose another folder with --data-dir'
  if (code === 'ENOSPC' || code === 'EDQUOT') return `The disk is full: make room for ${folder}, ${elsewhere}.`
  if (code === 'EROFS')
    return `VirtualCafe cannot write to ${folder}: the disk is read-only; make it writable, ${elsewhere}.`
  if (code === 'EACCES' || code === 'EPERM')
    return `VirtualCafe cannot write to ${folder}: it belongs to somebody else; change its owner, ${elsewhere}.`
  if (code === 'EEXIST' || code === 'ENOTDIR')
    return `VirtualCafe cannot use ${folder}: a file is in its place; move the file away, ${elsewhere}.`
  return `VirtualCafe cannot write to ${folder} (${code ?? 'unknown reason'}): mend that, ${elsewhere}.`
}
