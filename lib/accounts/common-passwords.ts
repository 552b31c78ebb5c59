import 'server-only'

/** Words so common that digits and marks after them do not help. */
const commonPasswordCount = 1_000

type Known = { all: Set<string>; top: Set<string> }
let known: Promise<Known> | undefined

/** About 49,000 passwords seen in leaks, most common first (zxcvbn's list). Loaded at the first question, 0.4 MB. */
async function loadList(): Promise<Known> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const list = dictionary['passwords-common'].map(String)
  return { all: new Set(list), top: new Set(list.slice(0, commonPasswordCount)) }
}

/** The names of this product: the first guess of whoever knows which site a password is for. */
const reservedNames = ['virtualcafe', 'virtual', 'cafe', 'barista', 'studycafe', 'studyroom', 'coffee', 'study']

/** Digits and marks that are read as letters. One is an l as often as an i: both are tried. */
const lookAlikes: readonly Record<string, string>[] = ['l', 'i'].map((one) => {
  return { '0': 'o', '1': one, '!': one, '3': 'e', '4': 'a', '@': 'a', '5': 's', $: 's', '7': 't', '8': 'b' }
})

/** The letters of a text as somebody guesses them: as they stand, and with look-alikes read as letters. */
function skeletonsOf(text: string): Set<string> {
  const bare = (each: string) => each.replace(/[^\p{L}]/gu, '')
  // Digits behind a word are no letters of it; those inside may be.
  const stem = text.replace(/[^\p{L}]+$/u, '')
  const read = lookAlikes.flatMap((table) => [stem, text].map((each) => each.replace(/./gu, (c) => table[c] ?? c)))
  return new Set([text, ...read].map(bare))
}

/**
 * Would this password be among the first that somebody tries? One from the list in any case, one of its first
 * thousand with digits and marks at the end, one or two characters over and over, or a word of the house or the person's
 * own name or address, whatever digits and marks stand in and around it.
 */
export async function isCommonPassword(password: string, own: { username?: string; email?: string }): Promise<boolean> {
  known ??= loadList()
  const { all, top } = await known
  const folded = password.normalize('NFKC').toLowerCase()
  const stem = folded.replace(/[\d!?.@#$%*_-]+$/, '')
  const owned = [own.username, own.email, own.email?.split('@')[0]].flatMap((text) => text?.toLowerCase() ?? [])
  if (new Set(folded).size <= 2 || all.has(folded) || top.has(stem) || owned.includes(folded)) return true
  // A name of one or two letters says nothing about a password.
  const guesses = [...reservedNames, ...owned]
    .flatMap((word) => [...skeletonsOf(word)])
    .filter((word) => word.length >= 3)
  const skeletons = skeletonsOf(folded)
  return guesses.some((guess) => skeletons.has(guess) || skeletons.has(guess + guess))
}
