import 'server-only'
import { wrongConfiguration } from '@/environment/rules.mjs'
import { EnvError, env } from './env'

/** A wrong environment stops the server at its start, with a sentence, and not at the first visit. */
export function checkEnvironment(): void {
  try {
    env()
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(wrongConfiguration)
  }
}
