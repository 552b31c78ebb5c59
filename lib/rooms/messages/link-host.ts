/** Does the host of a link say where the link leads? Letters of other scripts can be taken for Latin ones. Pure. */

/** What is the host in an address of the web, with what stands before and after it. */
const webPattern = /^((?:https?:\/\/)?)([^/?#\\]*?)((?::\d*)?(?:[/?#\\].*)?)$/isu

/**
 * Scripts that people write today, after "Recommended Scripts" of Unicode Standard Annex #31, table 5. Those that are
 * written together in one word stand together.
 */
const scripts: readonly (readonly string[])[] = [
  ...[
    'Latin Greek Cyrillic Armenian Georgian Hebrew Arabic Thaana Ethiopic',
    'Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala',
    'Thai Lao Tibetan Myanmar Khmer',
  ].flatMap((some) => some.split(' ').map((script) => [script])),
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Hangul'],
  ['Han', 'Bopomofo'],
]
const plainLabels = scripts.map(
  (some) =>
    new RegExp(`^(?:[0-9-]|(?=[\\p{L}\\p{M}\\p{Nd}])[${some.map((script) => `\\p{scx=${script}}`).join('')}])+$`, 'u'),
)

/**
 * Letters that look like Latin ones, small and capital, from `confusables.txt` of Unicode Technical Standard #39 and the
 * whole-script list of Chromium's `idn_spoof_checker.cc`. Small `в к м н т` look like capitals, not like small letters,
 * and stand in too many words.
 */
const latinLookAlikes = new Set(
  [
    'аысԁеԍһіюјӏорԗԛѕԝхуъьҽпгѵѡ' + 'АВСԀЕНІЈӀКМОРԚЅТԜХУҮѴ',
    'αγικνορσυωηχτςϲϳ' + 'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϿ',
    'ագզէլհյոսւօցք' + 'ՍՏՕԼՈ',
    'იოყძხჽჿ',
    'וחסןװ',
  ].flatMap((letters) => [...letters]),
)

/** Letters of Latin that pass for others of it: of phonetics, small capitals, clicks. Letters of living languages do not. */
const oddLatin =
  /[ĸŀſƅƨƽǀ-ǃ\u02b0-\u02ff\u1d00-\u1dff\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f]|(?![ɓɖɗɛɔəɣɲʋ])[\u0250-\u02af]/u

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u

const isAscii = (label: string): boolean => /^[\x21-\x7e]*$/.test(label)

/** Is a part of a host between dots a word of one script, without letters that are there to be taken for others? */
function isOneScript(label: string): boolean {
  const word = label.normalize('NFC').toLowerCase()
  if (invisible.test(word) || !plainLabels.some((pattern) => pattern.test(word))) return false
  // Marks that make no letter of their own with what they stand on: strokes and dots that change how it looks.
  if (/\p{M}/u.test(word) && /[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}]/u.test(word)) return false
  // A dotless i among letters of Turkish is one; alone among those of English it is an i to the eye.
  return !oddLatin.test(word) && !(word.includes('ı') && isAscii(word.replaceAll('ı', '')))
}

/** `also`: letters to take for Latin ones beside those that always are. */
function looksLatin(label: string, also = ''): boolean {
  const letters = [...label.normalize('NFD').replace(/[\p{M}0-9-]/gu, '')]
  return letters.every((letter) => latinLookAlikes.has(letter) || also.includes(letter))
}

/**
 * Is each label what it looks like? The last one may look Latin behind a word that does not (`пример.рус`), and must not
 * even roughly behind one of ASCII (`apple.сом`).
 */
function isPlain(host: string): boolean {
  const labels = host.split(/[.。．｡]/)
  const isWord = (label: string) => !isAscii(label) && !looksLatin(label)
  return labels.every((label, at) => {
    if (isAscii(label)) return true
    if (!isOneScript(label)) return false
    const before = at === labels.length - 1 ? labels[at - 1] : undefined
    if (before === undefined) return !looksLatin(label)
    return isWord(before) || !looksLatin(label, isAscii(before) ? 'вкмнт' : '')
  })
}

/** The host as the network knows it where the written one could be taken for another; the written one otherwise. */
function honestHost(written: string): string {
  const address = `https://${written}`
  const host = URL.canParse(address) ? new URL(address).hostname : written
  if (written.toLowerCase() === host) return written
  const isInternational = /(^|\.)xn--/.test(host)
  return isInternational && isPlain(written) && !written.includes('%') ? written : host
}

/** A link as it is shown: as it is written, but never with a host that looks like another one. */
export function shownLink(text: string): string {
  const mail = /^mailto:([^?]*)/i.exec(text)?.[1]
  if (mail !== undefined) {
    const from = 'mailto:'.length
    const honest = mail.replace(/(@|%40)([^@,;]+)/gi, (_, at: string, host: string) => at + honestHost(host))
    return text.slice(0, from) + honest + text.slice(from + mail.length)
  }
  const [, before = '', host, after = ''] = webPattern.exec(text) ?? []
  return host ? before + honestHost(host) + after : text
}
