/** Whether a file can be the database. Plain Node without dependencies, like `rules.mjs` beside it. */
import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'

/**
 * Does this path lie among the system's own, where there are no files to keep? Making a folder below /proc never ends on
 * Node 20. /dev/shm is memory that holds files.
 * @param {string} path
 */
export function isSystemPath(path) {
  return /^\/(proc|sys|dev(?!\/shm\/))(\/|$)/.test(`${realPath(resolve(path))}/`)
}

/** With the links of what exists followed; the rest is still to be made. */
function realPath(path) {
  try {
    return realpathSync(path)
  } catch (_) {
    return dirname(path) === path ? path : join(realPath(dirname(path)), path.slice(dirname(path).length))
  }
}

/**
 * What is wrong with the file behind `file:<path>`, with its path; null: it is a database, or may become one.
 * @param {string} url
 * @param {string | null | undefined} dataDir a folder that will be made when it is missing; null: none is; undefined: not
 *   known, so that no folder is missed
 * @returns {string | null}
 */
export function databaseFileProblem(url, dataDir) {
  const file = resolve(url.replace(/^file:(\/\/)?/, ''))
  if (isSystemPath(file)) return `${file} lies among the system's own files, where none can be kept`
  try {
    const stat = statSync(file)
    if (stat.isDirectory()) return `expected a file, and ${file} is a folder`
    if (!stat.isFile()) return `expected a file, and ${file} is something else`
    return stat.size === 0 || isDatabase(file) ? null : `${file} is no SQLite database`
  } catch (error) {
    if (error.code === 'ENOENT') return folderProblem(dirname(file), dataDir)
    return `${file} cannot be read (${error.code})`
  }
}

function isDatabase(file) {
  const handle = openSync(file, 'r')
  try {
    const start = Buffer.alloc(16)
    readSync(handle, start, 0, 16, 0)
    return start.toString('latin1') === 'SQLite format 3\0'
  } finally {
    closeSync(handle)
  }
}

function folderProblem(folder, dataDir) {
  try {
    return statSync(folder).isDirectory() ? null : `${folder} is no folder`
  } catch (error) {
    if (error.code !== 'ENOENT') return `${folder} cannot be read (${error.code})`
  }
  const isMade =
    dataDir === undefined || (dataDir !== null && `${folder}${sep}`.startsWith(`${resolve(dataDir)}${sep}`))
  return isMade ? null : `there is no folder ${folder}; make it, or correct the path`
}
