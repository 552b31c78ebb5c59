/** Resend as far as the app needs it, on one loopback port: takes mails as its API does, and shows them to the specs. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export type StandInMail = { to: string; html: string }

export type MailStandIn = { url: string; close(): Promise<void> }

export async function startMailStandIn(): Promise<MailStandIn> {
  const mails: StandInMail[] = []
  const server = createServer(async (request, response) => {
    response.setHeader('Content-Type', 'application/json')
    if (request.method === 'POST' && request.url === '/emails') {
      const { to, html } = JSON.parse(await bodyOf(request)) as { to: string | string[]; html: string }
      for (const address of [to].flat()) mails.push({ to: address, html })
      response.end(JSON.stringify({ id: `mail-${mails.length}` }))
    } else if (request.method === 'GET' && request.url === '/mails') response.end(JSON.stringify(mails))
    else response.writeHead(404).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
