/** Does this path lie among the system's own (/proc, /sys, /dev), where there are no files to keep? */
export function isSystemPath(path: string): boolean
/**
 * What is wrong with the file behind `file:<path>`, with its path; null: it is a database, or may become one.
 * `dataDir` is a folder that will be made when it is missing; null: none is; undefined: not known.
 */
export function databaseFileProblem(url: string, dataDir: string | null | undefined): string | null
