import { createServer } from 'node:net'
import { CliError, errorCode } from './output'

const highest = 65_535
const tries = 100

/**
 * The port that somebody asked for by name: a proxy, a firewall or a person counts on it, so no other will do.
 * Throws a CliError when it is taken. `what` listens on it, `how` tells where another one is asked for.
 */
export async function namedPort(wanted: number, what: string, how: string, not: number[] = []): Promise<number> {
  if (!not.includes(wanted) && (await isFree(wanted))) return wanted
  throw new CliError(`Port ${wanted} for ${what} is taken: end what uses it, or choose another one with ${how}.`)
}

/**
 * The wanted port, or the next one that nobody has.
 * @param not ports that are already promised to somebody else
 */
export async function freePort(wanted: number, not: number[] = []): Promise<number> {
  for (let port = wanted; port <= highest && port < wanted + tries; port++) {
    if (!not.includes(port) && (await isFree(port))) return port
  }
  throw new CliError(`No port is free from ${wanted} on: choose another one with --port.`)
}

/**
 * Asks every address on which somebody else could already answer: a browser that opens `localhost` tries both
 * families, so a port that is free on 127.0.0.1 only is not ours.
 */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
    if (!(await canListen(port, host))) return false
  }
  return true
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => {
      const code = errorCode(error)
      if (code === 'EADDRINUSE') resolve(false)
      else if (code === 'EACCES')
        reject(new CliError(`Port ${port} needs an administrator: choose one above 1023 with --port.`))
      // No such address here (no IPv6): nobody can be in the way on it.
      else resolve(true)
    })
    server.listen({ port, host, exclusive: true, ipv6Only: host.includes(':') }, () =>
      server.close(() => resolve(true)),
    )
  })
}
