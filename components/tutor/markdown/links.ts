/** Where links of an answer may lead, and what is said of where they lead. Pure. */
import { shownLink } from '@/lib/rooms/messages/link-host'
import { safeHref } from '@/lib/rooms/messages/text'
import { hostsIn } from './shown-hosts'

/** An address of the web or of email, as the browser writes it; null for every other. */
export const answerHref = (address: string): string | null =>
  /^(?:https?:|mailto:)/i.test(address) ? safeHref(address) : null

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu

const plainHost = (host: string) => host.toLowerCase().replace(/^www\./, '')

/** The host a link leads to, or the person and host that an email goes to. */
function targetOf(href: string): string {
  const url = new URL(href)
  if (url.protocol !== 'mailto:') return url.host
  return shownLink(href).slice('mailto:'.length).replace(/\?.*$/s, '')
}

/** The words of a link as they are shown: an address without letters that can be taken for others. */
export const shownText = (words: string): string => (/^\S+$/.test(words) ? shownLink(words) : words)

/** Where a link really leads, when its words look like another place; null when they do not. */
export function realTarget(words: string, href: string): string | null {
  const target = targetOf(href)
  const shown = hostsIn(words.replace(invisible, ''))
  return shown.every((host) => plainHost(host) === plainHost(target)) ? null : target
}
