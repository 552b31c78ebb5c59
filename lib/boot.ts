import 'server-only'
import { EnvError, env, warningsOf } from './env'
import { log } from './log'

/** EX_CONFIG of sysexits.h: tells a supervisor that starting again would not help. */
const wrongConfiguration = 78

/** A wrong environment stops the server at its start, with a sentence, and not at the first visit. */
export function checkEnvironment(): void {
  try {
    for (const warning of warningsOf(env())) log.warn('environment.warning', { warning })
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(wrongConfiguration)
  }
}
