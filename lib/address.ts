/** Network addresses as proxies write them. Pure. */

// Without leading zeros: some read those as octal, and one address would be several.
const dotted = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/
const isV4 = (text: string) =>
  dotted
    .exec(text)
    ?.slice(1)
    .every((part) => Number(part) <= 255) ?? false

/**
 * One address in its usual form, without port, brackets and zone; an IPv4 one inside of IPv6 as IPv4.
 * @returns null for anything else, such as `unknown` (RFC 7239)
 */
export function cleanAddress(text: string): string | null {
  const trimmed = text.trim()
  const v4 = trimmed.replace(/:\d{1,5}$/, '')
  if (isV4(v4)) return v4
  const v6 = (/^\[([^\]]*)\](?::\d{1,5})?$/.exec(trimmed)?.[1] ?? trimmed).replace(/%[\w.-]*$/, '').toLowerCase()
  const groups = groupsOf(v6)
  if (!groups) return null
  const [high = 0, low = 0] = groups.slice(6)
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  return isMapped ? v4Of(high, low) : v6
}

const v4Of = (high: number, low: number) => [high >> 8, high & 255, low >> 8, low & 255].join('.')

/**
 * Where an address is, for limits: an IPv6 customer has a /64 or more, and a fresh address from it for every request. Behind
 * an IPv4 address lie 65,536 of them (6to4, RFC 3056): they are where that address is.
 * @param address as `cleanAddress` answers it
 */
export function placeOf(address: string | null): string | null {
  const groups = address?.includes(':') ? groupsOf(address) : null
  if (!groups) return address
  const [first, high = 0, low = 0] = groups
  if (first === 0x2002) return v4Of(high, low)
  const network = groups.slice(0, 4).map((group) => group.toString(16))
  return `${network.join(':')}::/64`
}

/** The eight numbers of an IPv6 address; null when it is none. */
function groupsOf(text: string): number[] | null {
  const host = `http://[${text}]`
  // The platform's own parser writes it in hexadecimal, with the longest run of zeros left out.
  if (!/^[0-9a-f:.]+$/.test(text) || !URL.canParse(host)) return null
  const [head = '', tail] = new URL(host).hostname.slice(1, -1).split('::')
  const numbers = (part = '') => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const [before, after] = [numbers(head), numbers(tail)]
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}
