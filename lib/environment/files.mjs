/** Reads what a person has set. Plain Node without dependencies, like `rules.mjs` beside it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
// By its whole: an old Node, which has no parseEnv, must get as far as being told that it is old.
import util from 'node:util'
import { withoutBlanks } from './rules.mjs'

/**
 * What the person set: `.env`, over it `.env.local` (Next's order), over both the real environment. Without blanks.
 * @param {string} root the folder of the project
 * @param {Record<string, string | undefined>} real
 */
export function readSettings(root, real) {
  const files = real.VIRTUALCAFE_NO_ENV_FILES ? {} : { ...readFile(root, '.env'), ...readFile(root, '.env.local') }
  return withoutBlanks({ ...files, ...withoutBlanks(real) })
}

function readFile(root, name) {
  try {
    return util.parseEnv(readFileSync(join(root, name), 'utf8'))
  } catch (_) {
    return {}
  }
}
