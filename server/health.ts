import { CliError } from './output'

const pollMs = 100
const requestTimeoutMs = 5000

/**
 * Resolves when the address answers. 5xx means "not yet"; any other answer will do, also 404.
 * Throws a CliError when it does not within `timeoutMs`.
 */
export async function untilHealthy(name: string, url: string, signal: AbortSignal, timeoutMs = 60_000): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs
  let last = 'no answer'
  while (Date.now() < giveUpAt && !signal.aborted) {
    last = await ask(url)
    if (last === 'up') return
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  if (!signal.aborted)
    throw new CliError(`The ${name} did not get ready within ${Math.round(timeoutMs / 1000)} s (${url}: ${last}).`)
}

async function ask(url: string): Promise<string> {
  try {
    const reply = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(requestTimeoutMs) })
    const body = await reply.text()
    return reply.status < 500 ? 'up' : `${reply.status} ${body.slice(0, 300)}`
  } catch {
    return 'no answer'
  }
}
