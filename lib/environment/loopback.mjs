/** The names of the machine itself. Plain Node without dependencies, like `rules.mjs` beside it. */

/**
 * Is this the name of the machine itself? Every address of its loopback network, in IPv4, IPv6 (with or without brackets,
 * however it is shortened) or one written as the other; `localhost` and the names below it, which RFC 6761 keeps for this.
 */
export function isLoopback(host) {
  if (host.includes(':')) return /^\[::(1|ffff:7f[\da-f]{2}:[\da-f]{1,4})\]$/.test(shortIpv6(host))
  return /^([a-z\d_-]+\.)*localhost\.?$/i.test(host) || /^127(\.(\d{1,2}|1\d\d|2[0-4]\d|25[0-5])){3}$/.test(host)
}

/** An IPv6 address in its one short form, in brackets; empty when it is none. */
function shortIpv6(host) {
  const found = /^(\[?)([\da-f:.]+)(\]?)$/i.exec(host)
  const url = found && Boolean(found[1]) === Boolean(found[3]) ? parseUrl(`http://[${found[2]}]`) : null
  return url ? url.hostname : ''
}

/** An http or https address, or null. */
export function parseUrl(text) {
  try {
    return /^https?:\/\//i.test(text) ? new URL(text) : null
  } catch (_) {
    return null
  }
}
