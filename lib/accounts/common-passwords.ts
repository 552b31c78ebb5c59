import 'server-only'

/** Words so common that digits and marks after them do not help. */
const mostCommon = 1_000

type Known = { all: Set<string>; top: Set<string> }
let known: Promise<Known> | undefined

/** About 49,000 passwords seen in leaks, most common first (zxcvbn's list). Loaded at the first question, 0.4 MB. */
async function loadList(): Promise<Known> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const list = dictionary['passwords-common'].map(String)
  return { all: new Set(list), top: new Set(list.slice(0, mostCommon)) }
}

/**
 * Would this password be among the first that somebody tries? One from the list in any case, one of its first
 * thousand with digits and marks at the end, one or two characters over and over, or the person's own name or address.
 */
export async function isCommonPassword(password: string, own: { username?: string; email?: string }): Promise<boolean> {
  known ??= loadList()
  const { all, top } = await known
  const folded = password.normalize('NFKC').toLowerCase()
  const stem = folded.replace(/[\d!?.@#$%*_-]+$/, '')
  const owned = [own.username, own.email, own.email?.split('@')[0]].flatMap((text) => text?.toLowerCase() ?? [])
  return new Set(folded).size <= 2 || all.has(folded) || top.has(stem) || owned.includes(folded)
}
