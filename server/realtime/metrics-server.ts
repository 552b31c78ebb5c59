import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Serves `/metrics` on a port of its own, on loopback only: figures about traffic are nobody else's business. Null without one. */
export async function startMetricsServer(
  port: number | undefined,
  render: () => string,
): Promise<{ port: number; close(): Promise<void> } | null> {
  if (port === undefined) return null
  const server = createServer((request, response) => {
    const isMetrics = request.method === 'GET' && request.url === '/metrics'
    response.setHeader('x-content-type-options', 'nosniff')
    response.writeHead(isMetrics ? 200 : 404, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
    response.end(isMetrics ? render() : 'Not found\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { port: (server.address() as AddressInfo).port, close }
}
