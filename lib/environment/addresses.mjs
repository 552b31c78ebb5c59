/**
 * What is expected of an address instead of what stands there, or null. Plain Node without dependencies, like `rules.mjs`
 * beside it.
 */
import { isLoopback, parseUrl } from './loopback.mjs'

/** Where a service is. */
export function addressProblem(value) {
  const url = parseUrl(value)
  return url ? hostProblem(url) : 'expected an address such as https://cafe.example'
}

/** Where an API is spoken, and nothing that would travel along with every request. */
export function apiProblem(value) {
  return /[?#@]/.test(value) ? 'expected an address without name, query or fragment' : addressProblem(value)
}

/** Is this where others are reached? The parser of addresses takes much that no host is called. */
function hostProblem(url) {
  const host = url.hostname
  const isNumber = host.startsWith('[')
  if (!isNumber && !/^(?!.*\.\.)[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?$/.test(host))
    return 'expected the name of one host, without *, such as cafe.example'
  if (url.port === '0') return 'expected a port between 1 and 65535, or none'
  return listenerProblem(host)
}

/** 0.0.0.0 and :: say where a server listens. */
export function listenerProblem(host) {
  return /^(0+(\.0+){3}|\[?(::|::ffff:0:0)\]?)$/.test(host)
    ? 'expected the address by which others come: this one stands for every address of a machine'
    : null
}

/** Where browsers open their socket. */
export function socketProblem(value) {
  const url = /^wss?:\/\//i.test(value) ? parseUrl(value.replace(/^ws/i, 'http')) : null
  if (!url) return 'expected an address such as wss://cafe.example'
  return /[?#@]/.test(value) ? 'expected an address without name, query or fragment' : hostProblem(url)
}

/** The app lives at the root of its host, and what it sends over plain http can be read and changed on its way. */
export function originProblem(value) {
  const url = parseUrl(value)
  if (!url) return 'expected an address such as https://cafe.example'
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password)
    return 'expected only the origin, such as https://cafe.example: the app lives at the root of its host'
  const problem = hostProblem(url)
  if (problem) return problem
  if (url.protocol === 'http:' && !isPrivateName(url.hostname))
    return 'expected https:// for a public name: over http passwords and sessions can be read on their way'
  return null
}

/** A name that only one machine, house or company knows: nobody gives certificates for those. */
function isPrivateName(host) {
  return (
    isLoopback(host) ||
    !/[.:]/.test(host) ||
    /\.(localhost|local|lan|internal|home\.arpa)$/.test(host) ||
    /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.[\d.]+$/.test(host) ||
    /^\[(f[cd]|fe[89ab])/.test(host)
  )
}
