/**
 * Loaded by `node --import`: an /etc/hosts of this process alone. The names in NAMES_ON_LOOPBACK (with commas) are this
 * machine, so that a test can have a public address of its own and never reaches a real one.
 */
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'

const names = new Set((process.env.NAMES_ON_LOOPBACK ?? '').split(','))
const { lookup } = dns

dns.lookup = (name, options, callback) => {
  const answer = callback ?? options
  if (!names.has(name)) return lookup(name, options, callback)
  const all = typeof options === 'object' && options.all
  process.nextTick(() => (all ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4)))
}
const { lookup: promised } = dns.promises

dns.promises.lookup = async (name, options) => {
  if (!names.has(name)) return promised(name, options)
  const found = { address: '127.0.0.1', family: 4 }
  return options?.all ? [found] : found
}
syncBuiltinESMExports()
