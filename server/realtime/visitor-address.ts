import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * Whose connection this is, as far as its address tells; IPv6 by its first 64 bits, of which one line has all the rest.
 * @param header the one in which a trusted proxy states the visitor's address; null: there is no such proxy
 */
export function visitorAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  header: string | null,
): string {
  const stated = header === null ? undefined : headers[header.toLowerCase()]
  // The last hop before the proxy: what stands further left was written by the visitor.
  const last = [stated].flat().at(-1)?.split(',').at(-1)
  return (last ? groupOf(last) : null) ?? groupOf(socket.remoteAddress ?? '') ?? 'unknown'
}

/** Null for what is no address. Some proxies add the port, and brackets to IPv6. */
function groupOf(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
  if (isIP(bare) === 4) return bare
  if (isIP(bare) !== 6) return null
  const parts = partsOf(bare)
  const [high = 0, low = 0] = parts.slice(6)
  const isMapped = parts.slice(0, 5).every((part) => part === 0) && parts[5] === 0xffff
  if (isMapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  return `${parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}

/** The eight numbers of an IPv6 address. `URL` writes each one way: hexadecimal, with the longest run of zeros left out. */
function partsOf(address: string): number[] {
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const numbers = (text: string) => (text === '' ? [] : text.split(':').map((part) => Number.parseInt(part, 16)))
  const [first, last] = [numbers(head), numbers(tail)]
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last]
}

/** How many connections each address has open. */
export class AddressCounts {
  private readonly counts = new Map<string, number>()

  get(address: string): number {
    return this.counts.get(address) ?? 0
  }

  add(address: string): void {
    this.counts.set(address, this.get(address) + 1)
  }

  remove(address: string): void {
    const left = this.get(address) - 1
    if (left > 0) this.counts.set(address, left)
    else this.counts.delete(address)
  }
}
