/** As `app-processes.ts`, for `app-processes.test.ts`: without the waits between restarts. */
import { runProcessGroup } from './process-group'

const [count, script = '', ...args] = process.argv.slice(2)
runProcessGroup({ count: Number(count), script, args, firstDelayMs: 1 })
