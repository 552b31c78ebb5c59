/** What stands in a message: links and mentions among plain words. Never HTML. Pure. */

export type TextPart =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'mention'; text: string; username: string }

/** Usernames as sign-up allows them; a dot or dash at the end belongs to the sentence. */
const mentionPattern = /(?<![\p{L}\p{N}_.@/])@([\p{L}\p{N}_.]{3,30})/gu
const linkPattern = /(?<![\w:@/.])(?:https?:\/\/|www\.|mailto:)[^\s<>"'`]{2,2000}/giu

/** Only these ever become an address that can be pressed. */
const safeSchemes = new Set(['http:', 'https:', 'mailto:'])

const closers: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

/** Takes off what ends the sentence and not the link; a bracket belongs to the link when it was opened in it. */
function withoutTail(link: string): string {
  for (let end = link.length; end > 0; end--) {
    const text = link.slice(0, end)
    const last = text.at(-1) ?? ''
    const opener = closers[last]
    const isBalanced = opener !== undefined && text.split(opener).length >= text.split(last).length
    if (!/[.,;:!?…*_~)\]}]/u.test(last) || isBalanced) return text
  }
  return link
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
  let at = 0
  for (const found of body.matchAll(linkPattern)) {
    const text = withoutTail(found[0])
    const href = safeHref(text)
    if (!href) continue
    parts.push(...mentionsIn(body.slice(at, found.index)), { kind: 'link', text, href })
    at = found.index + text.length
  }
  return [...parts, ...mentionsIn(body.slice(at))]
}

function mentionsIn(text: string): TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  for (const found of text.matchAll(mentionPattern)) {
    const username = (found[1] ?? '').replace(/\.+$/, '')
    if (found.index > at) parts.push({ kind: 'text', text: text.slice(at, found.index) })
    parts.push({ kind: 'mention', text: `@${username}`, username })
    at = found.index + 1 + username.length
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
  const found = /(?<![\p{L}\p{N}_.@/])@([\p{L}\p{N}_.]{0,30})$/u.exec(text.slice(0, caret))
  return found ? { from: found.index, typed: found[1] ?? '' } : null
}

/** The text with the name filled in, and where the caret stands after it. */
export function withMention(
  text: string,
  { from, typed }: MentionDraft,
  username: string,
): { text: string; caret: number } {
  const name = `@${username} `
  const rest = text.slice(from + 1 + typed.length).replace(/^ /, '')
  return { text: `${text.slice(0, from)}${name}${rest}`, caret: from + name.length }
}

/** Whom the letters typed so far may mean, at most `most`: names that begin with them before names that contain them. */
export function peopleMeant<Named extends { username: string }>(people: readonly Named[], typed: string, most: number) {
  const wanted = typed.toLowerCase()
  const placed = people.map((person) => ({ person, at: person.username.toLowerCase().indexOf(wanted) }))
  const meant = placed.filter(({ at }) => at >= 0).toSorted((a, b) => Math.min(a.at, 1) - Math.min(b.at, 1))
  return meant.slice(0, most).map(({ person }) => person)
}

const excerptLength = 120

/** The beginning of a message in one line, for replies and notifications. */
export function excerptOf(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length > excerptLength ? `${letters.slice(0, excerptLength - 1).join('')}…` : line
}
