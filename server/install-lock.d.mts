/** Waits until `file` is ours and answers the function that gives it back; `onWait` is told once who has it. */
export function acquireInstallLock(file: string, onWait: (holder: number) => void): Promise<() => void>
