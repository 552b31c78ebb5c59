/** Programs for the supervisor's tests, each as a line for `node -e`. */

/** Starts a grandchild, sends and prints its own id and the grandchild's, and goes on for ever; `isStubborn`: ignores SIGTERM. */
export const lasting = (isStubborn: boolean) => `
  const { spawn } = require('node:child_process')
  const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  ${isStubborn ? "process.on('SIGTERM', () => {})" : ''}
  process.send([process.pid, grandchild.pid])
  console.log(process.pid, grandchild.pid)
  setInterval(() => {}, 1000)
`

/** Says its id and ends with a code. */
export const failing = (code: number) => `process.send([process.pid], () => process.exit(${code}))`
