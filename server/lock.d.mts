/** Waits until `file` is ours and answers the function that gives it back. */
export function acquireLock(file: string, onWait?: () => void): Promise<() => void>
/** Does a process with this id exist? */
export function isAlive(pid: number): boolean
