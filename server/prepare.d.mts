/** Why this Node cannot run VirtualCafe, or null when it can. `version` as in `process.versions.node`. */
export function nodeProblem(version: string): string | null
/** One sentence about a folder that cannot be written, or null when the error is about something else. */
export function diskProblem(code: string | undefined, folder: string, instead?: string): string | null

type Packages = { packages?: Record<string, { version?: string; optional?: boolean }> }
/** Does what npm wrote about node_modules agree with the lock file? */
export function isInstalled(wanted: Packages, installed: Packages): boolean
/** The package that opens SQLite files on this Node. */
export const databaseLibrary: string
