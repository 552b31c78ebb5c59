import 'server-only'
import { settingsWarnings, wrongConfiguration } from '@/lib/environment/rules.mjs'
import { EnvError, env } from './env'
import { guardServers } from './http-server-guard'
import { log } from './log'

/** A wrong environment stops the server at its start, with a sentence, and not at the first visit. */
export function checkEnvironment(): void {
  try {
    env()
    for (const warning of settingsWarnings(process.env)) log.warn('environment.warning', { warning })
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(wrongConfiguration)
  }
}

/** Puts the guard before Next, unless a hosting platform answers in its place. */
export function guardThisProcess(): void {
  if (!process.env.VERCEL) guardServers(env())
}
