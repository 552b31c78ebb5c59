/** `app-processes.ts <count> <script> [arguments]`: {@link runProcessGroup} from the command line. */
import { runProcessGroup } from './process-group'

const [count, script = '', ...args] = process.argv.slice(2)
runProcessGroup({ count: Number(count), script, args })
