import { createServer, type Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { freePort, namedPort } from './ports'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
})

function listen(host: string, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    servers.push(server)
    server.listen({ host, port, ipv6Only: host.includes(':') }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

it.each(['127.0.0.1', '0.0.0.0'])('passes over a port that somebody has on %s', async (host) => {
  const taken = await listen(host)
  expect(await freePort(taken)).toBeGreaterThan(taken)
})

it('passes over a port that somebody has on the other loopback address, where browsers look first', async ({
  skip,
}) => {
  const taken = await listen('::1').catch(() => skip('no IPv6 here'))
  expect(await freePort(taken)).toBeGreaterThan(taken)
})

it('answers the wanted port when it is free, unless it is promised', async () => {
  const wanted = await freePort(20_000)
  expect(await freePort(wanted)).toBe(wanted)
  expect(await freePort(wanted, [wanted])).toBeGreaterThan(wanted)
})

it('a port that was asked for by name is had, or refused with a sentence', async () => {
  const taken = await listen('127.0.0.1')
  const sentence = `Port ${taken} for the app is taken: end what uses it, or choose another one with --port.`
  await expect(namedPort(taken, 'the app', '--port')).rejects.toThrow(sentence)
  const free = await freePort(20_000)
  expect(await namedPort(free, 'the app', '--port')).toBe(free)
  await expect(namedPort(free, 'the app', '--port', [free])).rejects.toThrow('is taken')
})
