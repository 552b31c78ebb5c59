/** Pure decisions about people: names, addresses, limits, lifetimes. No server, no zod: forms import this too. */
import { cleanIdentifier, dropDashes } from '../text'
import { dayMs, hourMs, minuteMs, secondMs } from '../time'

export const usernameLength = { min: 3, max: 30 } as const
export const passwordLength = { min: 8, max: 128 } as const
/** RFC 5321: the longest address that can be written to. */
export const emailMaxLength = 254
export const bioMaxLength = 500

/** The accounts elsewhere that can open one here. */
export const providers = ['google', 'github'] as const
export type Provider = (typeof providers)[number]
export const providerNames: Record<Provider, string> = { google: 'Google', github: 'GitHub' }

export const genders = ['female', 'male', 'other', 'undisclosed'] as const
export type Gender = (typeof genders)[number]
export const genderLabels: Record<Gender, string> = {
  female: 'Female',
  male: 'Male',
  other: 'Other',
  undisclosed: 'Prefer not to say',
}

export const visibilities = ['public', 'members', 'private'] as const
export type Visibility = (typeof visibilities)[number]

export const verificationLifetimeMs = dayMs
export const resetLifetimeMs = hourMs
/** How long the step between password and second factor may take. */
export const secondFactorLifetimeMs = 10 * minuteMs
/** Between two verification mails to one address. */
export const resendCooldownMs = 60 * secondMs

/**
 * Letters, digits, `_` and `.`, ASCII only: a name that looks like another in a different script cannot be made at
 * all. A dot neither begins nor ends a name nor follows another: `/u/..` would be an address of its own.
 */
export const usernamePattern = /^(?!\.)(?!.*\.\.)(?!.*\.$)[A-Za-z0-9_.]+$/

/** Can this be anybody's name? What comes from an address can be anything. */
export const isUsername = (text: string): boolean => usernamePattern.test(text) && text.length <= usernameLength.max

/** Letters of other scripts, and digits, that pass for a Latin letter. */
const lookAlikes: readonly (readonly [alike: string, letter: string])[] = [
  ...[...'аεеіјоορсуυхχѕвнкмтαικντρη'].map(
    (alike, at) => [alike, [...'aeeijoopcyuxxsbhkmtaikvtpn'][at] ?? ''] as const,
  ),
  ['0', 'o'],
  ['1', 'l'],
  ['i', 'l'],
  ['3', 'e'],
  ['4', 'a'],
  ['5', 's'],
  ['7', 't'],
]
/** Those among them that a username can be written with. */
export const asciiLookAlikes = lookAlikes.filter(([alike]) => /^[\x20-\x7e]$/.test(alike))
const lookAlikeOf = new Map(lookAlikes)

/** A name as the eye takes it in: without case, accents, and what stands between words; look-alikes are one letter. */
export function lookAlikeKey(name: string): string {
  const letters = fold(name.normalize('NFKD').replace(/\p{M}/gu, '')).replace(/[^\p{L}\p{N}]/gu, '')
  // Twice: a Cyrillic i is a Latin one, which passes for an l.
  const once = (text: string) => [...text].map((letter) => lookAlikeOf.get(letter) ?? letter).join('')
  return once(once(letters))
}

const keysOf = (words: string): string[] => words.split(' ').map(lookAlikeKey)
/** Words that speak for the house wherever they stand in a name. */
const reservedNames = keysOf('admin administrator moderator staff support official sysadmin webmaster virtualcafe')
/** And those that do when there is nothing else. */
const reservedParts = [
  ...reservedNames,
  ...keysOf('root system help mod team cafe barista security everyone here all null undefined anonymous me you'),
]
/** Several of them written as one word; the short ones are parts of too many names. */
const reservedChain = new RegExp(`^(?:${reservedParts.filter((word) => word.length > 3).join('|')})+$`)

/**
 * Does a name (a username, an alias) speak for the house? Whatever is put around the word: `staff_`, `Admin_1`,
 * `VirtualCafe Team`; also with look-alike letters.
 */
export function isReservedName(name: string): boolean {
  const words = name.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
  const bare = (word: string) => word.replace(/^\d+|\d+$/g, '')
  const formsOf = (word: string) => [lookAlikeKey(word), lookAlikeKey(bare(word))]
  const isAmong = (list: readonly string[], word: string) => formsOf(word).some((form) => list.includes(form))
  const spoken = words.filter((word) => bare(word) !== '')
  if (spoken.length === 0) return false
  return (
    spoken.some((word) => isAmong(reservedNames, word)) ||
    spoken.every((word) => isAmong(reservedParts, word)) ||
    formsOf(name).some((form) => reservedChain.test(form) || form.includes(lookAlikeKey('virtualcafe')))
  )
}

