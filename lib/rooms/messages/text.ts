/** What stands in a message: links and mentions among plain words. Never HTML. Pure. */
import { searchFold } from '@/db/search-fold'
import { shorten } from '@/lib/graphemes'
import { shownLink } from './link-host'

export type TextPart =
  | { kind: 'text'; text: string }
  /** `shown` is the text, unless its host could be taken for another one. */
  | { kind: 'link'; text: string; shown: string; href: string }
  | { kind: 'mention'; text: string; username: string }

/**
 * A name as sign-up allows it, with a full-width `@` too, which Japanese keyboards write. Only Latin letters and digits
 * go on with one or may not stand before it: Chinese, Japanese and Korean set no space around a name.
 * `@scout@elsewhere.example` and `@scout-x@elsewhere.example` are addresses of other networks.
 */
const mentionPattern =
  /(?<![\u0300-\u036f\p{Script=Latin}0-9_.@＠/])[@＠]((?:[A-Za-z0-9_]|(?<=[A-Za-z0-9_])\.(?=[A-Za-z0-9_])){3,30})(?![\u0300-\u036f\p{Script=Latin}0-9_]|(?:[.-][A-Za-z0-9_]+)*[@＠])/gu
/** Letters with accents too: whoever types `@café` means somebody whose name is written without. */
const mentionDraftPattern =
  /(?<![\u0300-\u036f\p{Script=Latin}0-9_.@＠/])[@＠]([\u0300-\u036f\p{Script=Latin}0-9_.]{0,30})$/u
const linkPattern = /(?<![\w:@/.])(?:https?:\/\/|www\.|mailto:)[^\s<>"`]{2,2000}/giu

/** Only these ever become an address that can be pressed. */
const safeSchemes = new Set(['http:', 'https:', 'mailto:'])

/**
 * What ends a link wherever it stands, beside blanks: quotes that are not ASCII, marks of sentences that are set without
 * a space behind them (`。`, `，`, `？`, …), marks of direction and what cannot be seen. ASCII marks stand inside of
 * addresses, and joiners inside of Persian words and of emoji.
 */
const linkEnd =
  /[\p{Pi}\p{Pf}„‚〝〞〟＂＇…\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|(?![.,;:!?])\p{Term}/u

/** What belongs to the sentence when it stands at the end of a link. */
const linkTail = /[.,;:!?*_~'()[\]{}‐-―〜～]|(?![!-~])\p{Po}/u

/** Brackets that may stand inside a link as a pair, each with its opener. */
const openerOf: Record<string, string> = Object.fromEntries(
  ['()', '[]', '{}', '（）', '［］', '｛｝', '「」', '『』', '【】', '〈〉', '《》', '〔〕', '〖〗', '〘〙', '｢｣'].map(
    (pair) => [pair[1], pair[0]],
  ),
)
const openers = new Set(Object.values(openerOf))

function pushTo(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** The link at the beginning of `found`: up to what ends it, without what belongs to the sentence around it. */
function linkAtStart(found: string): string {
  const unclosed = new Map<string, number[]>()
  const closers = new Set<number>()
  let end = 0
  for (const letter of found) {
    const isWide = letter > '~'
    if (isWide && linkEnd.test(letter)) break
    const opener = openerOf[letter]
    // A bracket belongs to the link when it was opened in it; a wide one that was not ends it.
    if (opener && unclosed.get(opener)?.pop() !== undefined) closers.add(end)
    else if (opener && isWide) break
    if (openers.has(letter)) pushTo(unclosed, letter, end)
    end += letter.length
  }
  // A wide bracket that is never closed opens the next words.
  for (const [opener, [at]] of unclosed) if (opener > '~' && at !== undefined) end = Math.min(end, at)
  while (end > 0 && linkTail.test(found[end - 1] ?? '') && !closers.has(end - 1)) end--
  return found.slice(0, end)
}

/** The address a link leads to, or null when it is none of ours to offer. */
export function safeHref(text: string): string | null {
  const address = /^www\./i.test(text) ? `https://${text}` : text
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  // `https://bank.example@evil.example` shows one place and leads to another.
  const isHonest = url.username === '' && url.password === ''
  return safeSchemes.has(url.protocol) && isHonest ? url.href : null
}

/** Cuts a message into its parts; joined, their texts are the message again. */
export function partsOf(body: string): TextPart[] {
  const parts: TextPart[] = []
  const pattern = new RegExp(linkPattern)
  let at = 0
  for (let found = pattern.exec(body); found; found = pattern.exec(body)) {
    const text = linkAtStart(found[0])
    // What ended this link may be followed by the next one.
    pattern.lastIndex = found.index + Math.max(text.length, 1)
    const href = safeHref(text)
    if (!href) continue
    parts.push(...mentionsIn(body.slice(at, found.index)), { kind: 'link', text, shown: shownLink(text), href })
    at = found.index + text.length
  }
  return [...parts, ...mentionsIn(body.slice(at))]
}

function mentionsIn(text: string): TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  for (const found of text.matchAll(mentionPattern)) {
    if (found.index > at) parts.push({ kind: 'text', text: text.slice(at, found.index) })
    parts.push({ kind: 'mention', text: found[0], username: found[1] ?? '' })
    at = found.index + found[0].length
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) })
  return parts
}

/** Whom a message names, in lower case, each once. */
export function mentionedIn(body: string): string[] {
  const names = partsOf(body).flatMap((part) => (part.kind === 'mention' ? [part.username.toLowerCase()] : []))
  return [...new Set(names)]
}

/** The name somebody is in the middle of writing: it begins at `from`, with the `@`, and ends where the caret is. */
export type MentionDraft = { from: number; typed: string }

/** Is a name being written at the caret? */
export function mentionAt(text: string, caret: number): MentionDraft | null {
  const found = mentionDraftPattern.exec(text.slice(0, caret))
  return found ? { from: found.index, typed: found[1] ?? '' } : null
}

/** What fills in the name: `text` in the place of what stands between `from` and `to`. */
export function mentionEdit(
  text: string,
  { from, typed }: MentionDraft,
  username: string,
): { from: number; to: number; text: string } {
  const end = from + 1 + typed.length
  return { from, to: text[end] === ' ' ? end + 1 : end, text: `@${username} ` }
}

/** Whom the letters typed so far may mean, at most `most`: names that begin with them before names that contain them. */
export function matchMentions<Named extends { username: string }>(
  people: readonly Named[],
  typed: string,
  most: number,
) {
  const wanted = searchFold(typed)
  const placed = people.map((person) => ({ person, at: searchFold(person.username).indexOf(wanted) }))
  const meant = placed.filter(({ at }) => at >= 0).toSorted((a, b) => Math.min(a.at, 1) - Math.min(b.at, 1))
  return meant.slice(0, most).map(({ person }) => person)
}

const excerptLength = 120

/** The beginning of a message in one line, for replies and notifications. */
export const excerptOf = (body: string): string => shorten(body.replace(/\s+/g, ' ').trim(), excerptLength)
