/** What nginx or Caddy does for a deployment, in this process: TLS outside, plain HTTP and WebSockets inside. */
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Certificate } from './certificate'

export type TlsProxy = {
  port: number
  /** Every target of an upgrade so far, in order: which sockets came this way. */
  upgrades: string[]
  close(): Promise<void>
}

/**
 * Listens on a free loopback port.
 * @param portFor the inner port a path belongs to; null: nobody is there (502)
 * @param prefix taken off the beginning of upgraded paths, for a server that is passed on below a path
 */
export async function startTlsProxy(
  { key, cert }: Pick<Certificate, 'key' | 'cert'>,
  portFor: (path: string) => number | null,
  prefix = '',
): Promise<TlsProxy> {
  const upgrades: string[] = []
  const sockets = new Set<Duplex>()
  const server = createServer({ key, cert }, (request, response) => pass(request, response, portFor(request.url ?? '')))
  server.on('upgrade', (request, socket, head) => {
    upgrades.push(request.url ?? '')
    if (prefix && request.url?.startsWith(prefix)) request.url = request.url.slice(prefix.length)
    tunnel(request, socket, head, portFor(request.url ?? ''))
  })
  server.on('secureConnection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    upgrades,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** What a proxy says about the visitor; the same header the sample configurations set. */
const forwarded = (request: IncomingMessage) => ({
  'x-forwarded-for': request.socket.remoteAddress ?? '',
  'x-forwarded-proto': 'https',
})

function pass(request: IncomingMessage, response: ServerResponse, port: number | null): void {
  if (port === null) return void response.writeHead(502).end()
  const { method, url: path, headers } = request
  const inner = httpRequest({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: { ...headers, ...forwarded(request) },
  })
  inner.on('response', (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.rawHeaders)
    reply.pipe(response)
  })
  inner.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
  response.on('close', () => inner.destroy())
  request.pipe(inner)
}

function tunnel(request: IncomingMessage, socket: Duplex, head: Buffer, port: number | null): void {
  if (port === null) return void socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n')
  const inner = connect(port, '127.0.0.1')
  const headers = Object.entries({ ...request.headers, ...forwarded(request) }).map(
    ([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : value}`,
  )
  inner.write([`${request.method} ${request.url} HTTP/1.1`, ...headers, '', ''].join('\r\n'))
  inner.write(head)
  inner.pipe(socket).pipe(inner)
  inner.on('error', () => socket.destroy())
  socket.on('error', () => inner.destroy())
}