/** The name without case: what must be unique. */
export const usernameKey = (username: string): string => fold(username)

/** Lower case can undo a normal form (and a normal form can begin with a space), hence the second round. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC')
}

/**
 * The address in the form in which it must be unique. The local part is case-sensitive on paper and nowhere else; dots
 * and `+tags` are kept, because only the provider knows what they mean.
 */
export const emailKey = (email: string): string => fold(email).trim()

/**
 * `maria@exämple.de` as mail servers know it, `maria@xn--exmple-cua.de`. Anything else stays as it is, also an address
 * in letters that only look like others: whoever reads it decides.
 */
export function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  if (at < 1 || !/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) || /^[\x20-\x7e]*$/.test(domain)) return address
  const url = `http://${domain}`
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  return /(^|\.)xn--/.test(host) ? `${address.slice(0, at)}@${host}` : address
}

/** The tens of digits of other scripts, for codes typed on their keyboards. */
const zeros = ['\u0660', '\u06f0', '\u0966']

/** A code as typed or pasted: digits of any script, in groups or not, without the marks around it; small letters. */
export function pastedCode(typed: string): string {
  const digits = cleanIdentifier(typed).replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) => {
    const values = zeros.map((zero) => digit.charCodeAt(0) - zero.charCodeAt(0))
    return String(values.find((value) => value >= 0 && value <= 9))
  })
  return dropDashes(digits.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')).toLowerCase()
}

/** The secret at the end of a link, or the secret alone, with whatever a mail program put around it taken off. */
export function pastedSecret(typed: string): string {
  const [address = ''] = cleanIdentifier(typed).split(/[?#]/)
  const end = address.split('/').findLast((part) => part !== '') ?? ''
  return end.replace(/[^A-Za-z0-9_-]+$/, '').replace(/^[^A-Za-z0-9_-]+/, '')
}

/** An IANA zone this server knows; UTC otherwise. */
export function knownTimeZone(wanted: string | undefined): string {
  if (!wanted || wanted.length > 64) return 'UTC'
  try {
    return new Intl.DateTimeFormat('en', { timeZone: wanted }).resolvedOptions().timeZone
  } catch {
    // RangeError is how Intl says "no such zone".
    return 'UTC'
  }
}

/** Was the identifier typed at log-in an address? Usernames cannot contain an `@`. */
export const isEmailLike = (identifier: string): boolean => identifier.includes('@')

/** `maria@example.org` as `m…@example.org`: enough to recognise, too little to write to. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}…${email.slice(at)}`
}

export const avatarMaxBytes = 2 * 1024 * 1024

/** First bytes of the pictures we take. What a file calls itself is not asked. */
const signatures: readonly (readonly [offset: number, bytes: string])[] = [
  [0, '\xff\xd8\xff'],
  [0, '\x89PNG\r\n\x1a\n'],
  [0, 'GIF87a'],
  [0, 'GIF89a'],
  [8, 'WEBP'],
]

/** Do these bytes begin like a JPEG, PNG, GIF or WebP? */
export function isPicture(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 16))
  return signatures.some(([offset, signature]) => head.startsWith(signature, offset))
}

/** `Firefox on Linux`, for the list of sessions; browsers pretend to be each other, so the order matters. */
export function describeBrowser(userAgent: string): string {
  const browser = firstNamed(userAgent, [
    [/\bEdgA?\//, 'Edge'],
    [/\bOPR\//, 'Opera'],
    [/\bSamsungBrowser\//, 'Samsung Internet'],
    [/\b(Firefox|FxiOS)\//, 'Firefox'],
    [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
    [/\bSafari\//, 'Safari'],
  ])
  const system = firstNamed(userAgent, [
    [/iPhone|iPad/, 'iOS'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/CrOS/, 'ChromeOS'],
    [/Linux/, 'Linux'],
  ])
  if (!browser) return system ? `A browser on ${system}` : 'An unknown browser'
  return system ? `${browser} on ${system}` : browser
}

function firstNamed(text: string, names: readonly (readonly [RegExp, string])[]): string | undefined {
  return names.find(([pattern]) => pattern.test(text))?.[1]
}

/** A username made of any name: what is not a letter or digit becomes `_`, and what is too short gets company. */
export function usernameFrom(name: string): string {
  const plain = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')
  const cleaned = plain.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '')
  const long = cleaned.length >= usernameLength.min ? cleaned : `guest_${cleaned}`.replace(/_$/, '')
  const short = long.slice(0, usernameLength.max)
  return isReservedName(short) ? 'new_guest' : short
}
